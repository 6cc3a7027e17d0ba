/**
 * Counters of a show: what each order event adds, and the fold of them. The hub adds contributions in the transaction
 * that stores the fact; a recount folds the facts again and must find the same to the cent.
 */
import { z } from 'zod';
import type { OrderEvent } from './order.schema.ts';

const sums = { grossFen: z.int(), refundsFen: z.int(), orders: z.int() };
export const productCounterSchema = z.object({ sku: z.string(), title: z.string(), qty: z.int(), ...sums });
export const minuteCounterSchema = z.object({ minute: z.string(), ...sums });
export const channelCounterSchema = z.object({ channel: z.string(), ...sums });
export const shopCounterSchema = z.object({ shopId: z.string(), ...sums });
export const totalCountersSchema = z.object({
  grossFen: z.int(),
  refundsFen: z.int(),
  netFen: z.int(),
  /** Paid events. */
  orders: z.int(),
  refundsCount: z.int(),
  /** Different non-empty buyer ids that paid. */
  buyers: z.int(),
});
export type ProductCounter = z.infer<typeof productCounterSchema>;
export type MinuteCounter = z.infer<typeof minuteCounterSchema>;
export type ChannelCounter = z.infer<typeof channelCounterSchema>;
export type ShopCounter = z.infer<typeof shopCounterSchema>;
export type TotalCounters = z.infer<typeof totalCountersSchema>;

export const countersSchema = totalCountersSchema.extend({
  byProduct: z.array(productCounterSchema),
  byMinute: z.array(minuteCounterSchema),
  byChannel: z.array(channelCounterSchema),
  byShop: z.array(shopCounterSchema),
});
export type Counters = z.infer<typeof countersSchema>;

export const emptyTotals: TotalCounters = {
  grossFen: 0,
  refundsFen: 0,
  netFen: 0,
  orders: 0,
  refundsCount: 0,
  buyers: 0,
};
export const emptyCounters: Counters = {
  ...emptyTotals,
  byProduct: [],
  byMinute: [],
  byChannel: [],
  byShop: [],
};

export interface ProductContribution {
  readonly sku: string;
  readonly title: string;
  readonly qty: number;
  readonly grossFen: number;
  readonly refundsFen: number;
  readonly orders: number;
}

/** `2026-06-18T19:03:20+08:00` → `2026-06-18T11:03Z`. */
export function minuteOf(at: string): string {
  // The common case needs no Date: a UTC time carries its minute in its first sixteen characters.
  if (at.endsWith('Z')) return `${at.slice(0, 16)}Z`;
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}

/**
 * What one event adds per product: its lines, and under `sku: ""` the part of its amount that no line explains
 * (discount, freight), which may be negative. Quantities count what was sold; a refund moves money, not pieces.
 */
export function productContributions(event: OrderEvent): ProductContribution[] {
  if (event.kind === 'cancelled') return [];
  const paid = event.kind === 'paid';
  const found: Writable<ProductContribution>[] = [];
  // Most orders have a line or two: looking through them is quicker than a map.
  const bySku = event.lines.length > FEW_LINES ? new Map<string, Writable<ProductContribution>>() : null;
  const contribution = (sku: string, title: string) => {
    const known = bySku ? bySku.get(sku) : found.find((one) => one.sku === sku);
    if (known) return known;
    const fresh = { sku, title, qty: 0, grossFen: 0, refundsFen: 0, orders: paid ? 1 : 0 };
    found.push(fresh);
    bySku?.set(sku, fresh);
    return fresh;
  };
  let restFen: number = event.amountFen;
  for (const line of event.lines) {
    const into = contribution(line.sku, line.title);
    restFen -= line.amountFen;
    if (paid) into.grossFen += line.amountFen;
    else into.refundsFen += line.amountFen;
    if (paid) into.qty += line.qty;
  }
  if (restFen !== 0) {
    const rest = contribution('', '');
    if (paid) rest.grossFen += restFen;
    else rest.refundsFen += restFen;
  }
  return found;
}

