/**
 * One profile, one process: an exclusive SQLite lock, which the operating system lets go of when the process dies. A pid
 * file would outlive a crash and name a stranger's process.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database, { SqliteError } from 'better-sqlite3';
import { AppError } from '#shared/contract/errors.ts';
import { isDamage } from './damage.ts';

export class ProfileInUseError extends AppError {
  constructor(dataDir: string) {
    super('local/profile-in-use', { folder: dataDir });
    this.name = 'ProfileInUseError';
  }
}

/** A connection that nobody holds is collected, and its lock with it: they are kept here, whatever the caller keeps. */
const held = new Set<Database>();

/** Answers what lets the profile go again. Throws `ProfileInUseError`. */
export function lockProfile(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'desk.lock');
  let db: Database;
  try {
    db = lock(file, dataDir);
  } catch (error) {
    // It holds nothing: a damaged one that nobody has locked, which would have been said first, is made anew.
    if (!isDamage(error)) throw error;
    rmSync(file);
    db = lock(file, dataDir);
  }
  held.add(db);
  return () => {
    held.delete(db);
    db.close();
  };
}

function lock(file: string, dataDir: string): Database {
  const db = new Database(file, { timeout: 0 });
  try {
    return db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof SqliteError && error.code === 'SQLITE_BUSY') throw new ProfileInUseError(dataDir);
    throw error;
  }
}
