import type { Migration } from '../migrate.ts';

/**
 * Who asked what. No index but the entry's number: it is written with every op and read by few, in windows. `search` is
 * what its words are found in, `about` the ids between spaces, `json` the rest of the entry.
 */
export const audit: Migration = {
  version: 135,
  sql: `
    CREATE TABLE audit (
      entry INTEGER PRIMARY KEY AUTOINCREMENT,
      at TEXT NOT NULL,
      device_at TEXT,
      person_id TEXT NOT NULL,
      device_id TEXT NOT NULL,
      kind TEXT NOT NULL,
      name TEXT NOT NULL,
      mode TEXT,
      show_id TEXT,
      outcome TEXT NOT NULL,
      code TEXT,
      about TEXT NOT NULL,
      search TEXT NOT NULL,
      json TEXT NOT NULL
    ) STRICT;
  `,
};
