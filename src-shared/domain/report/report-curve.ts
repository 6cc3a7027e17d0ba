/** Curves of reports by minutes since the start, and two of them beside each other. Pure. */
import type { Report, ReportSummary } from './report.schema.ts';
import { minuteMs } from './spikes.ts';

const MINUTE_MS = 60_000;

/** All that was sold up to the end of a minute since the start (0 = the first). */
export interface CurveMinute {
  readonly minute: number;
  readonly grossFen: number;
  readonly netFen: number;
  readonly orders: number;
}

/** Where minute 0 is: the start of the show, or the first minute that sold something where it has none. */
export function startMsOf({ startedAt, byMinute }: Pick<Report, 'startedAt' | 'byMinute'>): number | null {
  if (startedAt !== null) return Math.floor(Date.parse(startedAt) / MINUTE_MS) * MINUTE_MS;
  const times = byMinute.map(({ minute }) => minuteMs(minute));
  return times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b));
}

/**
 * Only minutes in which something changed, rising. What was sold before the start stands in minute 0, so that the last
 * point is always the show's whole figure.
 */
export function curveSinceStart(report: Pick<Report, 'startedAt' | 'byMinute'>): CurveMinute[] {
  const startMs = startMsOf(report);
  if (startMs === null) return [];
  const changes = new Map<number, { grossFen: number; refundsFen: number; orders: number }>();
  for (const { minute, grossFen, refundsFen, orders } of report.byMinute) {
    const at = Math.max(0, Math.round((minuteMs(minute) - startMs) / MINUTE_MS));
    const known = changes.get(at) ?? { grossFen: 0, refundsFen: 0, orders: 0 };
    changes.set(at, {
      grossFen: known.grossFen + grossFen,
      refundsFen: known.refundsFen + refundsFen,
      orders: known.orders + orders,
    });
  }
  const curve: CurveMinute[] = [];
  for (const [minute, change] of [...changes].sort(([a], [b]) => a - b)) {
    const last = curve.at(-1) ?? { grossFen: 0, netFen: 0, orders: 0 };
    curve.push({
      minute,
      grossFen: last.grossFen + change.grossFen,
      netFen: last.netFen + change.grossFen - change.refundsFen,
      orders: last.orders + change.orders,
    });
  }
  return curve;
}

export function curveAt(curve: readonly CurveMinute[], minute: number): CurveMinute {
  const reached = curve.filter((point) => point.minute <= minute).at(-1);
  return {
    minute,
    grossFen: reached?.grossFen ?? 0,
    netFen: reached?.netFen ?? 0,
    orders: reached?.orders ?? 0,
  };
}

/** How long a show has run, in whole minutes; of one without a start, as far as its curve goes. */
export function lengthMinutes(report: Pick<Report, 'startedAt' | 'endedAt' | 'madeAt' | 'byMinute'>): number {
  const startMs = startMsOf(report);
  if (startMs === null) return 0;
  const last = curveSinceStart(report).at(-1)?.minute ?? 0;
  if (report.startedAt === null) return last;
  return Math.max(0, Math.floor((Date.parse(report.endedAt ?? report.madeAt) - startMs) / MINUTE_MS));
}

export interface Comparison {
  readonly minute: number;
  readonly mine: CurveMinute;
  readonly other: CurveMinute;
  /** Mine less the other's. */
  readonly netFen: number;
  readonly grossFen: number;
  readonly orders: number;
}

/** Both at the same minute since their start: the last one that both have reached, or the one asked for. */
export function compareReports(
  mine: Pick<Report, 'startedAt' | 'endedAt' | 'madeAt' | 'byMinute'>,
  other: Pick<Report, 'startedAt' | 'endedAt' | 'madeAt' | 'byMinute'>,
  minute = Math.min(lengthMinutes(mine), lengthMinutes(other)),
): Comparison {
  const [a, b] = [curveAt(curveSinceStart(mine), minute), curveAt(curveSinceStart(other), minute)];
  return {
    ...{ minute, mine: a, other: b },
    ...{ netFen: a.netFen - b.netFen, grossFen: a.grossFen - b.grossFen, orders: a.orders - b.orders },
  };
}

export interface MonthLine {
  /** `2026-06`. */
  readonly month: string;
  readonly shows: number;
  readonly orders: number;
  readonly grossFen: number;
  readonly refundsFen: number;
  readonly netFen: number;
}

/**
 * Live shows of one currency by the month in which they began, newest first; what has never begun belongs to none.
 * `monthOf` knows the calendar of whoever looks.
 */
export function monthsOf(
  summaries: readonly ReportSummary[],
  currency: string,
  monthOf: (ms: number) => string,
): MonthLine[] {
  const months = new Map<string, MonthLine>();
  for (const { runKind, startedAt, totals, currency: own } of summaries) {
    if (runKind !== 'live' || startedAt === null || own !== currency) continue;
    const month = monthOf(Date.parse(startedAt));
    const known = months.get(month) ?? { month, shows: 0, orders: 0, grossFen: 0, refundsFen: 0, netFen: 0 };
    months.set(month, {
      month,
      shows: known.shows + 1,
      orders: known.orders + totals.orders,
      grossFen: known.grossFen + totals.grossFen,
      refundsFen: known.refundsFen + totals.refundsFen,
      netFen: known.netFen + totals.netFen,
    });
  }
  return [...months.values()].sort((a, b) => (a.month < b.month ? 1 : -1));
}
