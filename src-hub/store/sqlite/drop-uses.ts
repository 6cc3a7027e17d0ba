/** SQL of what orders made use of: counted in the transaction that keeps the order. */
import type Database from 'better-sqlite3';
import type { OrderEvent } from '#shared/domain/order/order.schema.ts';
import type { DropUse } from '../hub-store.ts';

export const NO_USE: DropUse = { used: 0, usedGrossFen: 0, usedRefundsFen: 0 };

export type DropUses = ReturnType<typeof dropUses>;

export function dropUses(db: Database) {
  const count = db.prepare<[number, string, number, number, number]>(`
    INSERT INTO drop_uses (target, drop_id, used, gross_fen, refunds_fen) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (target, drop_id) DO UPDATE SET used = used + excluded.used,
      gross_fen = gross_fen + excluded.gross_fen, refunds_fen = refunds_fen + excluded.refunds_fen`);
  const columns = 'used, gross_fen AS usedGrossFen, refunds_fen AS usedRefundsFen';
  const select = db.prepare<[number, string], DropUse>(
    `SELECT ${columns} FROM drop_uses WHERE target = ? AND drop_id = ?`,
  );
  const selectCounted = db.prepare<[], DropUse & { dropId: string }>(`
    SELECT drop_id AS dropId, sum(used) AS used, sum(gross_fen) AS usedGrossFen,
      sum(refunds_fen) AS usedRefundsFen
    FROM drop_uses GROUP BY drop_id`);
  const selectFacts = db.prepare<[], DropUse & { dropId: string }>(`
    SELECT each.value AS dropId, sum(kind = 0) AS used,
      sum(CASE WHEN kind = 0 THEN amount_fen ELSE 0 END) AS usedGrossFen,
      sum(CASE WHEN kind = 1 THEN amount_fen ELSE 0 END) AS usedRefundsFen
    FROM order_events, json_each(drop_ids) AS each
    WHERE drop_ids IS NOT NULL AND kind <> 2 GROUP BY each.value`);

  return {
    /** For an event that was not known before. Money moves with `paid` and `refunded` alone. */
    add(target: number, { kind, amountFen, dropIds = [] }: OrderEvent): void {
      if (kind === 'cancelled') return;
      const paid = kind === 'paid';
      for (const dropId of new Set(dropIds))
        count.run(target, dropId, paid ? 1 : 0, paid ? amountFen : 0, paid ? 0 : amountFen);
    },
    of: (target: number | null, dropId: string): DropUse =>
      (target === null ? undefined : select.get(target, dropId)) ?? NO_USE,
    /** What was counted, and what the orders themselves say, by drop. */
    recount: () => ({ counted: byDrop(selectCounted.all()), facts: byDrop(selectFacts.all()) }),
  };
}

function byDrop(rows: readonly (DropUse & { dropId: string })[]): ReadonlyMap<string, DropUse> {
  return new Map(rows.map(({ dropId, ...use }) => [dropId, use]));
}

/** As they are kept: each drop once, in an order of their own; null for none. */
export function dropIdsText({ dropIds = [] }: Pick<OrderEvent, 'dropIds'>): string | null {
  return dropIds.length === 0 ? null : JSON.stringify([...new Set(dropIds)].sort());
}
