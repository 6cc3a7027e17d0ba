import { describe, expect, test } from 'vitest';
import { testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { testTimers } from '#shared/sync/test-timers.ts';
import { type Away, createBoot } from './boot.ts';

function start() {
  const clock = testClock();
  const machine = { sleptMs: 0 };
  const timers = testTimers(clock);
  // As on Linux: the monotonic clock stands still in sleep, the wall clock goes on.
  const seen = { monotonicMs: clock.monotonicMs, nowMs: () => clock.nowMs() + machine.sleptMs };
  const boot = createBoot({ clock: seen, ids: countingIds('boot'), timers });
  const away: Away[] = [];
  boot.onAway((one) => away.push(one));
  return { clock, timers, machine, boot, away };
}

describe('a boot', () => {
  test('[SY51] an order of it counts up to its moment, by the monotonic clock alone', async () => {
    const { boot, clock, timers } = start();
    const { bootId, monoMs } = boot.reading();
    const deadline = { bootId, notAfterMs: monoMs + 3000 };
    await timers.advance(3000);
    expect(boot.inTime(deadline)).toBe(true);
    clock.advance(1);
    expect(boot.inTime(deadline)).toBe(false);
    expect(boot.inTime({ bootId: 'another', notAfterMs: monoMs + 60_000 })).toBe(false);
    boot.stop();
  });

  test('[SY52] another begins when the machine slept, at the first judgement or look after it', async () => {
    const { boot, timers, machine, away } = start();
    const first = boot.reading();
    const deadline = { bootId: first.bootId, notAfterMs: first.monoMs + 60_000 };
    machine.sleptMs += 8 * 3_600_000;
    expect(boot.inTime(deadline)).toBe(false);
    expect(away).toEqual([{ slept: true, ms: 8 * 3_600_000 }]);
    const second = boot.reading();
    expect(second.bootId).not.toBe(first.bootId);
    machine.sleptMs += 5000;
    await timers.advance(1000);
    expect(away[1]).toMatchObject({ slept: true });
    expect(boot.reading().bootId).not.toBe(second.bootId);
    boot.stop();
  });

  test('a process that stood still for long says so and stays the same boot: its clock went on', async () => {
    const { boot, clock, timers, away } = start();
    const { bootId } = boot.reading();
    await timers.advance(30_000);
    expect(away).toEqual([]);
    clock.advance(60_000);
    expect(boot.reading().bootId).toBe(bootId);
    expect(away).toEqual([{ slept: false, ms: 60_000 }]);
    boot.stop();
    await timers.advance(60_000);
    expect(away).toHaveLength(1);
  });
});
