import type { TestClock } from './clock.ts';
import type { Timers } from './timers.ts';

/** Tests run on Node; what every host has is in globals.d.ts. */
declare function setImmediate(work: () => void): unknown;

export interface TestTimers extends Timers {
  /** Moves the clock on in order of what falls due, letting asynchronous work end in between. */
  advance(ms: number): Promise<void>;
}

/** Timers that go off only when the test advances them, together with its clock. */
export function testTimers(clock: TestClock): TestTimers {
  const waiting = new Set<{ at: number; work: () => void }>();
  // Two turns of the event loop: a queued write commits in the first, what waited for it goes on in the second.
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
  };
  return {
    after(ms, work) {
      const entry = { at: clock.monotonicMs() + ms, work };
      waiting.add(entry);
      return () => waiting.delete(entry);
    },
    async advance(ms) {
      const end = clock.monotonicMs() + ms;
      await settle();
      for (;;) {
        const [next] = [...waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        waiting.delete(next);
        clock.advance(Math.max(0, next.at - clock.monotonicMs()));
        next.work();
        await settle();
      }
      clock.advance(end - clock.monotonicMs());
    },
  };
}
