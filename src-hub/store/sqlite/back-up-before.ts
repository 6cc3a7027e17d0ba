/** A whole copy of the hub's database beside it, made before a migration changes it: the way back to the old version. */
import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { backupName, outdatedBackups } from '#shared/sync/database-file.ts';
import { renameDurably, syncFile } from '../durable-files.ts';
import { copyDatabase } from './copy-database.ts';

const KEEP = 2;

/**
 * Copies what is committed in `file`, and is on the disk when it returns; older copies but one go. Throws SQLite's
 * error, such as SQLITE_FULL, and leaves no half copy then.
 */
export function backUpBefore(file: string, version: number): void {
  const [folder, name] = [dirname(file), basename(file)];
  const target = join(folder, backupName(name, version));
  const part = `${target}.part`;
  rmSync(part, { force: true });
  try {
    copyDatabase(file, part);
    // It holds keys' hashes and robots' addresses like the original, in a folder that another may have opened wider.
    chmodSync(part, 0o600);
    syncFile(part);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  renameDurably(part, target);
  for (const old of outdatedBackups(readdirSync(folder), name, KEEP))
    rmSync(join(folder, old), { force: true });
}
