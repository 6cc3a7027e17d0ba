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
  const bySku = new Map<string, { title: string; qty: number; amountFen: number }>();
  let explainedFen = 0;
  for (const line of event.lines) {
    explainedFen += line.amountFen;
    const known = bySku.get(line.sku);
    if (known) {
      known.qty += line.qty;
      known.amountFen += line.amountFen;
    } else {
      bySku.set(line.sku, { title: line.title, qty: line.qty, amountFen: line.amountFen });
    }
  }
  const restFen = event.amountFen - explainedFen;
  if (restFen !== 0) {
    const rest = bySku.get('') ?? { title: '', qty: 0, amountFen: 0 };
    bySku.set('', { ...rest, amountFen: rest.amountFen + restFen });
  }
  return [...bySku].map(([sku, { title, qty, amountFen }]) => ({
    sku,
    title,
    qty: paid ? qty : 0,
    grossFen: paid ? amountFen : 0,
    refundsFen: paid ? 0 : amountFen,
    orders: paid ? 1 : 0,
  }));
}

/** Folds events into counters from nothing: the reference that stored counters are checked against. */
export function countersOf(events: Iterable<OrderEvent>): Counters {
  const totals = { ...emptyTotals };
  const buyers = new Set<string>();
  const products = new Map<string, ProductCounter>();
  const minutes = new Map<string, MinuteCounter>();
  const channels = new Map<string, ChannelCounter>();
  const shops = new Map<string, ShopCounter>();
  for (const event of events) {
    if (event.kind === 'cancelled') continue;
    const paid = event.kind === 'paid';
    const part = {
      grossFen: paid ? event.amountFen : 0,
      refundsFen: paid ? 0 : event.amountFen,
      orders: paid ? 1 : 0,
    };
    addSums(totals, part);
    totals.netFen = totals.grossFen - totals.refundsFen;
    if (!paid) totals.refundsCount += 1;
    if (paid && event.buyerId) buyers.add(event.buyerId);
    const minute = minuteOf(event.at);
    addSums(ensure(minutes, minute, { minute, ...noSums }), part);
    addSums(ensure(channels, event.channel, { channel: event.channel, ...noSums }), part);
    addSums(ensure(shops, event.shopId, { shopId: event.shopId, ...noSums }), part);
    for (const product of productContributions(event)) {
      const counter = ensure(products, product.sku, {
        sku: product.sku,
        title: product.title,
        qty: 0,
        ...noSums,
      });
      addSums(counter, product);
      counter.qty += product.qty;
      if (counter.title === '') counter.title = product.title;
    }
  }
  return {
    ...totals,
    buyers: buyers.size,
    byProduct: sortedBy(products, (counter) => counter.sku),
    byMinute: sortedBy(minutes, (counter) => counter.minute),
    byChannel: sortedBy(channels, (counter) => counter.channel),
    byShop: sortedBy(shops, (counter) => counter.shopId),
  };
}

const noSums = { grossFen: 0, refundsFen: 0, orders: 0 };
type Sums = { grossFen: number; refundsFen: number; orders: number };

function addSums(into: Sums, part: Sums): void {
  into.grossFen += part.grossFen;
  into.refundsFen += part.refundsFen;
  into.orders += part.orders;
}

function ensure<T>(map: Map<string, T>, key: string, fresh: T): T {
  const known = map.get(key);
  if (known) return known;
  map.set(key, fresh);
  return fresh;
}

function sortedBy<T>(map: Map<string, T>, keyOf: (value: T) => string): T[] {
  return [...map.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
