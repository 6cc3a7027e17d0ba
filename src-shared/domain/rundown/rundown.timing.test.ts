import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProductId, RunId, SlotId } from '../../sync/ids.ts';
import { rundownTiming, type TimingInput } from './rundown.timing.ts';
import type { Slot } from './slot.schema.ts';

const START = Date.parse('2026-06-18T11:00:00.000Z');
const iso = (sec: number) => new Date(START + sec * 1000).toISOString();
const id = (at: number) => `s${String(at).padStart(3, '0')}` as SlotId;

function slot(at: number, part: Partial<Slot> = {}): Slot {
  return {
    id: id(at),
    runId: 'r' as RunId,
    productId: 'p' as ProductId,
    orderKey: `a${String(at).padStart(3, '0')}`,
    type: '',
    plannedSec: 300,
    state: 'waiting',
    takenAt: null,
    airedSec: 0,
    fixedStartAt: null,
    warnSec: null,
    dangerSec: null,
    changedLiveAt: null,
    changedLiveBy: null,
    remark: '',
    ...part,
  };
}

const planned: TimingInput['run'] = {
  kind: 'live',
  state: 'planned',
  startedAt: null,
  endedAt: null,
  onAirSlotId: null,
  onAirSince: null,
  armedSlotId: null,
};
const live = (part: Partial<TimingInput['run']>): TimingInput['run'] => ({
  ...planned,
  state: 'live',
  startedAt: iso(0),
  ...part,
});
const show = { startsAt: iso(0), plannedEndAt: null };

describe('rundown timing', () => {
  it('chains planned starts and leaves skipped slots out', () => {
    const slots = [slot(1), slot(2, { state: 'skipped' }), slot(3)];
    const timing = rundownTiming({ run: planned, slots, ...show, nowMs: START - 60_000 });
    expect(timing.rows.map((row) => row.plannedStartMs)).toEqual([START, null, START + 300_000]);
    expect(timing.plannedTotalSec).toBe(600);
    expect(timing.forecastEndMs).toBe(START + 600_000);
    expect(timing.overSec).toBe(0);
  });

  it('moves the forecast when the slot on air runs over', () => {
    const slots = [slot(1, { state: 'on-air', takenAt: iso(0) }), slot(2)];
    const run = live({ onAirSlotId: id(1), onAirSince: iso(0) });
    const before = rundownTiming({ run, slots, ...show, nowMs: START + 100_000 });
    expect(before.onAir).toEqual({ elapsedSec: 100, leftSec: 200, phase: 'plan' });
    expect(before.rows[0]?.overSec).toBeNull();
    expect(before.rows[1]?.forecastStartMs).toBe(START + 300_000);
    expect(before.overSec).toBe(0);
    const after = rundownTiming({ run, slots, ...show, nowMs: START + 400_000 });
    expect(after.rows[0]?.overSec).toBe(100);
    expect(after.rows[1]?.forecastStartMs).toBe(START + 400_000);
    expect(after.overSec).toBe(100);
  });

  it('forecasts in the order in which slots will be taken: armed, behind it, then before it', () => {
    const slots = [slot(1, { state: 'on-air', takenAt: iso(0) }), slot(2), slot(3), slot(4)];
    const run = live({ onAirSlotId: id(1), onAirSince: iso(0), armedSlotId: id(3) });
    const { rows } = rundownTiming({ run, slots, ...show, nowMs: START });
    const order = rows
      .filter((row) => row.slotId !== id(1))
      .sort((a, b) => (a.forecastStartMs ?? 0) - (b.forecastStartMs ?? 0));
    expect(order.map((row) => row.slotId)).toEqual([id(3), id(4), id(2)]);
  });

  it('measures a rehearsal, and a show far from its plan, from its own start', () => {
    const slots = [slot(1), slot(2)];
    const plan = { startsAt: iso(-86_400 * 3), plannedEndAt: iso(-86_400 * 3 + 900) };
    for (const kind of ['rehearsal', 'live'] as const) {
      const timing = rundownTiming({ run: live({ kind }), slots, ...plan, nowMs: START });
      expect(timing.plannedEndMs).toBe(START + 900_000);
      expect(timing.overSec).toBe(-300);
    }
  });

  it('stands still once the run has ended', () => {
    const run = live({ state: 'ended', endedAt: iso(500) });
    const slots = [slot(1, { state: 'done', takenAt: iso(0), airedSec: 500 }), slot(2)];
    const timing = rundownTiming({ run, slots, ...show, nowMs: START + 9_999_000 });
    expect(timing.forecastEndMs).toBe(START + 500_000);
    expect(timing.rows[0]?.overSec).toBe(200);
    expect(timing.remainingSec).toBe(0);
    expect(timing.onAir).toBeNull();
  });

  it('says nothing about a start that nobody knows', () => {
    const timing = rundownTiming({
      run: planned,
      slots: [slot(1)],
      startsAt: null,
      plannedEndAt: null,
      nowMs: START,
    });
    expect(timing.rows[0]?.plannedStartMs).toBeNull();
    expect(timing.overSec).toBeNull();
    expect(timing.forecastEndMs).toBe(START + 300_000);
  });
});

