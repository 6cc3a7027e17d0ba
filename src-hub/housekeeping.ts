/** What a hub does for itself from time to time: forgetting old tombstones, and telling desks how far they can rely on it. */
import type { Clock } from '#shared/sync/clock.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { HubLog } from './hub-log.ts';
import type { KnownWatermarks } from './realtime/watermarks.ts';
import type { HubStore } from './store/hub-store.ts';

/** How long what was removed is remembered ([SY36]). */
export const TOMBSTONE_DAYS = 30;
/** How long it is known who has asked what: over a year, so that a campaign can be compared with the last one. */
export const AUDIT_DAYS = 400;
const EVERY_MS = 3_600_000;
/** Not at once: a team's consoles come back first. */
const FIRST_AFTER_MS = 60_000;
const DAY_MS = 86_400_000;

export interface Housekeeping {
  start(): void;
  /** One round now; what fails is logged and tried again with the next. */
  round(): Promise<void>;
  stop(): void;
}

export function createHousekeeping({
  store,
  clock,
  timers,
  watermarks,
  onMoved,
  log,
}: {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly watermarks: KnownWatermarks;
  /** The watermarks have moved: desks are to be told. */
  readonly onMoved: () => Promise<void>;
  readonly log: HubLog;
}): Housekeeping {
  let callOff = () => {};
  let stopped = false;

  async function round(): Promise<void> {
    try {
      const removedBefore = new Date(clock.nowMs() - TOMBSTONE_DAYS * DAY_MS).toISOString();
      // In small steps, so that nobody's op waits for long.
      while (!stopped && (await store.documents.pruneTombstones(removedBefore, isoNow(clock))) > 0);
      const madeBefore = new Date(clock.nowMs() - AUDIT_DAYS * DAY_MS).toISOString();
      while (!stopped && (await store.audit.prune(madeBefore)) > 0);
      // Also when the command line has made a backup beside us.
      if (!stopped && (await watermarks.refresh())) await onMoved();
    } catch (error) {
      if (!stopped) log.error({ err: error }, 'housekeeping failed');
    }
  }

  function later(ms: number): void {
    if (stopped) return;
    callOff = timers.after(ms, () => void round().then(() => later(EVERY_MS)));
  }

  return {
    start: () => later(FIRST_AFTER_MS),
    round,
    stop() {
      stopped = true;
      callOff();
    },
  };
}
