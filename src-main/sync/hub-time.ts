/**
 * What this desk knows of its hub's monotonic clock ([SY50]): the most telling of its readings, taken with every hello,
 * every quarter of a minute and after this machine slept.
 */
import type { HubClock } from '#shared/contract/hub.ts';
import type { Clock } from '#shared/sync/clock.ts';
import { betterReading, type HubReading, type Instant, instantOf, sameBase } from '#shared/sync/time-base.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { HubLink } from './hub-link.ts';

export interface HubTimePorts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly request: HubLink['request'];
  /** The hub has said along with its time where it stands. */
  readonly onHead: (headSeq: number) => void;
}

export interface HubTime {
  /** The hub said hello; it was asked at `asked`. */
  greeted(hub: HubClock | null, asked: Instant): void;
  lost(): void;
  /** This machine slept: what was read before is void, and what waits is not meant any more ([SY52]). */
  woke(): void;
  /** Counts this machine's time bases, as far as somebody told of their ends. */
  base(): number;
  /** Null before the first, and where this machine slept since. */
  reading(): HubReading | null;
  /** Takes another reading now. Null where the hub did not answer within that time. */
  ask(withinMs: number): Promise<HubReading | null>;
  close(): void;
}

const EVERY_MS = 15_000;

export function hubTime({ clock, timers, request, onHead }: HubTimePorts): HubTime {
  let kept: HubReading | null = null;
  let base = 0;
  let callOff: () => void = () => undefined;

  function take(hub: HubClock, asked: Instant): void {
    const at = instantOf(clock);
    kept = betterReading(kept, { hub, at, roundTripMs: at.monoMs - asked.monoMs });
  }
  function reading(): HubReading | null {
    return kept && sameBase(kept.at, instantOf(clock)) ? kept : null;
  }
  async function ask(withinMs: number): Promise<HubReading | null> {
    const asked = instantOf(clock);
    try {
      const { headSeq, ...reading } = await request('time', {}, withinMs);
      take(reading, asked);
      onHead(headSeq);
    } catch {
      // Away or too slow to tell: the next reading will.
    }
    return reading();
  }
  function again(): void {
    callOff();
    callOff = timers.after(EVERY_MS, () => {
      again();
      void ask(EVERY_MS);
    });
  }

  return {
    greeted(hub, asked) {
      if (hub) take(hub, asked);
      again();
    },
    lost: () => callOff(),
    woke() {
      base += 1;
      kept = null;
      void ask(EVERY_MS);
    },
    base: () => base,
    reading,
    ask,
    close: () => callOff(),
  };
}