const FEW_LINES = 8;
type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Counters that are being added to, by their keys. Buyers are counted by whoever knows them all. */
export interface OpenCounters {
  readonly totals: Writable<Omit<TotalCounters, 'buyers'>>;
  readonly products: Map<string, ProductCounter>;
  readonly minutes: Map<string, MinuteCounter>;
  readonly channels: Map<string, ChannelCounter>;
  readonly shops: Map<string, ShopCounter>;
}

/** The keys of the rows that were added to. */
export interface TouchedKeys {
  readonly products: Set<string>;
  readonly minutes: Set<string>;
  readonly channels: Set<string>;
  readonly shops: Set<string>;
}

export function openCounters(): OpenCounters {
  const { buyers: _, ...totals } = emptyTotals;
  return {
    totals: { ...totals },
    products: new Map(),
    minutes: new Map(),
    channels: new Map(),
    shops: new Map(),
  };
}

export function noKeys(): TouchedKeys {
  return { products: new Set(), minutes: new Set(), channels: new Set(), shops: new Set() };
}

/** Adds one event, and its rows' keys to `touched`. */
export function foldOrder(counters: OpenCounters, event: OrderEvent, touched: TouchedKeys): void {
  if (event.kind === 'cancelled') return;
  const paid = event.kind === 'paid';
  const part = {
    grossFen: paid ? event.amountFen : 0,
    refundsFen: paid ? 0 : event.amountFen,
    orders: paid ? 1 : 0,
  };
  const { totals } = counters;
  addSums(totals, part);
  totals.netFen = totals.grossFen - totals.refundsFen;
  if (!paid) totals.refundsCount += 1;
  const minute = minuteOf(event.at);
  const { channel, shopId } = event;
  touched.minutes.add(minute);
  touched.channels.add(channel);
  touched.shops.add(shopId);
  addSums(counters.minutes.get(minute) ?? fresh(counters.minutes, minute, { minute, ...noSums }), part);
  addSums(counters.channels.get(channel) ?? fresh(counters.channels, channel, { channel, ...noSums }), part);
  addSums(counters.shops.get(shopId) ?? fresh(counters.shops, shopId, { shopId, ...noSums }), part);
  for (const product of productContributions(event)) {
    const { sku, title } = product;
    touched.products.add(sku);
    const row =
      counters.products.get(sku) ?? fresh(counters.products, sku, { sku, title, qty: 0, ...noSums });
    addSums(row, product);
    row.qty += product.qty;
    if (row.title === '') row.title = title;
  }
}

/** Folds events into counters from nothing: the reference that stored counters are checked against. */
export function countersOf(events: Iterable<OrderEvent>): Counters {
  const counters = openCounters();
  const touched = noKeys();
  const buyers = new Set<string>();
  for (const event of events) {
    foldOrder(counters, event, touched);
    if (event.kind === 'paid' && event.buyerId) buyers.add(event.buyerId);
  }
  return {
    ...counters.totals,
    buyers: buyers.size,
    byProduct: sortedBy(counters.products, (counter) => counter.sku),
    byMinute: sortedBy(counters.minutes, (counter) => counter.minute),
    byChannel: sortedBy(counters.channels, (counter) => counter.channel),
    byShop: sortedBy(counters.shops, (counter) => counter.shopId),
  };
}

const noSums = { grossFen: 0, refundsFen: 0, orders: 0 };
type Sums = { grossFen: number; refundsFen: number; orders: number };

function addSums(into: Sums, part: Sums): void {
  into.grossFen += part.grossFen;
  into.refundsFen += part.refundsFen;
  into.orders += part.orders;
}

function fresh<T>(map: Map<string, T>, key: string, value: T): T {
  map.set(key, value);
  return value;
}

function sortedBy<T>(map: Map<string, T>, keyOf: (value: T) => string): T[] {
  return [...map.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