describe('fixed starts', () => {
  const fixed = (at: number, sec: number, part: Partial<Slot> = {}) =>
    slot(at, { fixedStartAt: iso(sec), ...part });

  it('a fixed start stands, waits for its time, and what is linked behind follows it', () => {
    const slots = [slot(1), fixed(2, 1200), slot(3)];
    const timing = rundownTiming({ run: planned, slots, ...show, nowMs: START });
    expect(timing.rows.map((row) => row.plannedStartMs)).toEqual([
      START,
      START + 1_200_000,
      START + 1_500_000,
    ]);
    expect(timing.rows.map((row) => row.forecastStartMs)).toEqual(
      timing.rows.map((row) => row.plannedStartMs),
    );
    expect(timing.rows.map((row) => row.waitSec)).toEqual([0, 900, 0]);
    expect(timing.rows.map((row) => row.lateSec)).toEqual([null, 0, null]);
    expect(timing.forecastEndMs).toBe(START + 1_800_000);
    expect(timing.plannedEndMs).toBe(START + 1_800_000);
    expect(timing.plannedTotalSec).toBe(900);
    expect(timing.remainingSec).toBe(900);
  });

  it('what runs over eats the wait first, then makes the fixed start late', () => {
    const slots = [slot(1, { state: 'on-air', takenAt: iso(0) }), fixed(2, 400)];
    const run = live({ onAirSlotId: id(1), onAirSince: iso(0) });
    const at = (sec: number) => rundownTiming({ run, slots, ...show, nowMs: START + sec * 1000 }).rows[1];
    expect(at(200)).toMatchObject({ forecastStartMs: START + 400_000, waitSec: 100, lateSec: 0 });
    expect(at(350)).toMatchObject({ forecastStartMs: START + 400_000, waitSec: 50, lateSec: 0 });
    expect(at(430)).toMatchObject({ forecastStartMs: START + 430_000, waitSec: 0, lateSec: 30 });
  });

  it('means nothing in a rehearsal, nor in a show far from its plan: there it is linked', () => {
    const slots = [slot(1), fixed(2, 1200)];
    const rehearsed = { ...live({}), kind: 'rehearsal' as const };
    const rehearsal = rundownTiming({ run: rehearsed, slots, ...show, nowMs: START });
    expect(rehearsal.rows[1]).toMatchObject({ forecastStartMs: START + 300_000, lateSec: null });
    const days = live({ startedAt: iso(3 * 86_400) });
    const late = rundownTiming({ run: days, slots, ...show, nowMs: START + 3 * 86_400_000 });
    expect(late.rows[1]?.forecastStartMs).toBe(START + 3 * 86_400_000 + 300_000);
  });
});

