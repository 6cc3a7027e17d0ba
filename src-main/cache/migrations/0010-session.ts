import type { Migration } from '../open.ts';

/** The cache of one hub session: documents with base and view, the outbox, and where the cursor stands. */
export const session0010: Migration = {
  version: 10,
  up: (db) =>
    db.exec(`
      CREATE TABLE document (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        parent_id TEXT NOT NULL,
        base TEXT,
        view TEXT,
        base_seq INTEGER NOT NULL DEFAULT 0,
        pending INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (kind, id)
      ) WITHOUT ROWID;
      CREATE INDEX document_parent ON document (kind, parent_id, id);
      CREATE INDEX document_pending ON document (id) WHERE pending = 1;
      CREATE TABLE outbox (
        cseq INTEGER PRIMARY KEY AUTOINCREMENT,
        op_id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        input TEXT NOT NULL,
        at TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('pending', 'applied', 'refused')),
        seq INTEGER,
        code TEXT,
        params TEXT
      );
      CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    `),
};
