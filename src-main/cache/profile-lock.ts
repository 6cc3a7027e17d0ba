/**
 * One profile, one process: an exclusive SQLite lock, which the operating system lets go of when the process dies. A pid
 * file would outlive a crash and name a stranger's process.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

export class ProfileInUseError extends Error {
  constructor(dataDir: string) {
    super(`another Livedesk is using ${dataDir}`);
    this.name = 'ProfileInUseError';
  }
}

/** A connection that nobody holds is collected, and its lock with it: they are kept here, whatever the caller keeps. */
const held = new Set<Database>();

/** Answers what lets the profile go again. Throws `ProfileInUseError`. */
export function lockProfile(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const db = new Database(join(dataDir, 'desk.lock'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch {
    db.close();
    throw new ProfileInUseError(dataDir);
  }
  held.add(db);
  return () => {
    held.delete(db);
    db.close();
  };
}
