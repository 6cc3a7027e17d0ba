import type { Migration } from '../migrate.ts';

/** Whose PIN somebody else has taken away, until they set another. `by_id` is null for the command line. */
export const clearedPins: Migration = {
  version: 140,
  sql: `
    CREATE TABLE cleared_pins (
      person_id TEXT PRIMARY KEY,
      by_id TEXT,
      by_name TEXT NOT NULL,
      cleared_at TEXT NOT NULL
    ) STRICT;
  `,
};
