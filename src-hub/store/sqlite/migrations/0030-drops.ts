import type { Migration } from '../migrate.ts';

/** What became of drops. A claim's outcome is kept for ever: the same claim id is answered the same. */
export const drops: Migration = {
  version: 30,
  sql: `
    CREATE TABLE drop_effects (
      drop_id TEXT PRIMARY KEY,
      state TEXT NOT NULL,
      revision INTEGER NOT NULL,
      opened_at TEXT,
      closes_at TEXT,
      closed_at TEXT,
      granted INTEGER NOT NULL DEFAULT 0,
      refused INTEGER NOT NULL DEFAULT 0,
      reason TEXT,
      fired_by TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX drop_effects_by_state ON drop_effects (state);
    CREATE TABLE drop_claims (
      drop_id TEXT NOT NULL,
      claim_id TEXT NOT NULL,
      buyer_id TEXT NOT NULL,
      outcome TEXT NOT NULL,
      at TEXT NOT NULL,
      PRIMARY KEY (drop_id, claim_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE drop_buyers (
      drop_id TEXT NOT NULL,
      buyer_id TEXT NOT NULL,
      granted INTEGER NOT NULL,
      PRIMARY KEY (drop_id, buyer_id)
    ) STRICT, WITHOUT ROWID;
  `,
};
