/**
 * One serving process a data folder, by a lock of the operating system: SQLite holds it on a small file of its own and
 * the system lets go of it however the process ends. A process id in a file would outlive a crash.
 */
import { rmSync } from 'node:fs';
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
  let db: Database;
  try {
    db = lock(file);
  } catch (error) {
    // It holds nothing: a damaged one that nobody has locked, which would have been said first, is made anew.
    if (!(error instanceof SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code))) throw error;
    rmSync(file);
    db = lock(file);
  }
  return () => db.close();
}

function lock(file: string): Database {
  const db = new Database(file, { timeout: 0 });
  try {
    return db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof SqliteError && error.code === 'SQLITE_BUSY')
      throw new FolderInUseError(dirname(file));
    throw error;
  }
}
