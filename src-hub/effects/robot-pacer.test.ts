import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testClock } from '#shared/sync/clock.ts';
import { createRobotPacer, PER_WINDOW } from './robot-pacer.ts';

describe('the pace of a robot', () => {
  test('never more than 20 in any 60 seconds, whenever it is asked and however long answers take', () => {
    const steps = fc.array(
      fc.record({
        idleMs: fc.nat(5000),
        answerMs: fc.nat(10_000),
        jitter: fc.double({ min: 0, max: 0.99, noNaN: true }),
      }),
      { minLength: 30, maxLength: 90 },
    );
    fc.assert(
      fc.property(steps, (asked) => {
        const clock = testClock();
        let jitter = 0;
        const pacer = createRobotPacer({ clock, random: () => jitter });
        const received: number[] = [];
        for (const { idleMs, answerMs, jitter: next } of asked) {
          jitter = next;
          clock.advance(idleMs);
          clock.advance(pacer.waitMs('r'));
          expect(pacer.waitMs('r')).toBe(0);
          pacer.began('r');
          const from = clock.monotonicMs();
          clock.advance(answerMs);
          // The platform counted it at some moment in between.
          received.push(from + answerMs * jitter);
          pacer.ended('r');
        }
        for (const [at, time] of received.entries()) {
          const before = received[at - PER_WINDOW];
          if (before !== undefined) expect(time - before).toBeGreaterThanOrEqual(60_000);
        }
      }),
    );
  });

  test('gaps are uneven, robots do not wait for each other', () => {
    const clock = testClock();
    const numbers = [0, 0.5, 0.9];
    const pacer = createRobotPacer({ clock, random: () => numbers.shift() ?? 0 });
    const waits = [0, 1, 2].map(() => {
      pacer.began('a');
      pacer.ended('a');
      const wait = pacer.waitMs('a');
      clock.advance(wait);
      return wait;
    });
    expect(waits).toEqual([300, 650, 930]);
    expect(pacer.waitMs('b')).toBe(0);
  });

  test('what was asked before a restart counts, and a robot that says "too many" rests', () => {
    const clock = testClock();
    const pacer = createRobotPacer({ clock, random: () => 0 });
    for (let n = 0; n < PER_WINDOW; n += 1) pacer.recall('r', 30_000);
    expect(pacer.waitMs('r')).toBe(31_000);
    clock.advance(31_001);
    expect(pacer.waitMs('r')).toBe(0);
    pacer.pause('r', 60_000);
    expect(pacer.waitMs('r')).toBe(60_000);
  });
});
