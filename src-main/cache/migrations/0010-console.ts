import type { Migration } from '../open.ts';

/** What belongs to the console and to no hub: preferences and remembered sheet columns. */
export const console0010: Migration = {
  version: 10,
  up: (db) =>
    db.exec(`
      CREATE TABLE preference (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE sheet_mapping (fingerprint TEXT PRIMARY KEY, mapping TEXT NOT NULL) WITHOUT ROWID;
    `),
};
