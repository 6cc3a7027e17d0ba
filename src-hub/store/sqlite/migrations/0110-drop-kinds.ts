import type { Migration } from '../migrate.ts';

/**
 * Drops of several kinds: the countdown, the seed of a draw, what claims cost and give, who entered a lucky bag, and what
 * orders made use of. Until now every drop was a coupon whose claims cost its amount; whose plan is gone costs nothing
 * that could still be known. `price_back` says what became of the price that a flash price took the place of.
 */
export const dropKinds: Migration = {
  version: 110,
  sql: `
    ALTER TABLE drop_effects ADD COLUMN opens_at TEXT;
    ALTER TABLE drop_effects ADD COLUMN seed TEXT;
    ALTER TABLE drop_effects ADD COLUMN granted_fen INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE drop_effects ADD COLUMN entered INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE drop_effects ADD COLUMN price_back TEXT;
    ALTER TABLE drop_claims ADD COLUMN cost_fen INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE drop_claims ADD COLUMN gives_fen INTEGER;
    ALTER TABLE drop_claims ADD COLUMN from_fen INTEGER;
    UPDATE drop_effects SET granted_fen = granted * coalesce((
      SELECT json_extract(json, '$.amountFen') FROM documents WHERE kind = 'drop' AND id = drop_id), 0);
    UPDATE drop_claims SET cost_fen = coalesce((
      SELECT json_extract(json, '$.amountFen') FROM documents WHERE kind = 'drop' AND id = drop_id), 0)
    WHERE outcome = 'granted';
    CREATE TABLE drop_entries (
      arrival INTEGER PRIMARY KEY,
      drop_id TEXT NOT NULL,
      user_id TEXT NOT NULL,
      user_name TEXT NOT NULL,
      comment_id TEXT NOT NULL,
      at TEXT NOT NULL,
      place INTEGER,
      UNIQUE (drop_id, user_id)
    ) STRICT;
    CREATE INDEX drop_entries_by_drop ON drop_entries (drop_id, arrival);
    CREATE TABLE drop_uses (
      target INTEGER NOT NULL REFERENCES targets,
      drop_id TEXT NOT NULL,
      used INTEGER NOT NULL,
      gross_fen INTEGER NOT NULL,
      refunds_fen INTEGER NOT NULL,
      PRIMARY KEY (target, drop_id)
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE order_events ADD COLUMN drop_ids TEXT;
  `,
};
