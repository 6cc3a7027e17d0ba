/** Forward-only migrations: all that are missing run in one transaction with their version. A new file takes the same path. */
import type Database from 'better-sqlite3';
import { SqliteError } from 'better-sqlite3';
import { AppError } from '#shared/contract/errors.ts';
import { backUpBefore } from './back-up-before.ts';

export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/** The database was written by a later version of Livedesk: opening it could lose what this one does not know. */
export class NewerDatabaseError extends AppError {
  constructor(found: number, known: number) {
    super('local/newer-database', { found, known });
    this.name = 'NewerDatabaseError';
  }
}

/** A migration did not go through. The database is as it was; `cause` says why. */
export class MigrationFailedError extends AppError {
  constructor(found: number, known: number, cause: unknown) {
    super('local/migration-failed', { found, known });
    this.name = 'MigrationFailedError';
    this.cause = cause;
  }
}

/** Throws `NewerDatabaseError` when the database is beyond the last of `migrations`; reads only. */
export function refuseNewer(db: Database, migrations: readonly Migration[]): void {
  const [found, known] = [versionOf(db), lastOf(migrations)];
  if (found > known) throw new NewerDatabaseError(found, known);
}

/**
 * Brings the database to the last of `migrations`, after a copy of it (`NAME.before-VERSION.bak`) has been made.
 * Throws `NewerDatabaseError`, `MigrationFailedError`, or SQLite's error for a file that is locked or has no room.
 */
export function migrate(db: Database, migrations: readonly Migration[]): void {
  refuseNewer(db, migrations);
  const known = lastOf(migrations);
  if (versionOf(db) === known) return;
  let found = 0;
  try {
    // One transaction over all steps: whatever ends it, the file is of the old version, whole, or of the new one.
    db.transaction(() => {
      // Read again under the write lock: the command line may have migrated the same file in the meantime.
      found = versionOf(db);
      if (found >= known) return;
      // Nothing can come between the copy and what is migrated. A fresh file has no past.
      if (found > 0) backUpBefore(db.name, known);
      for (const migration of migrations) if (migration.version > found) db.exec(migration.sql);
      db.pragma(`user_version = ${known}`);
    }).immediate();
  } catch (error) {
    if (error instanceof SqliteError && error.code !== 'SQLITE_ERROR' && !isConstraint(error)) throw error;
    throw new MigrationFailedError(found, known, error);
  }
}

const isConstraint = (error: SqliteError) => error.code.startsWith('SQLITE_CONSTRAINT');

function lastOf(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

function versionOf(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}
