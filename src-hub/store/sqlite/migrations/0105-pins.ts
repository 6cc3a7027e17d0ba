import type { Migration } from '../migrate.ts';

/** `sealed`: the hash, sealed with the workspace's key. `person_name` is set for a person without a console. */
export const pins: Migration = {
  version: 105,
  sql: `
    CREATE TABLE pins (
      person_id TEXT PRIMARY KEY,
      person_name TEXT,
      sealed TEXT NOT NULL,
      changed_at TEXT NOT NULL,
      wrong INTEGER NOT NULL DEFAULT 0,
      blocked_until TEXT
    ) STRICT;
  `,
};
