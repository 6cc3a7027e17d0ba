import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aovFen, conversionBp, paceOf, pacingOf, sharesOf } from './figures.ts';

const NOW = Date.parse('2026-06-18T11:10:30Z');
const minute = (text: string, grossFen: number, refundsFen = 0) =>
  [text, { minute: text, grossFen, refundsFen, orders: 1 }] as const;
const audience = (viewers?: number) => ({
  ...{ sampleId: 'a', at: '2026-06-18T11:10:00Z', online: 10, entered: 900 },
  ...(viewers === undefined ? {} : { viewers }),
});

describe('figures that follow from the counters', () => {
  test('an average and a rate are unknown, not zero, where there is nothing to divide by', () => {
    expect(aovFen({ grossFen: 0, orders: 0 })).toBeNull();
    expect(aovFen({ grossFen: 1001, orders: 2 })).toBe(501);
    expect(conversionBp({ orders: 5 }, null)).toBeNull();
    // Who entered may have entered before: entries are no viewers.
    expect(conversionBp({ orders: 5 }, audience())).toBeNull();
    expect(conversionBp({ orders: 5 }, audience(400))).toBe(125);
  });

  test('the pace is of full minutes alone, and a minute without a sale counts', () => {
    const minutes = new Map([
      minute('2026-06-18T11:02Z', 90_000),
      minute('2026-06-18T11:06Z', 5000),
      minute('2026-06-18T11:09Z', 6000, 1000),
      minute('2026-06-18T11:10Z', 99_999),
    ]);
    expect(paceOf(minutes, NOW, null)).toEqual({
      lastFen: 5000,
      meanFen: 2000,
      best: { minute: '2026-06-18T11:10Z', netFen: 99_999 },
    });
    // Since 11:08:40 there were one full minute and the rest of another.
    expect(paceOf(minutes, NOW, NOW - 110_000)).toMatchObject({ lastFen: 5000, meanFen: 2500 });
    expect(paceOf(minutes, NOW, NOW - 10_000)).toMatchObject({ meanFen: 5000 });
    expect(paceOf(new Map(), NOW, null)).toEqual({ lastFen: 0, meanFen: 0, best: null });
  });

  test('against an even pace: behind, ahead, before the start and after the end', () => {
    const pace = { lastFen: 0, meanFen: 100, best: null };
    const plan = { startMs: NOW - 3_600_000, endMs: NOW + 3_600_000, targetFen: 1_000_000 };
    expect(pacingOf(plan, 400_000, pace, NOW)).toEqual({
      ...{ expectedFen: 500_000, aheadFen: -100_000, forecastFen: 406_000 },
    });
    expect(pacingOf(plan, 0, pace, NOW - 7_200_000)).toMatchObject({ expectedFen: 0, aheadFen: 0 });
    expect(pacingOf(plan, 1_200_000, pace, NOW + 7_200_000)).toEqual({
      ...{ expectedFen: 1_000_000, aheadFen: 200_000, forecastFen: null },
    });
    expect(pacingOf(null, 0, pace, NOW)).toBeNull();
    expect(pacingOf({ ...plan, endMs: plan.startMs }, 0, pace, NOW)).toBeNull();
  });

  test('shares are a whole, in the order of their amounts, and none is taken from who lost money', () => {
    const row = fc.record({
      ...{ name: fc.uuid(), grossFen: fc.nat(1_000_000_000), refundsFen: fc.nat(1_000_000_000) },
    });
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: ({ name }) => name, maxLength: 12 }), (rows) => {
        const shares = sharesOf(rows, ({ name }) => name);
        const brought = rows.some(({ grossFen, refundsFen }) => grossFen > refundsFen);
        expect(shares.reduce((sum, { shareBp }) => sum + shareBp, 0)).toBe(brought ? 10_000 : 0);
        for (const { netFen, shareBp } of shares) if (netFen <= 0) expect(shareBp).toBe(0);
        expect(shares.map(({ netFen }) => netFen)).toEqual(
          rows.map((one) => one.grossFen - one.refundsFen).sort((a, b) => b - a),
        );
        // Nobody with less has more than one point above somebody with more.
        let above = 10_000;
        for (const { shareBp } of shares) {
          expect(shareBp).toBeLessThanOrEqual(above + 1);
          above = shareBp;
        }
      }),
    );
  });
});
