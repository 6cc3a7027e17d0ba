import type { Migration } from '../migrate.ts';

/** Keys, invites and devices by the SHA-256 of what their owner holds, and answers kept for idempotency keys. */
export const access: Migration = {
  version: 40,
  sql: `
    CREATE TABLE access_keys (
      id TEXT PRIMARY KEY,
      hash TEXT NOT NULL UNIQUE,
      label TEXT NOT NULL,
      scopes TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE invites (
      hash TEXT PRIMARY KEY,
      role TEXT NOT NULL,
      created_at TEXT NOT NULL,
      expires_at TEXT NOT NULL,
      redeemed_at TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE devices (
      token_hash TEXT PRIMARY KEY,
      device_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      person_name TEXT NOT NULL,
      role TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE remembered_answers (
      scope TEXT NOT NULL,
      key TEXT NOT NULL,
      body_hash TEXT NOT NULL,
      answer TEXT NOT NULL,
      PRIMARY KEY (scope, key)
    ) STRICT, WITHOUT ROWID;
  `,
};
