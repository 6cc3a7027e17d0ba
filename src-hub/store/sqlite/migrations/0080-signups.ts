import type { Migration } from '../migrate.ts';

/**
 * People who signed up. Name, number and consent are sealed with the workspace's key, which is not in this database;
 * `phone_tag` is the number's HMAC, by which the same one is found again. `group_id` is empty where there is no group.
 */
export const signups: Migration = {
  version: 80,
  sql: `
    CREATE TABLE signups (
      id TEXT PRIMARY KEY,
      show_id TEXT NOT NULL,
      group_id TEXT NOT NULL,
      phone_tag TEXT NOT NULL,
      consent_at TEXT NOT NULL,
      device_id TEXT NOT NULL,
      device_name TEXT NOT NULL,
      person_id TEXT NOT NULL,
      sealed TEXT NOT NULL,
      UNIQUE (show_id, group_id, phone_tag)
    ) STRICT;
    CREATE INDEX signups_of_show ON signups (show_id, consent_at, id);
    CREATE TABLE signup_log (
      entry INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      what TEXT NOT NULL CHECK (what IN ('export', 'remove')),
      person_id TEXT NOT NULL,
      person_name TEXT NOT NULL,
      device_id TEXT NOT NULL,
      show_id TEXT NOT NULL,
      count INTEGER NOT NULL
    ) STRICT;
  `,
};
