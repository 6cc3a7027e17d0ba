import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  betterReading,
  deadlineOf,
  type HubReading,
  hubMonoAtLeast,
  type Instant,
  inTime,
  SLEPT_MS,
  sameBase,
  timeWatch,
} from './time-base.ts';

/**
 * A machine in true time: its monotonic clock starts anywhere, runs a little fast or slow and stands still in sleep;
 * its wall clock is off by anything and may be set.
 */
interface Machine {
  readonly monoAt: number;
  readonly rate: number;
  readonly wallOff: number;
  readonly sleeps: readonly { readonly from: number; readonly ms: number }[];
  readonly settings: readonly { readonly at: number; readonly byMs: number }[];
}

function instant({ monoAt, rate, wallOff, sleeps, settings }: Machine, trueMs: number): Instant {
  const set = settings.reduce((sum, { at, byMs }) => sum + (at <= trueMs ? byMs : 0), 0);
  return {
    monoMs: monoAt + (trueMs - sleptBy(sleeps, trueMs)) * rate,
    wallMs: wallOff + trueMs * rate + set,
  };
}
function sleptBy(sleeps: Machine['sleeps'], trueMs: number): number {
  return sleeps.reduce((sum, { from, ms }) => sum + Math.min(Math.max(0, trueMs - from), ms), 0);
}
function asleep({ sleeps }: Machine, trueMs: number): boolean {
  return sleeps.some(({ from, ms }) => trueMs > from && trueMs < from + ms);
}
/** Set just when it sleeps, a clock can hide the sleep; nothing on the machine shows it then. */
function hidden({ sleeps, settings }: Machine, from: number, to: number): boolean {
  return sleptBy(sleeps, from) !== sleptBy(sleeps, to) && settings.some(({ at }) => at >= from && at <= to);
}

const HOUR = 3_600_000;
/** Evenly spread: of doubles as they are, most are next to nothing. */
const time = (max: number) => fc.integer({ min: 0, max: Math.round(max * 10) }).map((tenths) => tenths / 10);
const machine = (sleeps: fc.Arbitrary<Machine['sleeps']>, settings: fc.Arbitrary<Machine['settings']>) =>
  fc.record({
    monoAt: fc.integer({ min: 0, max: 1e9 }),
    // Two machines at the ends of this range part by 200 ppm, twice what quartz is sold with.
    rate: fc.integer({ min: -100, max: 100 }).map((ppm) => 1 + ppm / 1e6),
    wallOff: fc.integer({ min: -1e12, max: 1e12 }),
    sleeps,
    settings,
  });
const never = fc.constant([]);
/** One after another, each of `most` ms at most. */
const naps = (most: number) =>
  fc
    .array(
      fc.record({
        gap: fc.oneof(time(HOUR / 4), time(2000)),
        ms: fc.oneof(time(most), time(Math.min(most, 4000))),
      }),
      {
        maxLength: 4,
      },
    )
    .chain((list) =>
      fc.oneof(fc.constant(0), fc.constant(HOUR - 2000), fc.constant(HOUR)).map((start) => ({ list, start })),
    )
    .map(({ list, start }) => {
      let from = start;
      return list.map(({ gap, ms }) => {
        from += gap;
        const nap = { from, ms };
        from += ms;
        return nap;
      });
    });
const set = fc.array(fc.record({ at: time(HOUR), byMs: fc.integer({ min: -1e7, max: 1e7 }) }), {
  maxLength: 2,
});

interface Way {
  readonly asked: number;
  readonly up: number;
  readonly down: number;
}
type TrueReading = HubReading & { readonly trueMs: number };

/** What the desk hears of the hub's clock over these ways. An answer that comes in sleep is read when it is over. */
function readingsOf(desk: Machine, hub: Machine, ways: readonly Way[]): TrueReading[] {
  return ways
    .filter(({ asked, up, down }) => !asleep(desk, asked) && !asleep(desk, asked + up + down))
    .map(({ asked, up, down }) => {
      const trueMs = asked + up + down;
      const at = instant(desk, trueMs);
      const roundTripMs = at.monoMs - instant(desk, asked).monoMs;
      const monoMs = instant(hub, asked + up).monoMs;
      return { trueMs, at, roundTripMs, hub: { bootId: 'b', monoMs } };
    })
    .sort((a, b) => a.trueMs - b.trueMs);
}

/** The desk's side as src-main/sync does it: readings, a press, and then the order with the best reading there is. */
function order(
  desk: Machine,
  readings: readonly TrueReading[],
  press: { readonly pressedAt: number; readonly sentAt: number; readonly ttlMs: number },
) {
  const [pressed, sent] = [instant(desk, press.pressedAt), instant(desk, press.sentAt)];
  if (!sameBase(pressed, sent)) return null;
  let kept: HubReading | null = null;
  for (const reading of readings) if (reading.trueMs <= press.sentAt) kept = betterReading(kept, reading);
  if (!kept || !sameBase(kept.at, sent)) return null;
  return deadlineOf(kept, pressed, press.ttlMs);
}

