import type { Migration } from '../open.ts';

/**
 * The outbox becomes a stream that its hub can follow: it has an id, its ops are numbered from 1 without gaps, and a
 * confirmed op stays until the hub's backup holds it. What waits in the tray is no longer offered and stands below 1.
 * Inputs carry a check sum and may be sealed.
 *
 * Documents part into what the hub said, kept as it came with the place it had in its sequence and the snapshot that saw
 * it last, and what pending ops make of it.
 */
export const session0020: Migration = {
  version: 20,
  up: (db) =>
    db.exec(`
      CREATE TEMP TABLE used AS SELECT seq FROM sqlite_sequence WHERE name = 'outbox';
      CREATE TABLE outbox_next (
        cseq INTEGER PRIMARY KEY AUTOINCREMENT,
        op_id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        input TEXT NOT NULL,
        sealed INTEGER NOT NULL DEFAULT 0,
        sum TEXT,
        at TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('pending', 'applied', 'confirmed', 'refused')),
        seq INTEGER,
        code TEXT,
        params TEXT
      );
      INSERT INTO outbox_next (cseq, op_id, name, input, at, state, seq, code, params)
        SELECT ROW_NUMBER() OVER (ORDER BY cseq), op_id, name, input, at, state, seq, code, params
        FROM outbox WHERE state <> 'refused' ORDER BY cseq;
      INSERT INTO outbox_next (cseq, op_id, name, input, at, state, seq, code, params)
        SELECT -ROW_NUMBER() OVER (ORDER BY cseq DESC), op_id, name, input, at, state, seq, code, params
        FROM outbox WHERE state = 'refused';
      DROP TABLE outbox;
      ALTER TABLE outbox_next RENAME TO outbox;
      CREATE INDEX outbox_state ON outbox (state, cseq);

      ALTER TABLE document RENAME TO document_before;
      DROP INDEX document_parent;
      DROP INDEX document_pending;
      CREATE TABLE document (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        parent_id TEXT NOT NULL,
        json TEXT NOT NULL,
        seq INTEGER NOT NULL,
        generation INTEGER NOT NULL,
        PRIMARY KEY (kind, id)
      ) WITHOUT ROWID;
      CREATE INDEX document_parent ON document (kind, parent_id, id);
      CREATE INDEX document_seq ON document (seq);
      CREATE TABLE pending_document (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        parent_id TEXT NOT NULL,
        json TEXT,
        PRIMARY KEY (id, kind)
      ) WITHOUT ROWID;
      CREATE INDEX pending_document_parent ON pending_document (kind, parent_id, id);
      INSERT INTO document SELECT kind, id, parent_id, base, base_seq, 0 FROM document_before WHERE base IS NOT NULL;
      INSERT INTO pending_document (kind, id, parent_id, json)
        SELECT kind, id, CASE WHEN view IS NULL THEN '' ELSE parent_id END, view FROM document_before WHERE pending = 1;
      DROP TABLE document_before;

      INSERT INTO meta (name, value) VALUES ('streamId', lower(hex(randomblob(16))));
      -- Deleted inputs of before there were seals still stand in free pages.
      INSERT INTO meta (name, value) SELECT 'unwiped', '1' FROM used WHERE seq > 0;
      DROP TABLE used;
    `),
};
