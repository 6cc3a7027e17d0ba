/** Minutes in which far more was sold than just before: where a clip is worth looking at. Pure. */
import type { MinuteCounter } from '../order/counters.ts';
import type { Spike } from './report.schema.ts';

const MINUTE_MS = 60_000;
/** A minute counts as a spike from this many times the usual on. */
export const SPIKE_TIMES = 3;
/** The minutes before it that say what is usual, those without a sale among them. */
const BEFORE = 10;
/** Of two spikes nearer to each other than this, the higher one stands. */
const APART = 3;
/** No more than a person looks through; the highest. */
const MOST = 20;

export const minuteMs = (minute: string): number => Date.parse(minute.replace('Z', ':00Z'));

/**
 * Spikes in the order of time. The first minute of all is none: nothing says what is usual. Below a hundredth of all
 * that was sold, a minute is not worth a clip, however quiet it was before.
 */
export function gmvSpikes(minutes: readonly MinuteCounter[]): Spike[] {
  const sold = new Map(minutes.map(({ minute, grossFen }) => [minuteMs(minute), { minute, grossFen }]));
  const times = [...sold.keys()].sort((a, b) => a - b);
  const first = times[0];
  if (first === undefined) return [];
  const leastFen = minutes.reduce((sum, { grossFen }) => sum + grossFen, 0) / 100;
  const found = times.flatMap((atMs) => {
    const { minute, grossFen } = sold.get(atMs) ?? { minute: '', grossFen: 0 };
    const known = Math.min(BEFORE, Math.round((atMs - first) / MINUTE_MS));
    if (known === 0 || grossFen <= leastFen) return [];
    const before = Array.from(
      { length: known },
      (_, back) => sold.get(atMs - (back + 1) * MINUTE_MS)?.grossFen ?? 0,
    );
    const usualFen = middle(before);
    return grossFen >= SPIKE_TIMES * usualFen && grossFen > 0 ? [{ atMs, minute, grossFen, usualFen }] : [];
  });
  const kept: typeof found = [];
  for (const spike of [...found].sort((a, b) => b.grossFen - a.grossFen || a.atMs - b.atMs)) {
    if (kept.length === MOST) break;
    if (kept.every((other) => Math.abs(other.atMs - spike.atMs) >= APART * MINUTE_MS)) kept.push(spike);
  }
  return kept.sort((a, b) => a.atMs - b.atMs).map(({ atMs: _, ...spike }) => spike);
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
