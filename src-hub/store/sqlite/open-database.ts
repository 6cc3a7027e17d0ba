/** Opens a hub database as it must be: durable, checked and migrated. */
import Database from 'better-sqlite3';
import { assertSqliteVersion } from '#shared/sync/database-file.ts';
import { migrate, refuseNewer } from './migrate.ts';
import { migrations } from './migrations/index.ts';

/** How long a write waits for another process, such as the command line adding a key, before it fails. */
const BUSY_TIMEOUT_MS = 5_000;

export interface OpenOptions {
  /** Called with each statement before it runs: for tests that end the process there. */
  readonly onStatement?: (sql: string) => void;
}

/** Throws what `migrate` throws, or SQLite's own error when the file cannot be read or written. */
export function openDatabase(file: string, { onStatement }: OpenOptions = {}): Database {
  const db = new Database(file, { timeout: BUSY_TIMEOUT_MS, ...(onStatement && { verbose: onStatement }) });
  try {
    assertSqliteVersion(String(db.prepare('SELECT sqlite_version()').pluck().get()));
    // Before anything that may write: a newer file is left as it is.
    refuseNewer(db, migrations);
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
