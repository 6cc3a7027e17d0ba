/** Where a hub keeps its database: in the folder itself, or under `hub/` where the folder is a console's. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const HUB_DATABASE = 'hub.db';
/** Held by whoever serves the folder. */
export const HUB_LOCK = 'hub.lock';

/** The database in a folder that a hub or a console has used; null where there is none. */
export function findHubDatabase(dataFolder: string): string | null {
  const candidates = [join(dataFolder, HUB_DATABASE), join(dataFolder, 'hub', HUB_DATABASE)];
  return candidates.find((file) => existsSync(file)) ?? null;
}

/** The database in a folder, or where a hub that is served later from there will look for it. */
export function hubDatabaseOrNew(dataFolder: string): string {
  return findHubDatabase(dataFolder) ?? join(dataFolder, HUB_DATABASE);
}
