/** When stock is worth a word, and when it will be gone at the pace of the last minutes. Pure. */
import type { PolicyTerms, StockThreshold } from './policy.schema.ts';

export type StockAlarm = 'none' | 'warn' | 'danger' | 'out';

/** `left` of `declared` pieces; null where the stock is not followed. */
export function stockAlarm(
  left: number | null,
  declared: number | null,
  { stockWarn, stockDanger }: Pick<PolicyTerms, 'stockWarn' | 'stockDanger'>,
): StockAlarm {
  if (left === null || declared === null) return 'none';
  if (left <= 0) return 'out';
  if (left <= limitOf(stockDanger, declared)) return 'danger';
  return left <= limitOf(stockWarn, declared) ? 'warn' : 'none';
}

function limitOf({ pieces, shareBp }: StockThreshold, declared: number): number {
  return Math.max(pieces, Math.floor((declared * shareBp) / 10_000));
}

/** How many pieces had been sold at a moment of any clock that does not jump. */
export interface SoldAt {
  readonly atMs: number;
  readonly sold: number;
}

/** The pace is that of this long before now. */
export const PACE_WINDOW_MS = 3 * 60_000;
/** Less says nothing of a pace yet. */
const LEAST_MS = 20_000;
/** A forecast beyond this is no forecast. */
const LONGEST_SEC = 4 * 3600;

/** Keeps what a pace needs: the samples of the window, and the one before it, one every few seconds. */
export function withSample(samples: readonly SoldAt[], next: SoldAt, everyMs = 5000): readonly SoldAt[] {
  const last = samples.at(-1);
  // Another product, or counters that were made anew: what was before says nothing.
  if (last && (next.sold < last.sold || next.atMs < last.atMs)) return [next];
  if (last && next.atMs - last.atMs < everyMs) return samples;
  const from = samples.findLastIndex(({ atMs }) => atMs <= next.atMs - PACE_WINDOW_MS);
  return [...samples.slice(Math.max(0, from)), next];
}

/** Pieces a minute over the window up to now; null where too little is known. */
export function pacePerMin(samples: readonly SoldAt[], now: SoldAt): number | null {
  const from =
    samples.findLast(({ atMs }) => atMs <= now.atMs - PACE_WINDOW_MS) ??
    samples.find(({ atMs }) => atMs <= now.atMs);
  if (!from || now.atMs - from.atMs < LEAST_MS || now.sold < from.sold) return null;
  return ((now.sold - from.sold) * 60_000) / (now.atMs - from.atMs);
}

/** Seconds until nothing is left at that pace, rounded up; null when it will not be within four hours. */
export function sellOutSec(left: number | null, perMin: number | null): number | null {
  if (left === null || left <= 0 || perMin === null || perMin <= 0) return null;
  const seconds = Math.ceil((left * 60) / perMin);
  return seconds <= LONGEST_SEC ? seconds : null;
}
