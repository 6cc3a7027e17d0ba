import type { Migration } from '../migrate.ts';

/**
 * Batches of announcements and what became of them in each group. Texts lie apart, as they were at the dry run: a
 * delivery moves several times, its text never changes. `robot_id` is a hash of a robot's address, never the address.
 */
export const batches: Migration = {
  version: 50,
  sql: `
    CREATE TABLE batches (
      batch_id TEXT PRIMARY KEY,
      show_id TEXT NOT NULL,
      post_id TEXT NOT NULL,
      run_kind TEXT NOT NULL,
      title TEXT NOT NULL,
      plan_hash TEXT NOT NULL,
      state TEXT NOT NULL,
      paused_by_hub INTEGER NOT NULL DEFAULT 0,
      revision INTEGER NOT NULL,
      created_at TEXT NOT NULL,
      created_by TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX batches_by_show ON batches (show_id, created_at);
    CREATE INDEX batches_by_post ON batches (post_id, run_kind);
    CREATE INDEX batches_by_state ON batches (state);
    CREATE TABLE batch_deliveries (
      batch_id TEXT NOT NULL,
      group_id TEXT NOT NULL,
      group_name TEXT NOT NULL,
      owner TEXT NOT NULL,
      platform TEXT NOT NULL,
      text_hash TEXT NOT NULL,
      state TEXT NOT NULL,
      reason TEXT,
      detail TEXT,
      by_hand INTEGER NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      robot_id TEXT,
      asked_at TEXT,
      moved_at TEXT NOT NULL,
      revision INTEGER NOT NULL,
      PRIMARY KEY (batch_id, group_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX batch_deliveries_by_state ON batch_deliveries (batch_id, state);
    CREATE INDEX batch_deliveries_by_revision ON batch_deliveries (batch_id, revision);
    CREATE INDEX batch_deliveries_sending ON batch_deliveries (batch_id) WHERE state = 'sending';
    CREATE INDEX batch_deliveries_asked ON batch_deliveries (asked_at) WHERE asked_at IS NOT NULL;
    CREATE TABLE batch_texts (
      batch_id TEXT NOT NULL,
      group_id TEXT NOT NULL,
      text TEXT NOT NULL,
      PRIMARY KEY (batch_id, group_id)
    ) STRICT;
  `,
};
