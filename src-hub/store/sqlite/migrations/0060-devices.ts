import type { Migration } from '../migrate.ts';

/**
 * What a team sees of its devices, and when they end. A removed one keeps its row: whoever holds its token is told that
 * it was removed, not that it is unknown. `expires_at` NULL: does not end by itself.
 */
export const devices: Migration = {
  version: 60,
  sql: `
    ALTER TABLE devices ADD COLUMN device_name TEXT;
    ALTER TABLE devices ADD COLUMN expires_at TEXT;
    ALTER TABLE devices ADD COLUMN seen_at TEXT;
    ALTER TABLE devices ADD COLUMN removed_at TEXT;
  `,
};
