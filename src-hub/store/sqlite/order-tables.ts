/** SQL of order events. What was stored before is compared whole, so that an id used twice cannot hide a change. */
import type Database from 'better-sqlite3';
import type { RunResult } from 'better-sqlite3';
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

/** Events that one statement takes: binding them costs less than a call for each does. */
const EVENTS_AT_ONCE = 8;

export type OrderTables = ReturnType<typeof orderTables>;

export function orderTables(db: Database, uses: DropUses) {
  const inserting = (events: number) =>
    db.prepare<EventColumns[number][]>(`
      INSERT INTO order_events
        (target, event_id, order_id, kind, amount_fen, lines, channel, shop_id, buyer_id, at, drop_ids)
      VALUES ${Array(events).fill('(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}
      ON CONFLICT (target, event_id) DO NOTHING`);
  const insert = inserting(1);
  const insertSome = inserting(EVENTS_AT_ONCE);
  const select = db.prepare<[number, string], EventRow>(
    'SELECT * FROM order_events WHERE target = ? AND event_id = ?',
  );
  const selectPage = db.prepare<[number, number, number], EventRow>(
    'SELECT * FROM order_events WHERE target = ? AND arrival > ? ORDER BY arrival LIMIT ?',
  );

  /** Of events that a statement has taken; `changes` and `lastInsertRowid` are what it answered. */
  function outcomesOf(
    target: number,
    events: readonly OrderEvent[],
    { changes, lastInsertRowid }: RunResult,
  ): FactOutcome[] {
    if (changes === events.length) return events.map(() => 'added');
    // New rows come after all others, so an event's row says whether it is one of them.
    const newFrom = changes === 0 ? Number.POSITIVE_INFINITY : Number(lastInsertRowid) - changes + 1;
    const added = new Set<string>();
    return events.map((event) => {
      const stored = select.get(target, event.eventId);
      if (stored && stored.arrival >= newFrom && !added.has(event.eventId)) {
        added.add(event.eventId);
        return 'added';
      }
      return stored && isSame(stored, event) ? 'duplicate' : 'id-reused';
    });
  }

  function addTogether(target: number, events: readonly OrderEvent[]): FactOutcome[] {
    const columns = events.flatMap((event) => columnsOf(target, event));
    const outcomes = outcomesOf(target, events, (events.length === 1 ? insert : insertSome).run(...columns));
    for (const [at, event] of events.entries())
      if (event.dropIds && outcomes[at] === 'added') uses.add(target, event);
    return outcomes;
  }

  return {
    /** Answers of each event what one after another would have been answered. */
    add(target: number, events: readonly OrderEvent[]): FactOutcome[] {
      const outcomes: FactOutcome[] = [];
      let at = 0;
      for (; at + EVENTS_AT_ONCE <= events.length; at += EVENTS_AT_ONCE)
        outcomes.push(...addTogether(target, events.slice(at, at + EVENTS_AT_ONCE)));
      for (; at < events.length; at += 1) outcomes.push(...addTogether(target, events.slice(at, at + 1)));
      return outcomes;
    },
    /** Events after an arrival number, in order of arrival. */
    page(target: number, afterArrival: number, limit: number): { arrival: number; event: OrderEvent }[] {
      return selectPage
        .all(target, afterArrival, limit)
        .map((row) => ({ arrival: row.arrival, event: eventOf(row) }));
    },
  };
}

function columnsOf(target: number, event: OrderEvent): EventColumns {
  return [
    target,
    event.eventId,
    event.orderId,
    kindNumber[event.kind],
    event.amountFen,
    linesText(event),
    event.channel,
    event.shopId,
    event.buyerId,
    event.at,
    dropIdsText(event),
  ];
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

function isSame(stored: EventRow, event: OrderEvent): boolean {
  return (
    stored.order_id === event.orderId &&
    stored.kind === kindNumber[event.kind] &&
    stored.amount_fen === event.amountFen &&
    stored.lines === linesText(event) &&
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
