/**
 * Time as the house sees it. `nowMs` is the wall clock: shown to people, never trusted for order. `monotonicMs` only
 * measures how long something took or how old an order to act is.
 */
export interface Clock {
  nowMs(): number;
  monotonicMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };

export function isoNow(clock: Clock): string {
  return new Date(clock.nowMs()).toISOString();
}

export interface TestClock extends Clock {
  advance(ms: number): void;
}

/** A clock that stands still until it is advanced. */
export function testClock(startIso = '2026-06-18T11:00:00.000Z'): TestClock {
  let elapsed = 0;
  const start = Date.parse(startIso);
  return {
    nowMs: () => start + elapsed,
    monotonicMs: () => elapsed,
    advance: (ms) => {
      elapsed += ms;
    },
  };
}
