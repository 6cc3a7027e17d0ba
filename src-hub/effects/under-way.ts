/** What a runner has begun and not ended. A hub that stops begins nothing more, and waits for it, but not for ever. */
import type { Timers } from '#shared/sync/timers.ts';

/** A platform that is slow holds up a hub's end no longer: what is left is unknown at the next start, and asked for. */
export const STOP_WAIT_MS = 3000;

export interface UnderWay {
  /** The same promise; whoever began it hears of its error. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves once all that is under way now has ended, well or not, and after `STOP_WAIT_MS` at the latest. */
  ended(): Promise<void>;
}

export function underWay(timers: Timers): UnderWay {
  const begun = new Set<Promise<unknown>>();
  return {
    track(work) {
      begun.add(work);
      const ended = () => begun.delete(work);
      work.then(ended, ended);
      return work;
    },
    ended: () =>
      new Promise((resolve) => {
        const callOff = timers.after(STOP_WAIT_MS, resolve);
        void Promise.allSettled(begun).then(() => {
          callOff();
          resolve();
        });
      }),
  };
}
