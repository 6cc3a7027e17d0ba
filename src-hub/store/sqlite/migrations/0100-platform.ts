import type { Migration } from '../migrate.ts';

/**
 * What the hub shows as a platform of its own: the product on top of each live show, the offers that differ from their
 * sheet (null = as the sheet says), and which acts were done, so that none is done twice.
 */
export const platform: Migration = {
  version: 100,
  sql: `
    CREATE TABLE platform_on_air (
      show_id TEXT PRIMARY KEY,
      product_id TEXT NOT NULL,
      slot_id TEXT NOT NULL,
      act_id TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE platform_offers (
      product_id TEXT PRIMARY KEY,
      show_id TEXT NOT NULL,
      price_fen INTEGER,
      shelf TEXT,
      stock INTEGER,
      at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX platform_offers_by_show ON platform_offers (show_id);
    CREATE TABLE platform_done (
      act_id TEXT PRIMARY KEY,
      show_id TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
