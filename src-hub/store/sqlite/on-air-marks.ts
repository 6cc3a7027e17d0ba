/**
 * SQL of "since on air": when a slot goes on air its product's counter is noted as a baseline, and when it goes off
 * the difference is added to its closed stretches. Both happen in the transaction of the op that moves it, so that no
 * order falls between.
 */
import type Database from 'better-sqlite3';
import type { SlotFigures } from '#shared/contract/live.ts';
import type { Run } from '#shared/domain/show/show.schema.ts';
import type { WriteBatch } from '#shared/sync/document-store.ts';
import type { CounterTables } from './counter-tables.ts';
import type { DocumentTables } from './document-tables.ts';
import type { OnAirStretches } from './on-air-stretches.ts';
import type { Targets } from './targets.ts';

type Figures = Omit<SlotFigures, 'slotId'>;
interface Mark {
  sku: string | null;
  on_air: number;
  qty: number;
  gross_fen: number;
  refunds_fen: number;
  base_qty: number;
  base_gross_fen: number;
  base_refunds_fen: number;
}
const none: Figures = { qty: 0, grossFen: 0, refundsFen: 0 };

export type OnAirMarks = ReturnType<typeof onAirMarks>;

export function onAirMarks(
  db: Database,
  tables: {
    documents: DocumentTables;
    targets: Targets;
    counters: CounterTables;
    stretches: OnAirStretches;
  },
) {
  const { documents, targets, counters, stretches } = tables;
  const select = db.prepare<[string, number], Mark>(
    'SELECT * FROM on_air_marks WHERE slot_id = ? AND target = ?',
  );
  const putOn = db.prepare<[string, number, string | null, number, number, number]>(`
    INSERT INTO on_air_marks (slot_id, target, sku, on_air, base_qty, base_gross_fen, base_refunds_fen)
    VALUES (?, ?, ?, 1, ?, ?, ?)
    ON CONFLICT (slot_id) DO UPDATE SET sku = excluded.sku, on_air = 1, base_qty = excluded.base_qty,
      base_gross_fen = excluded.base_gross_fen, base_refunds_fen = excluded.base_refunds_fen`);
  const takeOff = db.prepare<[number, number, number, string]>(
    'UPDATE on_air_marks SET on_air = 0, qty = ?, gross_fen = ?, refunds_fen = ? WHERE slot_id = ?',
  );

  function counterOf(target: number, sku: string | null): Figures {
    return sku === null ? none : (counters.product(target, sku) ?? none);
  }

  function figuresOf(target: number, slotId: string): Figures {
    const mark = select.get(slotId, target);
    if (!mark) return none;
    const closed = { qty: mark.qty, grossFen: mark.gross_fen, refundsFen: mark.refunds_fen };
    if (mark.on_air === 0) return closed;
    const now = counterOf(target, mark.sku);
    return {
      qty: closed.qty + now.qty - mark.base_qty,
      grossFen: closed.grossFen + now.grossFen - mark.base_gross_fen,
      refundsFen: closed.refundsFen + now.refundsFen - mark.base_refunds_fen,
    };
  }

  /** What the slot's product is sold under; null where it has no number of its own (`""` is the unexplained rest). */
  function productOf(slotId: string): { productId: string | null; sku: string | null } {
    const slot = documents.get('slot', slotId);
    const product = slot && documents.get('product', slot.productId);
    return { productId: slot?.productId ?? null, sku: product?.sku || null };
  }

  return {
    /** Reads what the batch moves on or off air. Call before its documents are written, run the answer after. */
    movesOf(batch: WriteBatch, receivedAt: string): () => void {
      const moves = batch.writes.flatMap(({ kind, id, document }) => {
        if (kind !== 'run' || document === null) return [];
        const after = document as Run;
        const from = documents.get('run', id)?.onAirSlotId ?? null;
        return from === after.onAirSlotId ? [] : [{ run: after, from, to: after.onAirSlotId }];
      });
      return () => {
        for (const { run, from, to } of moves) {
          const target = targets.ensure({ showId: run.showId, runKind: run.kind });
          if (from !== null) {
            stretches.end(run, receivedAt, (sku) => counterOf(target, sku));
            const { qty, grossFen, refundsFen } = figuresOf(target, from);
            takeOff.run(qty, grossFen, refundsFen, from);
          }
          if (to !== null) {
            const { productId, sku } = productOf(to);
            const base = counterOf(target, sku);
            stretches.begin(target, run, { id: to, productId, sku }, base);
            putOn.run(to, target, sku, base.qty, base.grossFen, base.refundsFen);
          }
        }
      };
    },
    stretches: (target: number | null) =>
      stretches.all(target, (sku) => (target === null ? none : counterOf(target, sku))),
    figures(target: number | null, slotIds: readonly string[]): SlotFigures[] {
      return slotIds.map((slotId) => {
        const { qty, grossFen, refundsFen } = target === null ? none : figuresOf(target, slotId);
        return { slotId, qty, grossFen, refundsFen };
      });
    },
  };
}
