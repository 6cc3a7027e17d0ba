import type { Migration } from '../open.ts';

/** The hubs that this console is joined to, but for its own; their tokens are kept as secrets, not here. */
export const console0020: Migration = {
  version: 20,
  up: (db) =>
    db.exec(`
      CREATE TABLE joined_hub (
        session_id TEXT PRIMARY KEY,
        url TEXT NOT NULL UNIQUE,
        joined_at TEXT NOT NULL
      ) WITHOUT ROWID;
    `),
};
