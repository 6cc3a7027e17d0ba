/**
 * The floor under the ingest: the rows that the hub would write for a batch, worked out beforehand, written by plain
 * inserts into the same tables with the same durability. No checks, no counting, no reading.
 */
import { openDatabase } from '#hub/store/sqlite/open-database.ts';
import { type Counters, countersOf } from '#shared/domain/order/counters.ts';
import type { OrderEvent } from '#shared/domain/order/order.schema.ts';

type Row = (string | number | null)[];
/** Rows of one batch by table, in the order of the tables below. */
export type BareBatch = readonly (readonly Row[])[];

const kindNumber = { paid: 0, refunded: 1, cancelled: 2 } as const;

const inserts = [
  `INSERT INTO order_events (target, event_id, order_id, kind, amount_fen, lines, channel, shop_id, buyer_id, at)
   VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  'INSERT OR REPLACE INTO order_totals VALUES (1, ?, ?, ?, ?, ?)',
  'INSERT OR REPLACE INTO order_products VALUES (1, ?, ?, ?, ?, ?, ?)',
  'INSERT OR REPLACE INTO order_minutes VALUES (1, ?, ?, ?, ?)',
  'INSERT OR REPLACE INTO order_channels VALUES (1, ?, ?, ?, ?)',
  'INSERT OR REPLACE INTO order_shops VALUES (1, ?, ?, ?, ?)',
  'INSERT INTO order_buyers VALUES (1, ?)',
];

export interface BareStore {
  /** One transaction. */
  write(batch: BareBatch): void;
  close(): void;
}

export function openBareStore(file: string): BareStore {
  const db = openDatabase(file);
  db.exec("INSERT INTO targets VALUES (1, 'show', 'live')");
  const statements = inserts.map((sql) => db.prepare<Row>(sql));
  const write = db.transaction((batch: BareBatch) => {
    statements.forEach((statement, table) => {
      for (const row of batch[table] ?? []) statement.run(...row);
    });
  });
  return { write: (batch) => void write(batch), close: () => db.close() };
}

/** Works out a batch's rows: counters as they would stand after it, given what the batches before it came to. */
export function bareBatches(batches: readonly (readonly OrderEvent[])[]): BareBatch[] {
  const known = new Set<string>();
  const sums = new Map<string, number[]>();
  /** The row of a counter after adding to it. */
  const after = (table: string, name: string, parts: number[]): number[] => {
    const before = sums.get(`${table} ${name}`) ?? parts.map(() => 0);
    const now = parts.map((part, index) => part + (before[index] ?? 0));
    sums.set(`${table} ${name}`, now);
    return now;
  };
  return batches.map((events) => {
    const part: Counters = countersOf(events);
    const buyers = new Set(
      events.flatMap(({ kind, buyerId }) => (kind === 'paid' && buyerId ? [buyerId] : [])),
    );
    const fresh = [...buyers].filter((buyer) => !known.has(buyer));
    for (const buyer of fresh) known.add(buyer);
    const named = (
      table: string,
      name: string,
      row: { grossFen: number; refundsFen: number; orders: number },
    ): Row => [name, ...after(table, name, [row.grossFen, row.refundsFen, row.orders])];
    return [
      events.map(eventRow),
      [after('total', '', [part.grossFen, part.refundsFen, part.orders, part.refundsCount, fresh.length])],
      part.byProduct.map(({ sku, title, qty, grossFen, refundsFen, orders }) => [
        sku,
        title,
        ...after('product', sku, [qty, grossFen, refundsFen, orders]),
      ]),
      part.byMinute.map((row) => named('minute', row.minute, row)),
      part.byChannel.map((row) => named('channel', row.channel, row)),
      part.byShop.map((row) => named('shop', row.shopId, row)),
      fresh.map((buyer) => [buyer]),
    ];
  });
}

function eventRow({
  eventId,
  orderId,
  kind,
  amountFen,
  lines,
  channel,
  shopId,
  buyerId,
  at,
}: OrderEvent): Row {
  const text = JSON.stringify(
    lines.map(({ sku, title, qty, priceFen, amountFen }) => [sku, title, qty, priceFen, amountFen]),
  );
  return [eventId, orderId, kindNumber[kind], amountFen, text, channel, shopId, buyerId, at];
}
