/** Opens a SQLite file of the desk and brings it to the newest version, all missing migrations in one transaction. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database, { SqliteError } from 'better-sqlite3';
import { AppError } from '#shared/contract/errors.ts';
import { assertSqliteVersion } from '#shared/sync/database-file.ts';
import { backUpBefore } from './backup.ts';
import { isDamage } from './damage.ts';
import { isDiskFull } from './disk-space.ts';

export interface Migration {
  /** Steps of ten, rising. */
  readonly version: number;
  readonly up: (db: Database) => void;
}

/** The file was written by a later Livedesk: working with it could lose what this one does not know. */
export class NewerDatabaseError extends AppError {
  constructor(found: number, known: number) {
    super('local/newer-database', { found, known });
    this.name = 'NewerDatabaseError';
  }
}

/** A migration did not go through. The file is as it was; `cause` says why. */
export class MigrationFailedError extends AppError {
  constructor(found: number, known: number, cause: unknown) {
    super('local/migration-failed', { found, known });
    this.name = 'MigrationFailedError';
    this.cause = cause;
  }
}

export interface OpenOptions {
  /** Called with each statement before it runs: for tests that end the process there. */
  readonly onStatement?: (sql: string) => void;
}

/**
 * A fresh file takes the same path as an old one: every migration in order. Throws `NewerDatabaseError`,
 * `MigrationFailedError`, or SQLite's own error for a file that is damaged, locked, or has no room to grow; the file
 * is then as it was.
 */
export function openDatabase(
  file: string,
  migrations: readonly Migration[],
  { onStatement }: OpenOptions = {},
): Database {
  mkdirSync(dirname(file), { recursive: true });
  const db = new Database(file, onStatement ? { verbose: onStatement } : {});
  try {
    assertSqliteVersion(String(db.prepare('SELECT sqlite_version()').pluck().get()));
    db.pragma('busy_timeout = 5000');
    // Before anything that may write: a newer file is left as it is.
    refuseNewer(db, migrations);
    db.pragma('journal_mode = WAL');
    // better-sqlite3 falls back to NORMAL in WAL mode on every open; an outbox promises that what it took is kept.
    db.pragma('synchronous = FULL');
    // On macOS a plain fsync leaves bytes in the drive's cache.
    db.pragma('checkpoint_fullfsync = ON');
    db.pragma('foreign_keys = ON');
    migrate(db, file, migrations);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function refuseNewer(db: Database, migrations: readonly Migration[]): { found: number; known: number } {
  const found = Number(db.pragma('user_version', { simple: true }));
  const known = migrations.at(-1)?.version ?? 0;
  if (found > known) throw new NewerDatabaseError(found, known);
  return { found, known };
}

function migrate(db: Database, file: string, migrations: readonly Migration[]): void {
  const { found, known } = refuseNewer(db, migrations);
  if (found === known) return;
  try {
    // One transaction over all steps: whatever ends it, the file is of the old version, whole, or of the new one.
    db.transaction(() => {
      // Under the write lock, so that nothing comes between the copy and what is migrated. A fresh file has no past.
      if (found > 0) backUpBefore(file, known);
      for (const migration of migrations) if (migration.version > found) migration.up(db);
      db.pragma(`user_version = ${known}`);
    }).immediate();
  } catch (error) {
    if (isDiskFull(error) || isDamage(error)) throw error;
    if (error instanceof SqliteError && error.code.startsWith('SQLITE_BUSY')) throw error;
    throw new MigrationFailedError(found, known, error);
  }
}
