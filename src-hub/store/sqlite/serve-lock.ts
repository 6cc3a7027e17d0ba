/**
 * One serving process a data folder, by a lock of the operating system: SQLite holds it on a small file of its own and
 * the system lets go of it however the process ends. A process id in a file would outlive a crash.
 */
import { dirname } from 'node:path';
import Database, { SqliteError } from 'better-sqlite3';
import { AppError } from '#shared/contract/errors.ts';

export class FolderInUseError extends AppError {
  constructor(folder: string) {
    super('hub/folder-in-use', { folder });
    this.name = 'FolderInUseError';
  }
}

/** Takes the lock or throws `FolderInUseError`; the answer lets go of it. */
export function takeServeLock(file: string): () => void {
  const db = new Database(file, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof SqliteError && error.code === 'SQLITE_BUSY')
      throw new FolderInUseError(dirname(file));
    throw error;
  }
  return () => db.close();
}
