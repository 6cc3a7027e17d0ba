/** Opens a hub database as it must be: durable, checked and migrated. */
import Database from 'better-sqlite3';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';

/** Older builds could corrupt a write-ahead log that several connections reset at once (SQLite 3.7.0 to 3.51.2). */
const OLDEST_SQLITE = [3, 51, 3] as const;
/** How long a write waits for another process, such as the command line adding a key, before it fails. */
const BUSY_TIMEOUT_MS = 5_000;

/** Throws `NewerDatabaseError`, or SQLite's own error when the file cannot be read or written. */
export function openDatabase(file: string): Database {
  const db = new Database(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    assertVersion(String(db.prepare('SELECT sqlite_version()').pluck().get()));
    db.pragma('journal_mode = WAL');
    // better-sqlite3 falls back to NORMAL in WAL mode at every open; an acknowledged write must survive a power cut.
    db.pragma('synchronous = FULL');
    db.pragma('checkpoint_fullfsync = ON');
    db.pragma('foreign_keys = ON');
    migrate(db, migrations);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function assertVersion(version: string): void {
  const parts = version.split('.').map(Number);
  for (const [at, oldest] of OLDEST_SQLITE.entries()) {
    const part = parts[at] ?? 0;
    if (part > oldest) return;
    if (part < oldest)
      throw new Error(`SQLite ${OLDEST_SQLITE.join('.')} or later is needed, found ${version}.`);
  }
}
