import { isoNow, systemClock } from '#shared/sync/clock.ts';
import { endOldBackups, newBackupFile } from '../store/backup-folder.ts';
import { backUpFile } from '../store/sqlite/backup.ts';
import { withStore } from './admin.ts';

/**
 * Backs up a hub's database by command line, beside a running hub or without one, to a file or among its daily ones.
 * The hub tells its desks within the hour. Throws SQLite's or the system's error; then no file has appeared.
 */
export function backUpFolder(
  databaseFile: string,
  to: string | null,
): Promise<{ file: string; headSeq: number }> {
  return withStore(databaseFile, async (store) => {
    const file = to ?? newBackupFile(databaseFile, systemClock.nowMs());
    const { headSeq } = backUpFile(databaseFile, file);
    await store.backedUp(headSeq, isoNow(systemClock));
    if (to === null) endOldBackups(databaseFile);
    return { file, headSeq };
  });
}
