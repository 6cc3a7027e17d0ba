/**
 * "3-2-1" between the hold and the opening. The order was in time when it began; what follows is the hub's own doing, and
 * judged like an order: a hub that stood still past the opening opens nothing.
 */
import { AppError } from '#shared/contract/errors.ts';
import type { Clock } from '#shared/sync/clock.ts';
import type { Timers } from '#shared/sync/timers.ts';

/** How much later than counted down a drop may open: what a busy hub takes, and less than a person would wonder about. */
export const COUNTDOWN_LATE_MS = 2000;

export interface Countdown {
  /** What was counted down to: `inTime` holds until shortly after it. */
  readonly commandId: string;
  readonly inTime: () => boolean;
  /** Tells whoever waits that it is open, or why it is not. */
  readonly ended: (error?: unknown) => void;
}

export interface Countdowns {
  /** Begins one; `onZero` is called when it is over, unless it was called off. The promise settles with `ended`. */
  begin(dropId: string, commandId: string, ms: number, onZero: (countdown: Countdown) => void): Promise<void>;
  callOff(dropId: string): void;
  stop(): void;
}

export function countdowns({ clock, timers }: { clock: Clock; timers: Timers }): Countdowns {
  const running = new Map<string, () => void>();

  function callOff(dropId: string): void {
    running.get(dropId)?.();
    running.delete(dropId);
  }

  return {
    callOff,
    begin(dropId, commandId, ms, onZero) {
      callOff(dropId);
      const dueMs = clock.monotonicMs() + ms;
      return new Promise((resolve, reject) => {
        const ended = (error?: unknown) => (error === undefined ? resolve() : reject(error));
        const inTime = () => clock.monotonicMs() <= dueMs + COUNTDOWN_LATE_MS;
        const callOffTimer = timers.after(ms, () => {
          running.delete(dropId);
          onZero({ commandId, inTime, ended });
        });
        running.set(dropId, () => {
          callOffTimer();
          ended(new AppError('drop/wrong-state', { state: 'planned' }));
        });
      });
    },
    stop() {
      for (const dropId of [...running.keys()]) callOff(dropId);
    },
  };
}
