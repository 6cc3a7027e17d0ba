/** What a report's chart draws, from its curve and documents. Pure. */
import type { Report } from '#shared/domain/report/report.schema.ts';
import type { CurveMinute } from '#shared/domain/report/report-curve.ts';

/** Minutes since the start, amount in fen. */
export type ChartPoint = readonly [minute: number, fen: number];

export interface Band {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

const MINUTE_MS = 60_000;

/** Starts at zero, rises over each minute in which something was sold, and stays level in between. */
export function stepPoints(
  curve: readonly CurveMinute[],
  field: 'grossFen' | 'netFen',
  lastMinute: number,
): ChartPoint[] {
  const points: ChartPoint[] = [[0, 0]];
  for (const point of curve) {
    const [atMinute = 0, atFen = 0] = points.at(-1) ?? [];
    if (point.minute > atMinute) points.push([point.minute, atFen]);
    points.push([point.minute + 1, point[field]]);
  }
  const [atMinute = 0, atFen = 0] = points.at(-1) ?? [];
  if (lastMinute > atMinute) points.push([lastMinute, atFen]);
  return points;
}

/** What was on air when, one after another. */
export function bandsOf(takes: Report['takes'], startMs: number, lastMinute: number): Band[] {
  const at = (iso: string) => Math.max(0, (Date.parse(iso) - startMs) / MINUTE_MS);
  return takes
    .map(({ fromAt, toAt, name }) => ({
      ...{ from: at(fromAt), to: toAt === null ? lastMinute : at(toAt), name },
    }))
    .filter(({ from, to }) => to > from && from < lastMinute);
}

export function dropMarks(drops: Report['drops'], startMs: number, lastMinute: number) {
  return drops.flatMap(({ openedAt, title }) => {
    if (openedAt === null) return [];
    const minute = (Date.parse(openedAt) - startMs) / MINUTE_MS;
    return minute < 0 || minute > lastMinute ? [] : [{ minute, title }];
  });
}
