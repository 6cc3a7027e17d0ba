/**
 * A report as plain tables for files: one a sheet, the first row its headings. Money stands in whole units with two
 * decimals, so that a spreadsheet can count with it. Pure.
 */
import type { Language } from '../../contract/errors.ts';
import { type Clip, timecode } from '../mark/clips.ts';
import type { Report } from './report.schema.ts';
import { curveSinceStart } from './report-curve.ts';
import { reportFileWords } from './report-file-words.ts';

/** Null = not known: an empty cell, never 0. */
export type Cell = string | number | null | { readonly fen: number };

export const reportTableNames = [
  'summary',
  'products',
  'minutes',
  'takes',
  'drops',
  'channels',
  'shops',
  'funnel',
  'clips',
] as const;
export type ReportTableName = (typeof reportTableNames)[number];

export interface ReportTable {
  readonly name: ReportTableName;
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** `dayTime` writes an ISO time as whoever reads the file has it on the wall. */
export function reportTables(
  report: Report,
  clips: readonly Clip[],
  language: Language,
  dayTime: (iso: string) => string,
): ReportTable[] {
  const words = reportFileWords[language];
  const fen = (amount: number): Cell => ({ fen: amount });
  const maybe = (amount: number | null): Cell => (amount === null ? null : { fen: amount });
  const time = (iso: string | null): Cell => (iso === null ? null : dayTime(iso));
  const { totals } = report;
  const sums = ({
    grossFen,
    refundsFen,
    orders,
  }: {
    grossFen: number;
    refundsFen: number;
    orders: number;
  }) => [...[fen(grossFen), fen(refundsFen), fen(grossFen - refundsFen), orders]];
  const rows: { readonly [N in ReportTableName]: Cell[][] } = {
    summary: [
      [words.show, report.title],
      [words.kind, report.runKind === 'rehearsal' ? words.rehearsal : words.live],
      [words.currency, report.currency],
      [words.startedAt, time(report.startedAt)],
      [words.endedAt, time(report.endedAt)],
      [words.madeAt, time(report.madeAt)],
      [words.gross, fen(totals.grossFen)],
      [words.refunds, fen(totals.refundsFen)],
      [words.net, fen(totals.netFen)],
      [words.target, maybe(report.targetFen)],
      [words.orders, totals.orders],
      [words.refundsCount, totals.refundsCount],
      [words.buyers, totals.buyers],
      [words.aov, totals.orders === 0 ? null : fen(Math.round(totals.grossFen / totals.orders))],
      [words.peakOnline, report.peakOnline],
      ...report.runs
        .filter(({ acceptedReason }) => acceptedReason !== '')
        .map((run): Cell[] => [words.accepted, `${run.acceptedReason} (${run.acceptedChecks.join(', ')})`]),
    ],
    products: report.products.map((product) => [
      ...[product.sku, product.name || words.unexplained, product.shopId, maybe(product.priceFen)],
      ...[product.sold?.qty ?? null, product.sold?.orders ?? null],
      ...[maybe(product.sold?.grossFen ?? null), maybe(product.sold?.refundsFen ?? null)],
      maybe(product.sold?.netFen ?? null),
      ...[product.takes, Math.round(product.airedSec), product.onAir.qty, fen(product.onAir.grossFen)],
      ...[maybe(product.perMinuteFen), product.conversionBp === null ? null : product.conversionBp / 10_000],
    ]),
    minutes: curveRows(report),
    takes: report.takes.map((take) => [
      ...[take.name, take.sku, time(take.fromAt), time(take.toAt), Math.round(take.sec)],
      ...[take.qty, fen(take.grossFen), fen(take.refundsFen)],
    ]),
    drops: report.drops.map((drop) => [
      ...[drop.title, drop.kind, drop.state, time(drop.openedAt), time(drop.closedAt)],
      ...[drop.quota, drop.claimed, drop.refused, maybe(drop.costFen), drop.usedCount, maybe(drop.gmvFen)],
    ]),
    channels: report.byChannel.map((row) => [row.channel, ...sums(row)]),
    shops: report.byShop.map((row) => [row.shopId, ...sums(row)]),
    funnel: report.funnel.map(({ step, count }) => [words.steps[step], count]),
    clips: clips.map((clip) => [
      ...[timecode(clip.fromSec), timecode(clip.toSec), clip.productName, words.why[clip.source]],
      ...[clip.note, maybe(clip.soldFen)],
    ]),
  };
  return reportTableNames.map((name) => ({
    ...{ name, title: words.tables[name], heads: words.heads[name], rows: rows[name] },
  }));
}

function curveRows(report: Report): Cell[][] {
  const byMinute = new Map(curveSinceStart(report).map((point) => [point.minute, point]));
  const last = Math.max(-1, ...byMinute.keys());
  const before = { grossFen: 0, netFen: 0, orders: 0 };
  return Array.from({ length: Math.min(last + 1, MOST_MINUTES) }, (_, minute) => {
    const point = byMinute.get(minute);
    const grossFen = (point?.grossFen ?? before.grossFen) - before.grossFen;
    const netFen = (point?.netFen ?? before.netFen) - before.netFen;
    const orders = (point?.orders ?? before.orders) - before.orders;
    if (point) Object.assign(before, point);
    return [
      minute,
      { fen: grossFen },
      { fen: netFen },
      orders,
      { fen: before.grossFen },
      { fen: before.netFen },
    ];
  });
}

/** Two weeks: figures of a replayed file may lie years apart. */
const MOST_MINUTES = 20_160;
