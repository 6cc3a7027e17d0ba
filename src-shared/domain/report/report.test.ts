import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countersOf } from '../order/counters.ts';
import { type OrderEvent, orderEventSchema } from '../order/order.schema.ts';
import { productSchema } from '../product/product.schema.ts';
import { slotSchema } from '../rundown/slot.schema.ts';
import { runSchema, showSchema } from '../show/show.schema.ts';
import { type FunnelSample, makeReport, type ReportFactsOf, type Stretch } from './make-report.ts';
import { type ReportSummary, reportSchema } from './report.schema.ts';
import { compareReports, curveAt, curveSinceStart, lengthMinutes, monthsOf } from './report-curve.ts';
import { gmvSpikes, SPIKE_TIMES } from './spikes.ts';

const START = Date.parse('2026-06-18T11:00:30.000Z');
const iso = (sec: number) => new Date(START + sec * 1000).toISOString();

const show = showSchema.parse({
  ...{ id: 'show-1', title: '618', currency: 'CNY', startsAt: null, plannedEndAt: null },
  ...{ targetFen: null, hostName: '', createdAt: iso(-999) },
});
const run = runSchema.parse({
  ...{ id: 'run-1', showId: 'show-1', kind: 'live', state: 'ended', startedAt: iso(0), endedAt: iso(7200) },
  ...{ onAirSlotId: null, onAirSince: null, armedSlotId: null, previousSlotIds: [], createdAt: iso(-999) },
});
const product = (id: string, sku: string | null) =>
  productSchema.parse({
    ...{ id, showId: 'show-1', shopId: 'main', sku, name: `name-${id}`, spec: '', listFen: null },
    ...{ priceFen: 100, floorFen: null, stockDeclared: null, commissionBp: null, mechanics: '' },
    ...{ points: [], pricedBy: 'amy', confirmedBy: null },
  });
const slot = (id: string, productId: string, airedSec: number) =>
  slotSchema.parse({
    ...{ id, runId: 'run-1', productId, orderKey: 'a', type: '', plannedSec: 60, state: 'done' },
    ...{ takenAt: null, airedSec, remark: '' },
  });

const skus = ['A', 'B', 'C', ''];
const eventArb = fc.record({
  sku: fc.nat(skus.length - 1),
  fen: fc.integer({ min: 0, max: 500_000 }),
  extra: fc.integer({ min: 0, max: 500 }),
  paid: fc.boolean(),
  sec: fc.integer({ min: -600, max: 9000 }),
  channel: fc.constantFrom('mini-program', 'group', ''),
});

function eventsOf(
  parts: readonly { sku: number; fen: number; extra: number; paid: boolean; sec: number; channel: string }[],
): OrderEvent[] {
  return parts.map(({ sku, fen, extra, paid, sec, channel }, at) =>
    orderEventSchema.parse({
      ...{ eventId: `e${at}`, orderId: `e${at}`, kind: paid ? 'paid' : 'refunded', amountFen: fen + extra },
      lines: [{ sku: skus[sku] ?? '', title: '', qty: 1, priceFen: fen, amountFen: fen }],
      ...{ channel, buyerId: `u${at % 7}`, at: iso(sec) },
    }),
  );
}

const factsOf = (events: readonly OrderEvent[], changes: Partial<ReportFactsOf> = {}): ReportFactsOf => ({
  ...{ show, runKind: 'live', runs: [run], drops: [], stretches: [], audience: [], now: iso(9999) },
  slots: [slot('s1', 'p1', 120)],
  products: [product('p1', 'A'), product('p2', null), product('p3', 'B')],
  counters: countersOf(events),
  ...changes,
});

