/** SQL of order events. What was stored before is compared whole, so that an id used twice cannot hide a change. */
import type Database from 'better-sqlite3';
import { fen } from '#shared/domain/money.ts';
import type { OrderEvent } from '#shared/domain/order/order.schema.ts';
import type { FactOutcome } from '../hub-store.ts';
import { type DropUses, dropIdsText } from './drop-uses.ts';

const kinds = ['paid', 'refunded', 'cancelled'] as const;
const kindNumber: Readonly<Record<OrderEvent['kind'], number>> = { paid: 0, refunded: 1, cancelled: 2 };

type EventColumns = [
  target: number,
  eventId: string,
  orderId: string,
  kind: number,
  amountFen: number,
  lines: string,
  channel: string,
  shopId: string,
  buyerId: string | null,
  at: string,
  dropIds: string | null,
];
type StoredLine = [sku: string, title: string, qty: number, priceFen: number, amountFen: number];
interface EventRow {
  arrival: number;
  event_id: string;
  order_id: string;
  kind: number;
  amount_fen: number;
  lines: string;
  channel: string;
  shop_id: string;
  buyer_id: string | null;
  at: string;
  drop_ids: string | null;
}

export type OrderTables = ReturnType<typeof orderTables>;

export function orderTables(db: Database, uses: DropUses) {
  const insert = db.prepare<EventColumns>(`
    INSERT INTO order_events
      (target, event_id, order_id, kind, amount_fen, lines, channel, shop_id, buyer_id, at, drop_ids)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (target, event_id) DO NOTHING`);
  const select = db.prepare<[number, string], EventRow>(
    'SELECT * FROM order_events WHERE target = ? AND event_id = ?',
  );
  const selectPage = db.prepare<[number, number, number], EventRow>(
    'SELECT * FROM order_events WHERE target = ? AND arrival > ? ORDER BY arrival LIMIT ?',
  );

  return {
    add(target: number, event: OrderEvent): FactOutcome {
      const lines = linesText(event);
      const { changes } = insert.run(
        target,
        event.eventId,
        event.orderId,
        kindNumber[event.kind],
        event.amountFen,
        lines,
        event.channel,
        event.shopId,
        event.buyerId,
        event.at,
        dropIdsText(event),
      );
      if (changes === 1) {
        if (event.dropIds) uses.add(target, event);
        return 'added';
      }
      const stored = select.get(target, event.eventId);
      return stored && isSame(stored, event, lines) ? 'duplicate' : 'id-reused';
    },
    /** Events after an arrival number, in order of arrival. */
    page(target: number, afterArrival: number, limit: number): { arrival: number; event: OrderEvent }[] {
      return selectPage
        .all(target, afterArrival, limit)
        .map((row) => ({ arrival: row.arrival, event: eventOf(row) }));
    },
  };
}

/** Lines as bare arrays: half the bytes of objects, and the same text whatever order their keys came in. */
function linesText(event: OrderEvent): string {
  const lines: StoredLine[] = event.lines.map((line) => [
    line.sku,
    line.title,
    line.qty,
    line.priceFen,
    line.amountFen,
  ]);
  return JSON.stringify(lines);
}

function isSame(stored: EventRow, event: OrderEvent, lines: string): boolean {
  return (
    stored.order_id === event.orderId &&
    stored.kind === kindNumber[event.kind] &&
    stored.amount_fen === event.amountFen &&
    stored.lines === lines &&
    stored.channel === event.channel &&
    stored.shop_id === event.shopId &&
    stored.buyer_id === event.buyerId &&
    stored.drop_ids === dropIdsText(event) &&
    // The same moment may be written in another zone or with other decimals.
    (stored.at === event.at || Date.parse(stored.at) === Date.parse(event.at))
  );
}

function eventOf(row: EventRow): OrderEvent {
  const lines: StoredLine[] = JSON.parse(row.lines);
  return {
    eventId: row.event_id,
    orderId: row.order_id,
    kind: kinds[row.kind] ?? 'cancelled',
    amountFen: fen(row.amount_fen),
    lines: lines.map(([sku, title, qty, priceFen, amountFen]) => ({
      sku,
      title,
      qty,
      priceFen: fen(priceFen),
      amountFen: fen(amountFen),
    })),
    channel: row.channel,
    shopId: row.shop_id,
    buyerId: row.buyer_id,
    at: row.at,
    ...(row.drop_ids === null ? {} : { dropIds: JSON.parse(row.drop_ids) as string[] }),
  };
}
