import type { Migration } from '../migrate.ts';

/** Why a batch that was released during an outage was not sent, as JSON of code and parameters. */
export const releases: Migration = {
  version: 91,
  sql: `ALTER TABLE batches ADD COLUMN refusal TEXT;`,
};
