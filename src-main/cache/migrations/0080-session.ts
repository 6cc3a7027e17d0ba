import type { Migration } from '../open.ts';

/** Reports as the hub last gave them, for a machine without it. */
export const session0080: Migration = {
  version: 80,
  up: (db) =>
    db.exec(`
      CREATE TABLE kept_report (
        show_id TEXT NOT NULL,
        run_kind TEXT NOT NULL,
        as_of TEXT NOT NULL,
        report TEXT NOT NULL,
        PRIMARY KEY (show_id, run_kind)
      ) WITHOUT ROWID;
    `),
};
