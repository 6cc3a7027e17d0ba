/**
 * Whether an order to act has come in time, judged without trusting any wall clock ([SY50]–[SY52]). The desk says up to
 * which moment of the hub's monotonic clock its order is meant; of that clock it knows only what the hub told it, some
 * time ago, over a line of unknown length. So it names the earliest moment that the hub's clock can have shown when the
 * person pressed: an order may then expire too early on a bad line, and never too late on any.
 *
 * Monotonic clocks of several systems stand still while the machine sleeps. A sleep shows where the wall clock and the
 * monotonic one part ways; so does a wall clock that somebody sets, which then costs an order and nothing else.
 */
import type { HubClock } from '../contract/hub.ts';
import type { Clock } from './clock.ts';

/** Both clocks of one machine at one moment. */
export interface Instant {
  readonly monoMs: number;
  readonly wallMs: number;
}

export function instantOf(clock: Clock): Instant {
  return { monoMs: clock.monotonicMs(), wallMs: clock.nowMs() };
}

/** Clocks that part by more than this between two looks: the machine slept. Less is a clock being set right slowly. */
export const SLEPT_MS = 2000;

/** Whether the machine was awake between the two moments, and its clock was not set. */
export function sameBase(before: Instant, after: Instant): boolean {
  return Math.abs(wallPassed(before, after) - monoPassed(before, after)) <= SLEPT_MS;
}

export interface TimeWatch {
  /** What happened since the last look: whether the time base ended, and the most that can have passed. */
  look(): { readonly slept: boolean; readonly passedMs: number };
}

/** Looked at every second or so, a clock that is slowly set right is never taken for one that slept. */
export function timeWatch(clock: Clock): TimeWatch {
  let last = instantOf(clock);
  return {
    look() {
      const before = last;
      last = instantOf(clock);
      return { slept: !sameBase(before, last), passedMs: atMostPassed(before, last) };
    },
  };
}

/** What the hub's clock showed, as it was answered to this desk. */
export interface HubReading {
  readonly hub: HubClock;
  /** When the answer came, by this desk's clocks. */
  readonly at: Instant;
  /** From asking to the answer. */
  readonly roundTripMs: number;
}

/** The most by which two machines' clocks run at different speeds: several times what quartz is allowed. */
const RATE_ERROR = 0.0005;

/**
 * The hub's monotonic time at a moment of this desk: at least that. The hub read its clock at some time before its
 * answer came, so the reading belongs, at the latest, to the moment of the answer.
 */
export function hubMonoAtLeast({ hub, at }: HubReading, moment: Instant): number {
  if (moment.monoMs >= at.monoMs) return hub.monoMs + monoPassed(at, moment) * (1 - RATE_ERROR);
  // Backwards, time that a short sleep hid from the monotonic clock counts too.
  return hub.monoMs - atMostPassed(moment, at) * (1 + RATE_ERROR);
}

/** Of two readings the one that tells more: the higher lower bound, which is that of the shorter way. */
export function betterReading(kept: HubReading | null, fresh: HubReading): HubReading {
  if (!kept || kept.hub.bootId !== fresh.hub.bootId || !sameBase(kept.at, fresh.at)) return fresh;
  const bound = hubMonoAtLeast(kept, fresh.at);
  // Beyond what the hub can have shown by now: its clock has stood still since, and the old reading is void.
  if (bound > fresh.hub.monoMs + fresh.roundTripMs) return fresh;
  return bound > fresh.hub.monoMs ? kept : fresh;
}

/** What an order to act carries of time. */
export interface Deadline {
  readonly bootId: string;
  /** The last moment at which it may still be done, by the monotonic clock of that boot. */
  readonly notAfterMs: number;
}

/** For a person who pressed at `pressed` and waits `ttlMs` at most. */
export function deadlineOf(reading: HubReading, pressed: Instant, ttlMs: number): Deadline {
  return { bootId: reading.hub.bootId, notAfterMs: hubMonoAtLeast(reading, pressed) + ttlMs };
}

/** The hub's judgement, at the very moment at which it would act. */
export function inTime(deadline: Deadline, now: HubClock): boolean {
  return deadline.bootId === now.bootId && now.monoMs <= deadline.notAfterMs;
}

function atMostPassed(before: Instant, after: Instant): number {
  return Math.max(monoPassed(before, after), wallPassed(before, after));
}

function monoPassed(before: Instant, after: Instant): number {
  return after.monoMs - before.monoMs;
}

function wallPassed(before: Instant, after: Instant): number {
  return after.wallMs - before.wallMs;
}
