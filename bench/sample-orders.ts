/** Orders of an invented show, the same in every run: 200 products, five channels, buyers who come again. */
import { fen } from '#shared/domain/money.ts';
import type { OrderEvent, OrderLine } from '#shared/domain/order/order.schema.ts';

const channels = ['mini-program', 'live-room', 'group', 'guide', 'app'] as const;
const shops = ['main', 'kids', 'home'] as const;
const START_MS = Date.parse('2026-06-18T11:00:00Z');
/** About what a mid-size show sees: time moves on by a minute every 2,000 orders. */
const ORDERS_A_MINUTE = 2000;

export function sampleOrders(first: number, count: number): OrderEvent[] {
  return Array.from({ length: count }, (_, index) => sampleOrder(first + index));
}

function sampleOrder(number: number): OrderEvent {
  const random = randomOf(number);
  const lines = Array.from({ length: 1 + Math.floor(random() * 3) }, () => sampleLine(random));
  const goodsFen = lines.reduce((sum, line) => sum + line.amountFen, 0);
  const refunded = random() < 0.05;
  return {
    eventId: `e-${number}`,
    orderId: `o-${number}`,
    kind: refunded ? 'refunded' : 'paid',
    amountFen: fen(random() < 0.2 ? Math.max(goodsFen - 500, 0) : goodsFen),
    lines,
    channel: channels[Math.floor(random() * channels.length)] ?? channels[0],
    shopId: shops[Math.floor(random() * shops.length)] ?? shops[0],
    buyerId: `u-${Math.floor(random() * number * 0.7)}`,
    at: new Date(START_MS + (number * 60_000) / ORDERS_A_MINUTE).toISOString(),
  };
}

function sampleLine(random: () => number): OrderLine {
  const product = Math.floor(random() ** 2 * 200);
  const qty = 1 + Math.floor(random() * 3);
  const priceFen = 990 + product * 100;
  return {
    sku: `MR-${String(product).padStart(4, '0')}`,
    title: `全棉时代 柔巾 ${product} 号`,
    qty,
    priceFen: fen(priceFen),
    amountFen: fen(priceFen * qty),
  };
}

/** Mulberry32: small, seeded, good enough to spread orders. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
