/** A backup a day while the hub serves, and the word to desks of how far it reaches ([SY41]). */
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { HubLog } from './hub-log.ts';
import { endOldBackups, newBackupFile } from './store/backup-folder.ts';
import { BackupCalledOff } from './store/sqlite/backup.ts';
import type { SqliteHubStore } from './store/sqlite/sqlite-store.ts';

export interface Backups {
  start(): void;
  /** Makes one if it is time; what fails is logged and tried again within the hour. */
  round(): Promise<void>;
  /** Calls off the one under way and waits for its end. */
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;
const CHECK_MS = 3_600_000;
/** Not at once: whoever has just started wants to work. */
const FIRST_AFTER_MS = 5 * 60_000;

export function createBackups({
  store,
  databaseFile,
  clock,
  timers,
  onBackedUp,
  log,
}: {
  readonly store: SqliteHubStore;
  readonly databaseFile: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly onBackedUp: () => Promise<void>;
  readonly log: HubLog;
}): Backups {
  let stopped = false;
  let callOff = () => {};
  let underWay: Promise<void> = Promise.resolve();

  async function isDue(): Promise<boolean> {
    const { backupAt } = await store.workspace();
    if (backupAt === null) return true;
    const ageMs = clock.nowMs() - Date.parse(backupAt);
    // One from the future was made under a wrong clock.
    return ageMs >= DAY_MS || ageMs < 0;
  }

  async function backUp(): Promise<void> {
    try {
      if (!(await isDue())) return;
      const { headSeq } = await store.backup(newBackupFile(databaseFile, clock.nowMs()), () => stopped);
      await store.backedUp(headSeq, isoNow(clock));
      endOldBackups(databaseFile);
      await onBackedUp();
    } catch (error) {
      if (!stopped && !(error instanceof BackupCalledOff))
        log.error({ err: error }, 'the daily backup could not be made');
    }
  }

  function round(): Promise<void> {
    if (!stopped) underWay = underWay.then(backUp);
    return underWay;
  }

  function later(ms: number): void {
    if (stopped) return;
    callOff = timers.after(ms, () => void round().then(() => later(CHECK_MS)));
  }

  return {
    start: () => later(FIRST_AFTER_MS),
    round,
    stop() {
      stopped = true;
      callOff();
      return underWay;
    },
  };
}