describe('[SY50] the moment up to which an order is meant', () => {
  const PRESSED = HOUR;
  /** Asked long before, shortly before or after the press, over a way of nothing or of a minute. */
  const way = fc.record({
    asked: fc.oneof(
      time(HOUR),
      time(30_000).map((ago) => PRESSED - ago),
      time(5000).map((later) => PRESSED + later),
    ),
    up: fc.oneof(time(20), time(60_000)),
    down: fc.oneof(time(20), time(60_000)),
  });
  const ways = fc.array(way, { minLength: 1, maxLength: 6 });
  const wait = fc.oneof(time(50), time(120_000));
  const ttl = fc.integer({ min: 100, max: 60_000 });
  /** The first moment that is too late, with what a ttl may differ by: it is counted by the hub's own quartz. */
  const tooLate = (sentAt: number, ttlMs: number) => Math.max(sentAt, PRESSED + ttlMs * 1.0002 + 0.01);

  test('is never late, whatever ways, speeds, skews, clocks set and sleeps', () => {
    fc.assert(
      fc.property(
        ...([machine(naps(HOUR), set), machine(never, set), ways, wait, ttl] as const),
        (desk, hub, taken, waits, ttlMs) => {
          const sentAt = PRESSED + waits;
          fc.pre(!asleep(desk, PRESSED) && !asleep(desk, sentAt) && !hidden(desk, PRESSED, sentAt));
          const deadline = order(desk, readingsOf(desk, hub, taken), { pressedAt: PRESSED, sentAt, ttlMs });
          const judged = { bootId: 'b', monoMs: instant(hub, tooLate(sentAt, ttlMs)).monoMs };
          expect(deadline !== null && inTime(deadline, judged)).toBe(false);
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('[SY52] is late by no more than a hub slept without noticing: less than two seconds a look', () => {
    fc.assert(
      fc.property(
        ...([machine(never, never), machine(naps(SLEPT_MS), never), ways, wait, ttl] as const),
        (desk, hub, taken, waits, ttlMs) => {
          const sentAt = PRESSED + waits;
          const deadline = order(desk, readingsOf(desk, hub, taken), { pressedAt: PRESSED, sentAt, ttlMs });
          const unnoticed = hub.sleeps.reduce((sum, { ms }) => sum + ms, 0);
          const judged = { bootId: 'b', monoMs: instant(hub, tooLate(sentAt, ttlMs) + unnoticed).monoMs };
          expect(deadline !== null && inTime(deadline, judged)).toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('does not expire a prompt order on a fast line', () => {
    const quick = fc.record({ asked: time(15_000), up: time(40), down: time(40) });
    fc.assert(
      fc.property(
        ...([machine(never, never), machine(never, never)] as const),
        ...([fc.array(quick, { minLength: 1, maxLength: 6 }), time(15_000), time(200)] as const),
        (desk, hub, taken, after, travels) => {
          const readings = readingsOf(desk, hub, taken);
          const pressedAt = (readings.at(-1)?.trueMs ?? 0) + after;
          const deadline = order(desk, readings, { pressedAt, sentAt: pressedAt, ttlMs: 300 });
          const judged = { bootId: 'b', monoMs: instant(hub, pressedAt + travels).monoMs };
          expect(deadline && inTime(deadline, judged)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('of another boot is past, whatever the clock says', () => {
    expect(inTime({ bootId: 'a', notAfterMs: 100 }, { bootId: 'a', monoMs: 100 })).toBe(true);
    expect(inTime({ bootId: 'a', notAfterMs: 100 }, { bootId: 'a', monoMs: 100.1 })).toBe(false);
    expect(inTime({ bootId: 'a', notAfterMs: 100 }, { bootId: 'b', monoMs: 1 })).toBe(false);
  });
});

describe('[SY50] of several readings', () => {
  const at = (ms: number): Instant => ({ monoMs: ms, wallMs: ms });
  const reading = (monoMs: number, ms: number, roundTripMs: number, bootId = 'b'): HubReading => ({
    ...{ hub: { bootId, monoMs }, at: at(ms), roundTripMs },
  });

  test('the one over the shortest way is kept, until its age outweighs that', () => {
    const short = reading(1000, 10, 10);
    expect(betterReading(null, short)).toBe(short);
    expect(betterReading(short, reading(2000, 1210, 400))).toBe(short);
    const later = reading(602_000, 601_210, 400);
    expect(betterReading(short, later)).toBe(later);
  });

  test('those of another boot, or from before a sleep of either side, are void', () => {
    const kept = reading(1000, 10, 10);
    const reborn = reading(5, 1010, 400, 'c');
    expect(betterReading(kept, reborn)).toBe(reborn);
    const slept = { ...reading(3000, 2010, 400), at: { monoMs: 2010, wallMs: 60_000 } };
    expect(betterReading(kept, slept)).toBe(slept);
    // The hub's clock has stood still for a second that nobody noticed.
    const behind = reading(1990, 2010, 10);
    expect(hubMonoAtLeast(kept, behind.at)).toBeGreaterThan(2990);
    expect(betterReading(kept, behind)).toBe(behind);
  });
});

describe('[SY52] a time base ends', () => {
  const one = { monoMs: 0, wallMs: 0 };
  test('where wall and monotonic clock part by more than two seconds, either way', () => {
    expect(sameBase(one, { monoMs: 60_000, wallMs: 62_000 })).toBe(true);
    expect(sameBase(one, { monoMs: 60_000, wallMs: 62_001 })).toBe(false);
    expect(sameBase(one, { monoMs: 60_000, wallMs: 57_999 })).toBe(false);
  });

  test('at the first look after it, and not by a clock that is slowly set right', () => {
    let [mono, wall] = [0, 1e12];
    const watch = timeWatch({ monotonicMs: () => mono, nowMs: () => wall });
    let slept = 0;
    for (let second = 0; second < 36_000; second += 1) {
      mono += 1000;
      wall += 1000.5;
      if (watch.look().slept) slept += 1;
    }
    expect(slept).toBe(0);
    mono += 10;
    wall += 60_010;
    expect(watch.look()).toEqual({ slept: true, passedMs: 60_010 });
    expect(watch.look()).toEqual({ slept: false, passedMs: 0 });
  });
});
