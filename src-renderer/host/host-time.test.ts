import { describe, expect, test } from 'vitest';
import type { HostFrame } from '#shared/contract/host.ts';
import { countdownDigit, hostTime } from './host-time.ts';

type OnAir = NonNullable<HostFrame['onAir']>;
const onAir = (part: Partial<OnAir> = {}) =>
  ({ plannedSec: 300, airedSec: 100, warnSec: 60, dangerSec: 15, ...part }) as OnAir;

describe('the tablet’s clock', () => {
  test('counts down from the frame and turns into "over" with its own digits', () => {
    const at = (sinceMs: number) => hostTime({ onAir: onAir(), runState: 'live' }, sinceMs);
    expect(at(0)).toEqual({ seconds: 200, kind: 'left', phase: 'plan' });
    expect(at(140_000)).toMatchObject({ seconds: 60, phase: 'warning' });
    expect(at(185_500)).toMatchObject({ seconds: 15, phase: 'danger' });
    expect(at(200_000)).toMatchObject({ seconds: 0, kind: 'left', phase: 'danger' });
    expect(at(201_000)).toEqual({ seconds: 1, kind: 'over', phase: 'over' });
  });
  test('stands still outside a running show, and never runs back', () => {
    expect(hostTime({ onAir: onAir(), runState: 'ended' }, 90_000)?.seconds).toBe(200);
    expect(hostTime({ onAir: onAir(), runState: 'live' }, -5000)?.seconds).toBe(200);
    expect(hostTime({ onAir: null, runState: 'live' }, 0)).toBeNull();
  });
  test('counts up where no time is planned', () => {
    expect(hostTime({ onAir: onAir({ plannedSec: 0 }), runState: 'live' }, 2000)).toEqual({
      ...{ seconds: 102, kind: 'unplanned', phase: 'plan' },
    });
  });
  test('a countdown says 3, 2, 1, go, and goes', () => {
    const countdown = { id: 'c', leftMs: 3000 };
    expect([0, 999, 1001, 2001, 3000, 4400, 4600].map((ms) => countdownDigit(countdown, ms))).toEqual([
      ...[3, 3, 2, 1, 0, 0, null],
    ]);
    expect(countdownDigit(null, 0)).toBeNull();
  });
});
