/**
 * SQL of the counters. The rows of the shows at work are kept in memory and added to with the same fold that a recount
 * uses; a batch then writes each row that it touched once, as it now stands. Nobody else writes them, and what a
 * transaction that was undone has added is forgotten with all else.
 */
import type Database from 'better-sqlite3';
import {
  type Counters,
  emptyCounters,
  emptyTotals,
  foldOrder,
  noKeys,
  type OpenCounters,
  openCounters,
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

/** A target's rows as they stand in the transaction under way. */
interface Known extends OpenCounters {
  buyers: number;
}

const sums = 'gross_fen AS grossFen, refunds_fen AS refundsFen, orders';
const setSums =
  'gross_fen = excluded.gross_fen, refunds_fen = excluded.refunds_fen, orders = excluded.orders';

/** Some 10 MB of memory at most. */
const MAX_KNOWN_BUYERS = 100_000;
/** Buyers that one statement takes: a call for each costs nearly as much again as what it does. */
const BUYERS_AT_ONCE = 32;
/** Shows whose rows are kept in memory: a few hundred rows each. */
const MAX_KNOWN_TARGETS = 32;

export type CounterTables = ReturnType<typeof counterTables>;

export function counterTables(db: Database) {
  const minutes = namedCounters(db, 'order_minutes');
  const channels = namedCounters(db, 'order_channels');
  const shops = namedCounters(db, 'order_shops');
  const totals = 'refunds_count AS refundsCount, buyers';
  const setTotals = db.prepare<[number, number, number, number, number, number]>(`
    INSERT INTO order_totals (target, gross_fen, refunds_fen, orders, refunds_count, buyers)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (target) DO UPDATE SET ${setSums}, refunds_count = excluded.refunds_count, buyers = excluded.buyers`);
  const selectTotals = db.prepare<[number], Totals>(
    `SELECT ${sums}, ${totals} FROM order_totals WHERE target = ?`,
  );
  const product = `sku, title, qty, ${sums}`;
  const setProduct = db.prepare<[number, string, string, number, number, number, number]>(`
    INSERT INTO order_products (target, sku, title, qty, gross_fen, refunds_fen, orders)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (target, sku) DO UPDATE SET ${setSums}, qty = excluded.qty, title = excluded.title`);
  const selectProducts = db.prepare<[number], ProductCounter>(
    `SELECT ${product} FROM order_products WHERE target = ?`,
  );
  const selectProduct = db.prepare<[number, string], ProductCounter>(
    `SELECT ${product} FROM order_products WHERE target = ? AND sku = ?`,
  );
  const insertBuyers = (rows: number) =>
    db.prepare<(number | string)[]>(`
      INSERT INTO order_buyers (target, buyer_id) VALUES ${Array(rows).fill('(?, ?)').join(', ')}
      ON CONFLICT DO NOTHING`);
  const insertBuyer = insertBuyers(1);
  const insertSomeBuyers = insertBuyers(BUYERS_AT_ONCE);

  const known = new Map<number, Known>();
  /** Buyers known to be stored, `target/buyer`: most buy more than once, and asking the database costs as an insert. */
  const knownBuyers = new Set<string>();

  function addBuyers(target: number, events: readonly OrderEvent[]): number {
    if (knownBuyers.size > MAX_KNOWN_BUYERS) knownBuyers.clear();
    const unknown: string[] = [];
    for (const { kind, buyerId } of events) {
      if (kind !== 'paid' || !buyerId) continue;
      const buyer = `${target}/${buyerId}`;
      if (knownBuyers.has(buyer)) continue;
      knownBuyers.add(buyer);
      unknown.push(buyerId);
    }
    // In the order of the table, where neighbours lie in one page.
    unknown.sort();
    let fresh = 0;
    let at = 0;
    for (; at + BUYERS_AT_ONCE <= unknown.length; at += BUYERS_AT_ONCE)
      fresh += insertSomeBuyers.run(
        ...unknown.slice(at, at + BUYERS_AT_ONCE).flatMap((buyer) => [target, buyer]),
      ).changes;
    for (const buyer of unknown.slice(at)) fresh += insertBuyer.run(target, buyer).changes;
    return fresh;
  }

  function rowsOf(target: number): Known {
    const rows = known.get(target) ?? read(target);
    if (!known.has(target) && known.size >= MAX_KNOWN_TARGETS) known.clear();
    known.set(target, rows);
    return rows;
  }

  function read(target: number): Known {
    const rows = openCounters();
    const { buyers, ...stored } = totalCounters(selectTotals.get(target));
    Object.assign(rows.totals, stored);
    for (const row of selectProducts.all(target)) rows.products.set(row.sku, row);
    for (const { name, ...row } of minutes.all(target)) rows.minutes.set(name, { minute: name, ...row });
    for (const { name, ...row } of channels.all(target)) rows.channels.set(name, { channel: name, ...row });
    for (const { name, ...row } of shops.all(target)) rows.shops.set(name, { shopId: name, ...row });
    return { ...rows, buyers };
  }

  return {
    /** Adds what these events bring, all of them newly stored. */
    add(target: number, events: readonly OrderEvent[]): TouchedCounters {
      const rows = rowsOf(target);
      const touched = noKeys();
      for (const event of events) foldOrder(rows, event, touched);
      rows.buyers += addBuyers(target, events);
      const { grossFen, refundsFen, orders, refundsCount } = rows.totals;
      setTotals.run(target, grossFen, refundsFen, orders, refundsCount, rows.buyers);
      // Copies: the rows go on to be added to.
      const byProduct = copies(rows.products, touched.products);
      const byMinute = copies(rows.minutes, touched.minutes);
      const byChannel = copies(rows.channels, touched.channels);
      const byShop = copies(rows.shops, touched.shops);
      for (const row of byProduct)
        setProduct.run(target, row.sku, row.title, row.qty, row.grossFen, row.refundsFen, row.orders);
      for (const row of byMinute) minutes.set(target, row.minute, row);
      for (const row of byChannel) channels.set(target, row.channel, row);
      for (const row of byShop) shops.set(target, row.shopId, row);
      return { totals: { ...rows.totals, buyers: rows.buyers }, byProduct, byMinute, byChannel, byShop };
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
    rolledBack(): void {
      known.clear();
      knownBuyers.clear();
    },
    /** The rows of a target were deleted. */
    forget(target: number): void {
      known.delete(target);
      for (const buyer of knownBuyers) if (buyer.startsWith(`${target}/`)) knownBuyers.delete(buyer);
    },
    product: (target: number, sku: string): ProductCounter | null => selectProduct.get(target, sku) ?? null,
  };
}

function namedCounters(db: Database, table: 'order_minutes' | 'order_channels' | 'order_shops') {
  const set = db.prepare<[number, string, number, number, number]>(`
    INSERT INTO ${table} (target, name, gross_fen, refunds_fen, orders) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (target, name) DO UPDATE SET ${setSums}`);
  const select = db.prepare<[number], NamedSums>(`SELECT name, ${sums} FROM ${table} WHERE target = ?`);
  return {
    set(target: number, name: string, row: Sums): void {
      set.run(target, name, row.grossFen, row.refundsFen, row.orders);
    },
    all: (target: number): NamedSums[] => sorted(select.all(target), (row) => row.name),
  };
}

function copies<T extends object>(rows: ReadonlyMap<string, T>, keys: ReadonlySet<string>): T[] {
  return [...keys].sort().flatMap((key) => {
    const row = rows.get(key);
    return row ? [{ ...row }] : [];
  });
}

function totalCounters(row: Totals | undefined): TotalCounters {
  return row ? { ...row, netFen: row.grossFen - row.refundsFen } : emptyTotals;
}

/** The order of the reference fold: by code unit, where SQLite would sort by byte. */
function sorted<T>(rows: T[], keyOf: (row: T) => string): T[] {
  return rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
