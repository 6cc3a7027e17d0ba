/**
 * Figures of a show that follow from its counters: each has one definition, here, and the screen's words say the same.
 * Pure; money in minor units, shares in basis points.
 */
import type { MinuteCounter, TotalCounters } from '../order/counters.ts';
import type { AudienceSample } from '../order/order.schema.ts';

const MINUTE_MS = 60_000;
/** The pace is what the last full minutes brought, on average. */
export const PACE_MINUTES = 5;

/** Gross GMV an order, rounded to the minor unit; null without orders. */
export function aovFen({ grossFen, orders }: Pick<TotalCounters, 'grossFen' | 'orders'>): number | null {
  return orders === 0 ? null : Math.round(grossFen / orders);
}

/** Orders by unique viewers; null while the platform has told of no viewers. */
export function conversionBp(
  { orders }: Pick<TotalCounters, 'orders'>,
  audience: AudienceSample | null,
): number | null {
  const viewers = audience?.viewers ?? 0;
  return viewers === 0 ? null : Math.round((orders * 10_000) / viewers);
}

export interface Pace {
  /** Net GMV of the last full minute. */
  readonly lastFen: number;
  /** Net GMV a minute, over the last five full ones, or as many as there were since the start. */
  readonly meanFen: number;
  /** The best minute so far, by net GMV. */
  readonly best: { readonly minute: string; readonly netFen: number } | null;
}

/**
 * `nowMs` is the hub's clock, as far as it is known: an order counts for the minute that it was paid in. Minutes before
 * `startMs` are not averaged in; null = it has not started, or nobody knows when.
 */
export function paceOf(
  minutes: ReadonlyMap<string, MinuteCounter>,
  nowMs: number,
  startMs: number | null,
): Pace {
  const thisMinute = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const netOf = (ago: number) => {
    const counter = minutes.get(`${new Date(thisMinute - ago * MINUTE_MS).toISOString().slice(0, 16)}Z`);
    return counter ? counter.grossFen - counter.refundsFen : 0;
  };
  let sumFen = 0;
  const since = startMs === null ? PACE_MINUTES : Math.ceil((thisMinute - startMs) / MINUTE_MS);
  const counted = Math.min(PACE_MINUTES, Math.max(1, since));
  for (let ago = 1; ago <= counted; ago += 1) sumFen += netOf(ago);
  let best: Pace['best'] = null;
  for (const { minute, grossFen, refundsFen } of minutes.values()) {
    const netFen = grossFen - refundsFen;
    if (!best || netFen > best.netFen || (netFen === best.netFen && minute < best.minute))
      best = { minute, netFen };
  }
  return { lastFen: netOf(1), meanFen: Math.round(sumFen / counted), best };
}

export interface Plan {
  readonly startMs: number;
  readonly endMs: number;
  readonly targetFen: number;
}

export interface Pacing {
  /** What an even pace from start to end would have brought by now. */
  readonly expectedFen: number;
  /** Net GMV beyond it; negative when behind. */
  readonly aheadFen: number;
  /** Net GMV at the end if the last minutes go on; null once the show is over. */
  readonly forecastFen: number | null;
}

/** Null where there is no target, or no time to spread it over. */
export function pacingOf(plan: Plan | null, netFen: number, pace: Pace, nowMs: number): Pacing | null {
  if (!plan || plan.endMs <= plan.startMs) return null;
  const share = Math.min(1, Math.max(0, (nowMs - plan.startMs) / (plan.endMs - plan.startMs)));
  const expectedFen = Math.round(plan.targetFen * share);
  const leftMinutes = (plan.endMs - nowMs) / MINUTE_MS;
  return {
    expectedFen,
    aheadFen: netFen - expectedFen,
    forecastFen: leftMinutes <= 0 ? null : netFen + Math.round(pace.meanFen * leftMinutes),
  };
}

export interface Share<T> {
  readonly row: T;
  readonly netFen: number;
  /** Of all rows together; those of the list add up to 10,000 exactly. 0 for a row that lost more than it brought. */
  readonly shareBp: number;
}

/** The largest first. What rounding leaves over goes to the largest remainders, so that the shares are a whole. */
export function sharesOf<T extends { readonly grossFen: number; readonly refundsFen: number }>(
  rows: Iterable<T>,
  nameOf: (row: T) => string,
): Share<T>[] {
  const all = [...rows]
    .map((row) => ({ row, netFen: row.grossFen - row.refundsFen }))
    .sort((a, b) => b.netFen - a.netFen || (nameOf(a.row) < nameOf(b.row) ? -1 : 1));
  const total = all.reduce((sum, { netFen }) => sum + Math.max(0, netFen), 0);
  if (total === 0) return all.map((each) => ({ ...each, shareBp: 0 }));
  const exact = all.map(({ netFen }) => (Math.max(0, netFen) * 10_000) / total);
  const floors = exact.map(Math.floor);
  const over = 10_000 - floors.reduce((sum, floor) => sum + floor, 0);
  const raised = new Set(
    exact
      .map((value, at) => [value - Math.floor(value), at] as const)
      .sort((a, b) => b[0] - a[0] || a[1] - b[1])
      .slice(0, over)
      .map(([, at]) => at),
  );
  return all.map((each, at) => ({ ...each, shareBp: (floors[at] ?? 0) + (raised.has(at) ? 1 : 0) }));
}
