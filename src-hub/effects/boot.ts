/**
 * The hub's time base: one run of its monotonic clock, which every order to act is judged by ([SY50]–[SY52]). Where the
 * machine slept in between, a new one begins, and what was meant before counts as expired.
 */
import { AppError } from '#shared/contract/errors.ts';
import type { HubClock } from '#shared/contract/hub.ts';
import type { Clock } from '#shared/sync/clock.ts';
import type { Ids } from '#shared/sync/ids.ts';
import { type Deadline, inTime, timeWatch } from '#shared/sync/time-base.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { OrderToAct } from '../hub.ts';

export interface Away {
  /** The machine slept, or its clock was set: another boot has begun. Otherwise the process alone stood still. */
  readonly slept: boolean;
  /** The longest that it can have been. */
  readonly ms: number;
}

export interface Boot {
  reading(): HubClock;
  /** By the clock at this very moment. */
  inTime(deadline: Deadline): boolean;
  /** `listener` is called as soon as it shows, before anything is judged or read after it. */
  onAway(listener: (away: Away) => void): void;
  stop(): void;
}

/** Throws `effect/expired` for an order that may no longer be done. */
export function assertInTime({ ttlMs, inTime }: Pick<OrderToAct, 'ttlMs' | 'inTime'>): void {
  if (!inTime()) throw new AppError('effect/expired', { seconds: Math.round(ttlMs / 1000) });
}

const LOOK_MS = 1000;
/** A process that does not come to look for so long was stopped: no load takes a hub that long. */
const STOOD_STILL_MS = 10_000;

export function createBoot({ clock, ids, timers }: { clock: Clock; ids: Ids; timers: Timers }): Boot {
  const watch = timeWatch(clock);
  const listeners: Array<(away: Away) => void> = [];
  let bootId = ids.next();
  let callOff = timers.after(LOOK_MS, tick);

  function look(): void {
    const { slept, passedMs } = watch.look();
    if (slept) bootId = ids.next();
    if (slept || passedMs > STOOD_STILL_MS) for (const tell of listeners) tell({ slept, ms: passedMs });
  }
  function tick(): void {
    callOff = timers.after(LOOK_MS, tick);
    look();
  }
  function reading(): HubClock {
    look();
    return { bootId, monoMs: clock.monotonicMs() };
  }

  return {
    reading,
    inTime: (deadline) => inTime(deadline, reading()),
    onAway: (listener) => void listeners.push(listener),
    stop: () => callOff(),
  };
}
