import type { Migration } from '../migrate.ts';

/** Documents with the workspace-wide sequence, the ops that changed them, and secrets that never leave the hub. */
export const documents: Migration = {
  version: 10,
  sql: `
    CREATE TABLE workspace (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      id TEXT NOT NULL,
      epoch TEXT NOT NULL,
      created_at TEXT NOT NULL,
      head_seq INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE documents (
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      parent_id TEXT NOT NULL,
      json TEXT,
      seq INTEGER NOT NULL UNIQUE,
      PRIMARY KEY (kind, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX documents_by_parent ON documents (kind, parent_id, id) WHERE json IS NOT NULL;
    CREATE TABLE ops (
      op_id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      body_hash TEXT NOT NULL,
      person_id TEXT NOT NULL,
      device_id TEXT NOT NULL,
      at TEXT NOT NULL,
      received_at TEXT NOT NULL,
      result TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE secrets (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
