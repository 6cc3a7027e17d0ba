import type { Migration } from '../open.ts';

/** What a till keeps for itself: the last receipt number of each show. */
export const session0050: Migration = {
  version: 50,
  up: (db) =>
    db.exec(`
      CREATE TABLE till_number (
        show_id TEXT PRIMARY KEY,
        last INTEGER NOT NULL
      ) WITHOUT ROWID;
    `),
};
