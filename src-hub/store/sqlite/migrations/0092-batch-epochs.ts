import type { Migration } from '../migrate.ts';

/**
 * In which epoch a batch was made or last moved on. In another one it comes from a backup: what stands queued there may
 * have gone out since the backup was made. Null = from before this was kept.
 */
export const batchEpochs: Migration = {
  version: 92,
  sql: `ALTER TABLE batches ADD COLUMN epoch TEXT;`,
};
