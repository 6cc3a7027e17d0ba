import type { Migration } from '../migrate.ts';

/** The last op taken of each desk's stream. `device_id` is who sent it last: shown, never judged by. */
export const streams: Migration = {
  version: 70,
  sql: `
    CREATE TABLE streams (
      stream_id TEXT PRIMARY KEY,
      device_id TEXT NOT NULL,
      last_cseq INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
