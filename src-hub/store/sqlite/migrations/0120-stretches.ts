import type { Migration } from '../migrate.ts';

/**
 * Every stretch that a slot was on air, with what its product had counted when it began and when it ended. The slot that
 * is on air in an older file begins one here, at the mark it has; stretches that ended before were not kept.
 */
export const stretches: Migration = {
  version: 120,
  sql: `
    CREATE TABLE on_air_stretches (
      entry INTEGER PRIMARY KEY,
      target INTEGER NOT NULL REFERENCES targets,
      run_id TEXT NOT NULL,
      slot_id TEXT NOT NULL,
      product_id TEXT,
      sku TEXT,
      from_at TEXT NOT NULL,
      to_at TEXT,
      base_qty INTEGER NOT NULL,
      base_gross_fen INTEGER NOT NULL,
      base_refunds_fen INTEGER NOT NULL,
      qty INTEGER NOT NULL DEFAULT 0,
      gross_fen INTEGER NOT NULL DEFAULT 0,
      refunds_fen INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX on_air_stretches_by_target ON on_air_stretches (target, entry);
    CREATE INDEX on_air_stretches_open ON on_air_stretches (run_id) WHERE to_at IS NULL;
    INSERT INTO on_air_stretches
      (target, run_id, slot_id, product_id, sku, from_at, base_qty, base_gross_fen, base_refunds_fen)
    SELECT mark.target, run.id, mark.slot_id, slot.json ->> '$.productId', mark.sku,
      run.json ->> '$.onAirSince', mark.base_qty, mark.base_gross_fen, mark.base_refunds_fen
    FROM on_air_marks AS mark
    JOIN documents AS run ON run.kind = 'run' AND run.json ->> '$.onAirSlotId' = mark.slot_id
    LEFT JOIN documents AS slot ON slot.kind = 'slot' AND slot.id = mark.slot_id
    WHERE mark.on_air = 1 AND run.json ->> '$.onAirSince' IS NOT NULL;
  `,
};
