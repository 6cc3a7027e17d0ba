import type { Migration } from '../migrate.ts';

const sums = `
  gross_fen INTEGER NOT NULL,
  refunds_fen INTEGER NOT NULL,
  orders INTEGER NOT NULL`;

/**
 * Facts and what is counted from them. A target is one show and run kind; its short number keeps the many rows below
 * it lean. An order event's kind is 0 paid, 1 refunded, 2 cancelled; its lines are JSON.
 */
export const facts: Migration = {
  version: 20,
  sql: `
    CREATE TABLE targets (
      target INTEGER PRIMARY KEY,
      show_id TEXT NOT NULL,
      run_kind TEXT NOT NULL,
      UNIQUE (show_id, run_kind)
    ) STRICT;
    CREATE TABLE order_events (
      arrival INTEGER PRIMARY KEY,
      target INTEGER NOT NULL REFERENCES targets,
      event_id TEXT NOT NULL,
      order_id TEXT NOT NULL,
      kind INTEGER NOT NULL,
      amount_fen INTEGER NOT NULL,
      lines TEXT NOT NULL,
      channel TEXT NOT NULL,
      shop_id TEXT NOT NULL,
      buyer_id TEXT,
      at TEXT NOT NULL,
      UNIQUE (target, event_id)
    ) STRICT;
    CREATE TABLE order_totals (
      target INTEGER PRIMARY KEY REFERENCES targets,
      ${sums},
      refunds_count INTEGER NOT NULL,
      buyers INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE order_products (
      target INTEGER NOT NULL REFERENCES targets,
      sku TEXT NOT NULL,
      title TEXT NOT NULL,
      qty INTEGER NOT NULL,
      ${sums},
      PRIMARY KEY (target, sku)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE order_minutes (
      target INTEGER NOT NULL REFERENCES targets, name TEXT NOT NULL, ${sums}, PRIMARY KEY (target, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE order_channels (
      target INTEGER NOT NULL REFERENCES targets, name TEXT NOT NULL, ${sums}, PRIMARY KEY (target, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE order_shops (
      target INTEGER NOT NULL REFERENCES targets, name TEXT NOT NULL, ${sums}, PRIMARY KEY (target, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE order_buyers (
      target INTEGER NOT NULL REFERENCES targets, buyer_id TEXT NOT NULL, PRIMARY KEY (target, buyer_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE on_air_marks (
      slot_id TEXT PRIMARY KEY,
      target INTEGER NOT NULL REFERENCES targets,
      sku TEXT,
      on_air INTEGER NOT NULL,
      qty INTEGER NOT NULL DEFAULT 0,
      gross_fen INTEGER NOT NULL DEFAULT 0,
      refunds_fen INTEGER NOT NULL DEFAULT 0,
      base_qty INTEGER NOT NULL DEFAULT 0,
      base_gross_fen INTEGER NOT NULL DEFAULT 0,
      base_refunds_fen INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE comments (
      arrival INTEGER PRIMARY KEY,
      target INTEGER NOT NULL REFERENCES targets,
      natural_id TEXT NOT NULL,
      json TEXT NOT NULL,
      UNIQUE (target, natural_id)
    ) STRICT;
    CREATE TABLE audience (
      arrival INTEGER PRIMARY KEY,
      target INTEGER NOT NULL REFERENCES targets,
      natural_id TEXT NOT NULL,
      json TEXT NOT NULL,
      UNIQUE (target, natural_id)
    ) STRICT;
  `,
};
