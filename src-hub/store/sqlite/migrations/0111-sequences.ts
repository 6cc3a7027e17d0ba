import type { Migration } from '../migrate.ts';

/** How sequences run: the steps that each was started with and how they stand, as JSON. */
export const sequences: Migration = {
  version: 111,
  sql: `
    CREATE TABLE sequence_effects (
      sequence_id TEXT PRIMARY KEY,
      state TEXT NOT NULL,
      revision INTEGER NOT NULL,
      plan TEXT NOT NULL,
      steps TEXT NOT NULL,
      reason TEXT,
      fired_by TEXT,
      started_at TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sequence_effects_by_state ON sequence_effects (state);
  `,
};
