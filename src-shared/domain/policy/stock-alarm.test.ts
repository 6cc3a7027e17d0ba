import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryWorkspace } from '../../sync/documents-fixture.ts';
import { defaultPolicy } from './policy.schema.ts';
import {
  PACE_WINDOW_MS,
  pacePerMin,
  type SoldAt,
  sellOutSec,
  stockAlarm,
  withSample,
} from './stock-alarm.ts';

describe('stock alarms', () => {
  const alarm = (left: number | null, declared: number | null = 200) =>
    stockAlarm(left, declared, defaultPolicy);
  test('a tenth or five pieces warn, a thirtieth or two alarm, nothing left is out', () => {
    expect([21, 20, 7, 6, 1, 0, -3].map((left) => alarm(left))).toEqual([
      'none',
      'warn',
      'warn',
      'danger',
      'danger',
      'out',
      'out',
    ]);
    expect([6, 5, 3, 2].map((left) => alarm(left, 10))).toEqual(['none', 'warn', 'warn', 'danger']);
    expect([alarm(null), stockAlarm(3, null, defaultPolicy)]).toEqual(['none', 'none']);
  });

  test('less stock never alarms less', () => {
    const order = ['none', 'warn', 'danger', 'out'];
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (declared, left) => {
        expect(order.indexOf(stockAlarm(left, declared, defaultPolicy))).toBeLessThanOrEqual(
          order.indexOf(stockAlarm(left - 1, declared, defaultPolicy)),
        );
      }),
    );
  });

  test('the alarm lies below the warning; owners alone set them', async () => {
    const w = memoryWorkspace();
    const bad = { ...defaultPolicy, stockDanger: { pieces: 6, shareBp: 300 } };
    await expect(w.run('policy.set', bad)).rejects.toMatchObject({ code: 'policy/bad-thresholds' });
    await expect(w.run('policy.set', defaultPolicy, { role: 'operator' })).rejects.toMatchObject({
      code: 'auth/role',
    });
    await w.run('policy.set', { ...defaultPolicy, priceMoveBp: 500 });
    expect(await w.reader.get('policy', 'policy')).toMatchObject({ priceMoveBp: 500, changedBy: 'amy' });
  });
});

describe('the time of sell-out', () => {
  function sold(perMin: number, minutes: number): readonly SoldAt[] {
    let samples: readonly SoldAt[] = [];
    for (let second = 0; second <= minutes * 60; second += 1)
      samples = withSample(samples, { atMs: second * 1000, sold: Math.floor((perMin * second) / 60) });
    return samples;
  }
  test('at the pace of the last three minutes', () => {
    const samples = sold(30, 10);
    const now = { atMs: 600_000, sold: 300 };
    expect(pacePerMin(samples, now)).toBeCloseTo(30, 0);
    expect(sellOutSec(60, pacePerMin(samples, now))).toBeGreaterThanOrEqual(119);
    expect(samples.length).toBeLessThanOrEqual(PACE_WINDOW_MS / 5000 + 2);
  });

  test('a rush that is over is forgotten after the window', () => {
    const rush = sold(60, 3);
    let samples = rush;
    for (let second = 181; second <= 600; second += 1)
      samples = withSample(samples, { atMs: second * 1000, sold: 180 });
    expect(pacePerMin(samples, { atMs: 600_000, sold: 180 })).toBe(0);
    expect(sellOutSec(60, 0)).toBeNull();
  });

  test('nothing is said too early, of nothing left, of counters made anew, or beyond four hours', () => {
    expect(pacePerMin([{ atMs: 0, sold: 0 }], { atMs: 19_000, sold: 50 })).toBeNull();
    expect(pacePerMin([], { atMs: 19_000, sold: 50 })).toBeNull();
    expect(withSample([{ atMs: 0, sold: 9 }], { atMs: 60_000, sold: 3 })).toEqual([
      { atMs: 60_000, sold: 3 },
    ]);
    expect([sellOutSec(0, 5), sellOutSec(null, 5), sellOutSec(5, null), sellOutSec(1000, 1)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test('more pace never lasts longer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 300 }), (left, perMin) => {
        const slow = sellOutSec(left, perMin) ?? Number.POSITIVE_INFINITY;
        expect(sellOutSec(left, perMin + 1) ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(slow);
      }),
    );
  });
});
