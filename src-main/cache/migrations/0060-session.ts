import type { Migration } from '../open.ts';

/** Whom this console has signed up lately, for its own list: name and masked number, sealed. */
export const session0060: Migration = {
  version: 60,
  up: (db) =>
    db.exec(`
      CREATE TABLE signup (
        id TEXT PRIMARY KEY,
        show_id TEXT NOT NULL,
        op_id TEXT NOT NULL,
        at TEXT NOT NULL,
        sealed TEXT NOT NULL
      ) WITHOUT ROWID;
      CREATE INDEX signup_of_show ON signup (show_id, at);
    `),
};