describe('a report', () => {
  test('adds up to the facts, however they came: products, channels, minutes and the curve’s end', () => {
    fc.assert(
      fc.property(fc.array(eventArb, { maxLength: 60 }), (parts) => {
        const events = eventsOf(parts);
        const report = makeReport(factsOf(events));
        expect(reportSchema.parse(report)).toEqual(report);
        // An own count, by nothing but the events.
        const sum = (kind: string) =>
          events.filter((event) => event.kind === kind).reduce((all, { amountFen }) => all + amountFen, 0);
        const [gross, refunds] = [sum('paid'), sum('refunded')];
        expect(report.totals).toMatchObject({
          grossFen: gross,
          refundsFen: refunds,
          netFen: gross - refunds,
        });
        const lines = report.products.flatMap(({ sold }) => sold ?? []);
        expect(lines.reduce((all, { grossFen }) => all + grossFen, 0)).toBe(gross);
        expect(lines.reduce((all, { refundsFen }) => all + refundsFen, 0)).toBe(refunds);
        const curve = curveSinceStart(report);
        expect(curve.at(-1)?.grossFen ?? 0).toBe(gross);
        expect(curve.at(-1)?.netFen ?? 0).toBe(gross - refunds);
        const minute = 30;
        const until = events.filter(
          ({ at }) => Date.parse(at) < Math.floor(START / 60_000) * 60_000 + (minute + 1) * 60_000,
        );
        expect(curveAt(curve, minute).grossFen).toBe(
          until.filter(({ kind }) => kind === 'paid').reduce((all, { amountFen }) => all + amountFen, 0),
        );
      }),
    );
  });

  test('a product without a number has unknown figures; what nobody has planned has a line of its own', () => {
    const report = makeReport(
      factsOf(eventsOf([{ sku: 2, fen: 100, extra: 5, paid: true, sec: 0, channel: '' }])),
    );
    expect(
      report.products.map(({ sku, sold, productId }) => [sku, productId, sold?.grossFen ?? null]),
    ).toEqual([
      ['A', 'p1', 0],
      [null, 'p2', null],
      ['B', 'p3', 0],
      ['', null, 5],
      ['C', null, 100],
    ]);
  });

  test('seconds on air come from slots, those of removed ones from their stretches; GMV a minute from what it sold then', () => {
    const stretch = (slotId: string, fromSec: number, toSec: number | null, grossFen: number): Stretch => ({
      ...{ runId: 'run-1', slotId, productId: 'p1', sku: 'A', fromAt: iso(fromSec) },
      ...{ toAt: toSec === null ? null : iso(toSec), qty: 1, grossFen, refundsFen: 0 },
    });
    const [line] = makeReport(
      factsOf([], { stretches: [stretch('s1', 0, 120, 5000), stretch('gone', 200, 260, 1000)] }),
    ).products;
    expect(line).toMatchObject({ airedSec: 180, takes: 2, onAir: { grossFen: 6000 }, perMinuteFen: 2000 });
  });

  test('the funnel takes the highest running total of each step; what nobody told is unknown', () => {
    const sample = (sampleId: string, more: Partial<FunnelSample>): FunnelSample => ({
      ...{ sampleId, at: iso(0), online: 10, entered: 100 },
      ...more,
    });
    const events = eventsOf([{ sku: 0, fen: 1, extra: 0, paid: true, sec: 0, channel: '' }]);
    const known = makeReport(
      factsOf(events, {
        audience: [
          sample('1', { online: 50, entered: 900, viewers: 200 }),
          sample('2', { entered: 300, viewers: 150 }),
        ],
      }),
    );
    expect(known.funnel.map(({ count }) => count)).toEqual([900, 200, null, null, 1]);
    expect(known.peakOnline).toBe(50);
    expect(known.products[0]?.conversionBp).toBe(50);
    expect(makeReport(factsOf(events)).products[0]?.conversionBp).toBeNull();
    expect(makeReport(factsOf([])).funnel.map(({ count }) => count)).toEqual([null, null, null, null, 0]);
  });

  test('a run that is on has no end yet, and one that was never started no start', () => {
    const on = makeReport(factsOf([], { runs: [run, { ...run, state: 'live', endedAt: null }] }));
    expect([on.startedAt, on.endedAt]).toEqual([iso(0), null]);
    const never = makeReport(
      factsOf([], { runs: [{ ...run, state: 'planned', startedAt: null, endedAt: null }] }),
    );
    expect([never.startedAt, never.endedAt]).toEqual([null, null]);
  });
});

