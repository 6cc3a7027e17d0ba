import type { Migration } from '../migrate.ts';

/**
 * What desks are told of the past that they can still rely on, and by what a restored file is known (history.ts).
 * `commits` counts the transactions of ops; `is_copy` is 1 in a backup's file alone; `mark_file` is the identity of the
 * mark beside the database, null until there was one. Tombstones of before get their time when they are first seen.
 */
export const watermarks: Migration = {
  version: 71,
  sql: `
    ALTER TABLE workspace ADD COLUMN commits INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE workspace ADD COLUMN backup_seq INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE workspace ADD COLUMN backup_at TEXT;
    ALTER TABLE workspace ADD COLUMN horizon_seq INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE workspace ADD COLUMN is_copy INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE workspace ADD COLUMN mark_file TEXT;
    ALTER TABLE documents ADD COLUMN removed_at TEXT;
    CREATE INDEX documents_removed ON documents (removed_at) WHERE json IS NULL;
  `,
};