describe('a fixed start of a show without a planned start', () => {
  it('holds all the same, on the day of the run', () => {
    const slots = [slot(1), slot(2, { fixedStartAt: iso(7200) }), slot(3, { fixedStartAt: iso(-90_000) })];
    const run = live({});
    const timing = rundownTiming({ run, slots, startsAt: null, plannedEndAt: null, nowMs: START });
    expect(timing.rows.map((row) => row.forecastStartMs)).toEqual([
      START,
      START + 7_200_000,
      START + 7_500_000,
    ]);
  });
});

describe('how close the slot on air is to its end', () => {
  const phaseAt = (sec: number, part: Partial<Slot> = {}) =>
    rundownTiming({
      run: live({ onAirSlotId: id(1), onAirSince: iso(0) }),
      slots: [slot(1, { state: 'on-air', takenAt: iso(0), ...part })],
      ...show,
      nowMs: START + sec * 1000,
    }).onAir?.phase;

  it('warns, alarms and is over, by the house’s thresholds or its own', () => {
    expect([0, 239, 240, 284, 285, 300, 301].map((sec) => phaseAt(sec))).toEqual([
      ...['plan', 'plan', 'warning', 'warning', 'danger', 'danger', 'over'],
    ]);
    const own = { warnSec: 200, dangerSec: 100 };
    expect([99, 100, 200].map((sec) => phaseAt(sec, own))).toEqual(['plan', 'warning', 'danger']);
  });
  it('has no end to be close to where no time is planned', () => {
    expect(phaseAt(1000, { plannedSec: 0 })).toBe('plan');
  });
});

const arbitrary = fc
  .record({
    states: fc.array(fc.constantFrom<Slot['state']>('waiting', 'done', 'skipped'), { maxLength: 30 }),
    seconds: fc.array(fc.integer({ min: 0, max: 3600 }), { minLength: 30, maxLength: 30 }),
    aired: fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 30, maxLength: 30 }),
    onAirAt: fc.nat(29),
    armedAt: fc.nat(29),
    elapsed: fc.integer({ min: -100, max: 20_000 }),
  })
  .map(({ states, seconds, aired, onAirAt, armedAt, elapsed }): TimingInput => {
    const slots = states.map((state, at) =>
      slot(at, {
        state: at === onAirAt ? 'on-air' : state,
        plannedSec: seconds[at] ?? 0,
        airedSec: state === 'done' ? (aired[at] ?? 0) : 0,
        takenAt: state === 'done' || at === onAirAt ? iso(at) : null,
      }),
    );
    const onAirSlotId = slots[onAirAt]?.id ?? null;
    return {
      run: live({ onAirSlotId, onAirSince: onAirSlotId && iso(0), armedSlotId: slots[armedAt]?.id ?? null }),
      slots,
      ...show,
      nowMs: START + elapsed * 1000,
    };
  });

describe('for any rundown', () => {
  it('no length is negative and the sums agree', () => {
    fc.assert(
      fc.property(arbitrary, (input) => {
        const timing = rundownTiming(input);
        expect(timing.rows).toHaveLength(input.slots.length);
        expect(timing.remainingSec).toBeGreaterThanOrEqual(0);
        for (const row of timing.rows) expect(row.actualSec).toBeGreaterThanOrEqual(0);
        expect(timing.forecastEndMs).toBeCloseTo(input.nowMs + timing.remainingSec * 1000, 3);
        const total = input.slots
          .filter((each) => each.state !== 'skipped')
          .reduce((sum, each) => sum + each.plannedSec, 0);
        expect(timing.plannedTotalSec).toBe(total);
      }),
    );
  });

  it('planned starts never go back, and what waits is forecast from now to the end', () => {
    fc.assert(
      fc.property(arbitrary, (input) => {
        const timing = rundownTiming(input);
        const starts = timing.rows.flatMap((row) => row.plannedStartMs ?? []);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
        const waiting = new Set<string>(
          input.slots.filter((each) => each.state === 'waiting').map((each) => each.id),
        );
        for (const row of timing.rows.filter((each) => waiting.has(each.slotId))) {
          expect(row.forecastStartMs).toBeGreaterThanOrEqual(input.nowMs);
          expect(row.forecastStartMs).toBeLessThanOrEqual(timing.forecastEndMs + 0.001);
        }
      }),
    );
  });
});
