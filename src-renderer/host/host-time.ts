/** What a tablet's clock shows between two frames. Pure. */
import type { HostFrame } from '#shared/contract/host.ts';

export interface HostTime {
  /** Whole seconds to show: left, over, or on air where no time is planned. */
  readonly seconds: number;
  readonly kind: 'left' | 'over' | 'unplanned';
  readonly phase: 'plan' | 'warning' | 'danger' | 'over';
}

/** `sinceMs`: how long ago the frame came. */
export function hostTime(frame: Pick<HostFrame, 'onAir' | 'runState'>, sinceMs: number): HostTime | null {
  const { onAir, runState } = frame;
  if (!onAir) return null;
  const airedSec = onAir.airedSec + (runState === 'live' ? Math.max(0, sinceMs) / 1000 : 0);
  if (onAir.plannedSec === 0) return { seconds: Math.floor(airedSec), kind: 'unplanned', phase: 'plan' };
  const left = onAir.plannedSec - airedSec;
  if (left < 0) return { seconds: Math.floor(-left), kind: 'over', phase: 'over' };
  const phase = left <= onAir.dangerSec ? 'danger' : left <= onAir.warnSec ? 'warning' : 'plan';
  // Rounded up: "0:00" is shown when the time is really gone.
  return { seconds: Math.ceil(left), kind: 'left', phase };
}

/** The digit of a "3-2-1" now, 0 for "go", null when there is none. */
export function countdownDigit(countdown: HostFrame['countdown'], sinceMs: number): number | null {
  if (!countdown) return null;
  const left = countdown.leftMs - Math.max(0, sinceMs);
  if (left < -GO_MS) return null;
  return Math.max(0, Math.ceil(left / 1000));
}
const GO_MS = 1500;
