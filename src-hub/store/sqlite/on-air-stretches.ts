/**
 * SQL of what was on air when: a row each stretch, begun and ended in the transaction of the op that moves it, with the
 * product's counter at both ends. Times are those that the run itself keeps, so that seconds agree with its slots.
 */
import type Database from 'better-sqlite3';
import type { Run } from '#shared/domain/show/show.schema.ts';
import type { OnAirStretch } from '../report-facts.ts';

export interface CounterAt {
  readonly qty: number;
  readonly grossFen: number;
  readonly refundsFen: number;
}

interface Row {
  run_id: string;
  slot_id: string;
  product_id: string | null;
  sku: string | null;
  from_at: string;
  to_at: string | null;
  base_qty: number;
  base_gross_fen: number;
  base_refunds_fen: number;
  qty: number;
  gross_fen: number;
  refunds_fen: number;
}

export type OnAirStretches = ReturnType<typeof onAirStretches>;

export function onAirStretches(db: Database) {
  const begin = db.prepare<
    [number, string, string, string | null, string | null, string, number, number, number]
  >(`
    INSERT INTO on_air_stretches
      (target, run_id, slot_id, product_id, sku, from_at, base_qty, base_gross_fen, base_refunds_fen)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const selectOpen = db.prepare<[string], Row & { entry: number }>(
    'SELECT * FROM on_air_stretches WHERE run_id = ? AND to_at IS NULL',
  );
  const end = db.prepare<[string, number, number, number, number]>(
    'UPDATE on_air_stretches SET to_at = ?, qty = ?, gross_fen = ?, refunds_fen = ? WHERE entry = ?',
  );
  const selectAll = db.prepare<[number], Row>(
    'SELECT * FROM on_air_stretches WHERE target = ? ORDER BY entry',
  );

  const since = (row: Row, now: CounterAt): CounterAt => ({
    qty: now.qty - row.base_qty,
    grossFen: now.grossFen - row.base_gross_fen,
    refundsFen: now.refundsFen - row.base_refunds_fen,
  });

  return {
    begin(
      target: number,
      run: Run,
      slot: { id: string; productId: string | null; sku: string | null },
      base: CounterAt,
    ): void {
      if (run.onAirSince === null) return;
      begin.run(
        ...[target, run.id, slot.id, slot.productId, slot.sku, run.onAirSince, base.qty, base.grossFen],
        base.refundsFen,
      );
    },
    /** Ends what this run has on air at the time at which the next begins, or the run ends. */
    end(run: Run, receivedAt: string, counterOf: (sku: string | null) => CounterAt): void {
      const at = run.onAirSince ?? run.endedAt ?? receivedAt;
      for (const row of selectOpen.all(run.id)) {
        const { qty, grossFen, refundsFen } = since(row, counterOf(row.sku));
        end.run(at, qty, grossFen, refundsFen, row.entry);
      }
    },
    /** All stretches in the order in which they began; one that goes on counts up to now. */
    all(target: number | null, counterOf: (sku: string | null) => CounterAt): OnAirStretch[] {
      if (target === null) return [];
      return selectAll.all(target).map((row) => {
        const { qty, grossFen, refundsFen } =
          row.to_at === null
            ? since(row, counterOf(row.sku))
            : { qty: row.qty, grossFen: row.gross_fen, refundsFen: row.refunds_fen };
        return {
          ...{ runId: row.run_id, slotId: row.slot_id, productId: row.product_id, sku: row.sku },
          ...{ fromAt: row.from_at, toAt: row.to_at, qty, grossFen, refundsFen },
        };
      });
    },
  };
}