describe('two shows beside each other', () => {
  const of = (sec: number, fen: number) => ({ sku: 0, fen, extra: 0, paid: true, sec, channel: '' });
  test('are compared at the last minute that both have reached', () => {
    const long = makeReport(factsOf(eventsOf([of(0, 100), of(3600, 100)])));
    const short = makeReport(factsOf(eventsOf([of(60, 40)]), { runs: [{ ...run, endedAt: iso(600) }] }));
    expect([lengthMinutes(long), lengthMinutes(short)]).toEqual([120, 10]);
    expect(compareReports(long, short)).toMatchObject({ minute: 10, grossFen: 60, orders: 0 });
    expect(compareReports(short, long)).toMatchObject({ minute: 10, grossFen: -60 });
  });

  test('months count live shows that began in them, by currency', () => {
    const totals = { grossFen: 10, refundsFen: 1, netFen: 9, orders: 2, refundsCount: 1, buyers: 1 };
    const line = (startedAt: string | null, changes: Partial<ReportSummary> = {}): ReportSummary => ({
      ...{ showId: 's', title: '', currency: 'CNY', runKind: 'live', startedAt, endedAt: null, totals },
      ...changes,
    });
    const months = monthsOf(
      [
        ...[
          line('2026-06-01T00:00:00Z'),
          line('2026-06-30T00:00:00Z'),
          line('2026-05-31T00:00:00Z'),
          line(null),
        ],
        ...[
          line('2026-06-02T00:00:00Z', { runKind: 'rehearsal' }),
          line('2026-06-02T00:00:00Z', { currency: 'USD' }),
        ],
      ],
      'CNY',
      (ms) => new Date(ms).toISOString().slice(0, 7),
    );
    expect(months).toEqual([
      { month: '2026-06', shows: 2, orders: 4, grossFen: 20, refundsFen: 2, netFen: 18 },
      { month: '2026-05', shows: 1, orders: 2, grossFen: 10, refundsFen: 1, netFen: 9 },
    ]);
  });
});

describe('spikes', () => {
  const minutes = (...sold: number[]) =>
    sold.flatMap((grossFen, at) =>
      grossFen === 0
        ? []
        : [
            {
              minute: `${new Date(START + at * 60_000).toISOString().slice(0, 16)}Z`,
              grossFen,
              refundsFen: 0,
              orders: 1,
            },
          ],
    );

  test('a minute that sells three times the usual is one; the first never is, and of two near ones the higher', () => {
    expect(gmvSpikes(minutes(900, 100, 100, 100, 120, 110, 100))).toEqual([]);
    expect(gmvSpikes(minutes(100, 100, 100, 100, 290, 100))).toEqual([]);
    expect(gmvSpikes(minutes(100, 100, 100, 100, 300, 900, 100))).toMatchObject([
      { grossFen: 900, usualFen: 100 },
    ]);
  });

  test('each is at least so much above the middle of the minutes before, in order, apart from each other', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 80 }), (sold) => {
        const found = gmvSpikes(minutes(...sold));
        const times = found.map(({ minute }) => Date.parse(minute.replace('Z', ':00Z')));
        expect(times).toEqual([...times].sort((a, b) => a - b));
        for (const [at, time] of times.entries())
          if (at > 0) expect(time - (times[at - 1] ?? 0)).toBeGreaterThanOrEqual(3 * 60_000);
        for (const { grossFen, usualFen } of found)
          expect(grossFen).toBeGreaterThanOrEqual(SPIKE_TIMES * usualFen);
      }),
    );
  });
});
