/** Opens the console's own settings, whatever has happened to their file. */
import { join } from 'node:path';
import type { RescueNotice } from '#shared/contract/storage.ts';
import { isoNow } from '#shared/sync/clock.ts';
import { type ConsoleRepo, consoleRepo } from '../cache/console.repo.ts';
import { type JoinedHubRepo, joinedHubRepo } from '../cache/joined-hub.repo.ts';
import { consoleFileKind, consoleNote } from '../cache/rescue/console-file.ts';
import { openOrRescue } from '../cache/rescue/open-or-rescue.ts';
import { watchDatabase } from '../cache/watch-database.ts';
import type { DeskPorts } from './ports.ts';
import { recoverSettings } from './recover-settings.ts';

export interface OpenSettings {
  readonly file: string;
  readonly own: ConsoleRepo;
  readonly joined: JoinedHubRepo;
  readonly deviceId: string;
  rescue(): RescueNotice | null;
  dismissRescue(): void;
  close(): void;
}

/** `onError` gets every error of the file, once it is open. Throws what `openOrRescue` throws. */
export function openSettings(ports: DeskPorts, onError: (error: unknown) => void): OpenSettings {
  const file = join(ports.dataDir, 'desk.db');
  const { db, rescue, damage } = openOrRescue(file, consoleFileKind, isoNow(ports.clock));
  if (damage !== null) ports.log.error('the damaged settings were made anew', damage);
  watchDatabase(db, onError);
  const own = consoleRepo(db);
  const joined = joinedHubRepo(db);
  const lost = rescue && !rescue.complete ? recoverSettings(ports.dataDir) : null;
  for (const hub of lost?.hubs ?? []) joined.add(hub, isoNow(ports.clock));
  const note = consoleNote(db);
  return {
    ...{ file, own, joined },
    deviceId: own.once('device-id', () => lost?.deviceId ?? ports.ids.next()),
    rescue: () => {
      const made = note.get();
      return made && { ...made, sessionId: null };
    },
    dismissRescue: note.forget,
    close: () => {
      db.close();
    },
  };
}
