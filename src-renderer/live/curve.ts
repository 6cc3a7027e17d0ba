/** Points of the net GMV curve. Pure. */
import type { MinuteCounter } from '#shared/domain/order/counters.ts';

const MINUTE_MS = 60_000;

/** Time in milliseconds, amount in whole units of the currency. */
export type CurvePoint = readonly [timeMs: number, amount: number];

/**
 * Net GMV summed up minute by minute. The curve starts at zero where the first counted minute begins; over minutes
 * without a sale it stays level instead of sloping through them.
 */
export function netCurve(minutes: Iterable<MinuteCounter>, nowMs = Number.POSITIVE_INFINITY): CurvePoint[] {
  const sorted = [...minutes]
    .map((each) => ({
      atMs: Date.parse(each.minute.replace('Z', ':00Z')),
      netFen: each.grossFen - each.refundsFen,
    }))
    .filter((each) => !Number.isNaN(each.atMs))
    .sort((a, b) => a.atMs - b.atMs);
  const points: CurvePoint[] = [];
  let sumFen = 0;
  for (const { atMs, netFen } of sorted) {
    const last = points.at(-1);
    if (!last || atMs > last[0]) points.push([atMs, sumFen / 100]);
    sumFen += netFen;
    // The minute that is still running reaches only as far as now.
    const endMs = nowMs > atMs ? Math.min(atMs + MINUTE_MS, nowMs) : atMs + MINUTE_MS;
    points.push([endMs, sumFen / 100]);
  }
  return points;
}

export interface PacePlan {
  readonly startMs: number;
  readonly endMs: number;
  readonly targetFen: number;
}

/**
 * The straight pace from nothing to the target, as far as the axis shows it: what lies beyond would flatten the curve.
 * Null where it would not stand beside the curve.
 */
export function paceLine(
  plan: PacePlan | null,
  points: readonly CurvePoint[],
  axisEndMs: number,
): CurvePoint[] | null {
  const first = points[0];
  const last = points.at(-1);
  if (!plan || !first || !last || plan.endMs <= plan.startMs) return null;
  if (last[0] < plan.startMs || first[0] > plan.endMs) return null;
  const amountAt = (ms: number) =>
    ((plan.targetFen / 100) * (ms - plan.startMs)) / (plan.endMs - plan.startMs);
  const fromMs = Math.max(plan.startMs, first[0]);
  const untilMs = Math.min(plan.endMs, axisEndMs);
  return [
    [fromMs, amountAt(fromMs)],
    [untilMs, amountAt(untilMs)],
  ];
}

/** How far the time axis goes: the curve, and a third more ahead for the pace while the show runs. */
export function axisEnd(points: readonly CurvePoint[], plan: PacePlan | null, nowMs: number): number {
  const first = points[0]?.[0] ?? nowMs;
  const last = points.at(-1)?.[0] ?? nowMs;
  const running = nowMs - last < 6 * 3600_000;
  const until = running ? Math.max(last, nowMs) : last;
  if (!plan || plan.endMs <= until) return until;
  return Math.min(plan.endMs, until + Math.max(5 * MINUTE_MS, (until - first) / 3));
}
