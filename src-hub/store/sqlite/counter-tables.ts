/**
 * SQL of the counters. A batch is first folded in memory with the same fold that a recount uses, then added with one
 * upsert for each counter row that it touched; every upsert answers the row as it now stands.
 */
import type Database from 'better-sqlite3';
import {
  type Counters,
  countersOf,
  emptyCounters,
  emptyTotals,
  type ProductCounter,
  type TotalCounters,
} from '#shared/domain/order/counters.ts';
import type { OrderEvent } from '#shared/domain/order/order.schema.ts';
import type { TouchedCounters } from '../hub-store.ts';

interface Sums {
  grossFen: number;
  refundsFen: number;
  orders: number;
}
type NamedSums = Sums & { name: string };
type Totals = Omit<TotalCounters, 'netFen'>;

const sums = 'gross_fen AS grossFen, refunds_fen AS refundsFen, orders';
const addSums = `
  gross_fen = gross_fen + excluded.gross_fen,
  refunds_fen = refunds_fen + excluded.refunds_fen,
  orders = orders + excluded.orders`;

/** Some 10 MB of memory at most. */
const MAX_KNOWN_BUYERS = 100_000;

export type CounterTables = ReturnType<typeof counterTables>;

export function counterTables(db: Database) {
  const minutes = namedCounters(db, 'order_minutes');
  const channels = namedCounters(db, 'order_channels');
  const shops = namedCounters(db, 'order_shops');
  const totals = 'refunds_count AS refundsCount, buyers';
  const addTotals = db.prepare<[number, number, number, number, number, number], Totals>(`
    INSERT INTO order_totals (target, gross_fen, refunds_fen, orders, refunds_count, buyers)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (target) DO UPDATE SET ${addSums},
      refunds_count = refunds_count + excluded.refunds_count, buyers = buyers + excluded.buyers
    RETURNING ${sums}, ${totals}`);
  const selectTotals = db.prepare<[number], Totals>(
    `SELECT ${sums}, ${totals} FROM order_totals WHERE target = ?`,
  );
  const product = `sku, title, qty, ${sums}`;
  const addProduct = db.prepare<[number, string, string, number, number, number, number], ProductCounter>(`
    INSERT INTO order_products (target, sku, title, qty, gross_fen, refunds_fen, orders)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (target, sku) DO UPDATE SET ${addSums}, qty = qty + excluded.qty,
      title = CASE WHEN title = '' THEN excluded.title ELSE title END
    RETURNING ${product}`);
  const selectProducts = db.prepare<[number], ProductCounter>(
    `SELECT ${product} FROM order_products WHERE target = ?`,
  );
  const selectProduct = db.prepare<[number, string], ProductCounter>(
    `SELECT ${product} FROM order_products WHERE target = ? AND sku = ?`,
  );
  const insertBuyer = db.prepare<[number, string]>(
    'INSERT INTO order_buyers (target, buyer_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );

  /** Buyers known to be stored, `target/buyer`: most buy more than once, and asking the database costs as an insert. */
  const knownBuyers = new Set<string>();

  function addBuyers(target: number, events: readonly OrderEvent[]): number {
    if (knownBuyers.size > MAX_KNOWN_BUYERS) knownBuyers.clear();
    let fresh = 0;
    for (const { kind, buyerId } of events) {
      if (kind !== 'paid' || !buyerId) continue;
      const known = `${target}/${buyerId}`;
      if (knownBuyers.has(known)) continue;
      knownBuyers.add(known);
      fresh += insertBuyer.run(target, buyerId).changes;
    }
    return fresh;
  }

  return {
    /** Adds what these events bring, all of them newly stored. */
    add(target: number, events: readonly OrderEvent[]): TouchedCounters {
      const part = countersOf(events);
      const buyers = addBuyers(target, events);
      const now = addTotals.get(
        target,
        part.grossFen,
        part.refundsFen,
        part.orders,
        part.refundsCount,
        buyers,
      );
      return {
        totals: totalCounters(now),
        byProduct: part.byProduct.map(
          (p) =>
            addProduct.get(
              target,
              p.sku,
              p.title,
              p.qty,
              p.grossFen,
              p.refundsFen,
              p.orders,
            ) as ProductCounter,
        ),
        byMinute: part.byMinute.map((row) => ({
          minute: row.minute,
          ...minutes.add(target, row.minute, row),
        })),
        byChannel: part.byChannel.map((row) => ({
          channel: row.channel,
          ...channels.add(target, row.channel, row),
        })),
        byShop: part.byShop.map((row) => ({ shopId: row.shopId, ...shops.add(target, row.shopId, row) })),
      };
    },
    all(target: number | null): Counters {
      if (target === null) return emptyCounters;
      return {
        ...totalCounters(selectTotals.get(target)),
        byProduct: sorted(selectProducts.all(target), (row) => row.sku),
        byMinute: minutes.all(target).map(({ name, ...row }) => ({ minute: name, ...row })),
        byChannel: channels.all(target).map(({ name, ...row }) => ({ channel: name, ...row })),
        byShop: shops.all(target).map(({ name, ...row }) => ({ shopId: name, ...row })),
      };
    },
    /** To be called when a transaction was undone: what it stored is not stored after all. */
    rolledBack: (): void => knownBuyers.clear(),
    product: (target: number, sku: string): ProductCounter | null => selectProduct.get(target, sku) ?? null,
  };
}

function namedCounters(db: Database, table: 'order_minutes' | 'order_channels' | 'order_shops') {
  const add = db.prepare<[number, string, number, number, number], Sums>(`
    INSERT INTO ${table} (target, name, gross_fen, refunds_fen, orders) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (target, name) DO UPDATE SET ${addSums} RETURNING ${sums}`);
  const select = db.prepare<[number], NamedSums>(`SELECT name, ${sums} FROM ${table} WHERE target = ?`);
  return {
    add: (target: number, name: string, part: Sums): Sums =>
      add.get(target, name, part.grossFen, part.refundsFen, part.orders) as Sums,
    all: (target: number): NamedSums[] => sorted(select.all(target), (row) => row.name),
  };
}

function totalCounters(row: Totals | undefined): TotalCounters {
  return row ? { ...row, netFen: row.grossFen - row.refundsFen } : emptyTotals;
}

/** The order of the reference fold: by code unit, where SQLite would sort by byte. */
function sorted<T>(rows: T[], keyOf: (row: T) => string): T[] {
  return rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
