import type { Migration } from '../migrate.ts';

/** Acts on platforms: pushes, and changes of price, shelf and stock. `change` is JSON. */
export const acts: Migration = {
  version: 101,
  sql: `
    CREATE TABLE platform_acts (
      act_id TEXT PRIMARY KEY,
      show_id TEXT NOT NULL,
      run_kind TEXT NOT NULL,
      run_id TEXT,
      kind TEXT NOT NULL,
      product_id TEXT NOT NULL,
      slot_id TEXT,
      change TEXT NOT NULL,
      origin TEXT NOT NULL,
      state TEXT NOT NULL,
      revision INTEGER NOT NULL,
      ordered_by TEXT,
      ordered_at TEXT NOT NULL,
      sent_at TEXT,
      moved_at TEXT NOT NULL,
      reason TEXT,
      detail TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX platform_acts_by_state ON platform_acts (state);
    CREATE INDEX platform_acts_by_show ON platform_acts (show_id, run_kind, ordered_at);
    CREATE INDEX platform_acts_by_run ON platform_acts (run_id, ordered_at);
    CREATE INDEX platform_acts_by_product ON platform_acts (product_id, kind);
  `,
};
