import type { Migration } from '../open.ts';

/** What an op is about, in the person's own terms, and the live figures a screen shows while its hub is away. */
export const session0040: Migration = {
  version: 40,
  up: (db) =>
    db.exec(`
      ALTER TABLE outbox ADD COLUMN note TEXT;
      CREATE TABLE live_snapshot (
        show_id TEXT NOT NULL,
        run_kind TEXT NOT NULL,
        as_of TEXT NOT NULL,
        frame TEXT NOT NULL,
        PRIMARY KEY (show_id, run_kind)
      ) WITHOUT ROWID;
    `),
};
