import type { DropKind } from './drop.schema.ts';

/**
 * Seconds for which no second drop of a kind goes off by hand: a hand that fires twice means it once. What hands out
 * money at once waits longer. Orders by key and the steps of a sequence are meant as they come and do not wait.
 */
export const COOL_DOWN_SEC: Readonly<Record<DropKind, number>> = {
  coupon: 2,
  'cash-packet': 15,
  'lucky-bag': 15,
  'flash-price': 5,
  gift: 2,
};

/** Milliseconds to wait yet; 0 = none. Both times by the same monotonic clock; null = none was fired. */
export function coolDownLeftMs(kind: DropKind, lastFiredMs: number | null, nowMs: number): number {
  return lastFiredMs === null ? 0 : Math.max(0, lastFiredMs + COOL_DOWN_SEC[kind] * 1000 - nowMs);
}
