/** Opens a SQLite file of the desk and brings it to the newest version, one migration a transaction. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

export interface Migration {
  /** Steps of ten, rising; written into `user_version` in the migration's own transaction. */
  readonly version: number;
  readonly up: (db: Database) => void;
}

export class NewerDatabaseError extends Error {
  constructor(file: string, found: number, known: number) {
    super(`${file} was written by a newer Livedesk (version ${found}, this one knows ${known})`);
    this.name = 'NewerDatabaseError';
  }
}

/** A fresh file takes the same path as an old one: every migration in order. Throws `NewerDatabaseError`. */
export function openDatabase(file: string, migrations: readonly Migration[]): Database {
  mkdirSync(dirname(file), { recursive: true });
  const db = new Database(file);
  try {
    db.pragma('journal_mode = WAL');
    // better-sqlite3 falls back to NORMAL in WAL mode on every open; an outbox promises that what it took is kept.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('busy_timeout = 5000');
    migrate(db, file, migrations);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function migrate(db: Database, file: string, migrations: readonly Migration[]): void {
  const found = Number(db.pragma('user_version', { simple: true }));
  const known = migrations.at(-1)?.version ?? 0;
  if (found > known) throw new NewerDatabaseError(file, found, known);
  for (const migration of migrations) {
    if (migration.version <= found) continue;
    db.transaction(() => {
      migration.up(db);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  }
}
