/** Forward-only migrations: each runs in one transaction together with its version. A new file takes the same path. */
import type Database from 'better-sqlite3';

export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/** The database was written by a later version of Livedesk: opening it could lose what this one does not know. */
export class NewerDatabaseError extends Error {
  constructor(found: number, known: number) {
    super(
      `The hub's database is of version ${found}; this Livedesk knows versions up to ${known}. Please update.`,
    );
    this.name = 'NewerDatabaseError';
  }
}

/** Brings the database to the last of `migrations`. Throws `NewerDatabaseError` when it is already beyond. */
export function migrate(db: Database, migrations: readonly Migration[]): void {
  const known = migrations.at(-1)?.version ?? 0;
  const found = versionOf(db);
  if (found > known) throw new NewerDatabaseError(found, known);
  for (const migration of migrations) {
    const step = db.transaction(() => {
      // Read inside the transaction: the command line may be migrating the same file at the same moment.
      if (versionOf(db) >= migration.version) return;
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.version}`);
    });
    if (found < migration.version) step.immediate();
  }
}

function versionOf(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}
