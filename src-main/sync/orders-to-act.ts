/**
 * Orders to act (drops, batches): done now or never. They are no ops: nothing of them is kept, and each goes out at most
 * once, with the last moment at which the hub may still do it ([SY50]–[SY53]).
 */
import { AppError } from '#shared/contract/errors.ts';
import type { Command } from '#shared/contract/hub.ts';
import type { Clock } from '#shared/sync/clock.ts';
import { deadlineOf, instantOf, sameBase } from '#shared/sync/time-base.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { HubLink } from './hub-link.ts';
import type { HubTime } from './hub-time.ts';

export interface OrdersToActPorts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly time: Pick<HubTime, 'reading' | 'ask' | 'base'>;
  readonly link: Pick<HubLink, 'connected' | 'request'>;
  /** Whether the hub has greeted this desk within that time. */
  readonly online: (withinMs: number) => Promise<boolean>;
  /** Resolves when what stands in the outbox has gone to the hub, or pushing it has failed. */
  readonly pushed: () => Promise<void>;
}

export interface OrdersToAct {
  /**
   * Waits for the hub at most `ttlMs`, then throws `effect/expired`; so it does when the hub was restarted or either
   * machine slept meanwhile. `hub/away` when the line was lost before it went out; `effect/unanswered` says that it went out and nobody knows more.
   */
  command(command: Command['command'], commandId: string, ttlMs: number): Promise<void>;
}

export function ordersToAct(ports: OrdersToActPorts): OrdersToAct {
  const { clock, timers, time, link, online, pushed } = ports;

  return {
    async command(command, commandId, ttlMs) {
      const pressed = instantOf(clock);
      const base = time.base();
      const seenBoot = time.reading()?.hub.bootId ?? null;
      const expired = () => new AppError('effect/expired', { seconds: Math.round(ttlMs / 1000) });
      const leftMs = () => ttlMs - (clock.monotonicMs() - pressed.monoMs);

      if (!(await online(ttlMs))) throw expired();
      // An order may be about what still stands in the outbox, such as a drop that was planned a moment ago.
      await atMost(pushed(), leftMs());
      const reading = time.reading() ?? (await time.ask(Math.max(0, leftMs())));
      if (!reading || leftMs() <= 0) throw expired();
      if (time.base() !== base || !sameBase(pressed, instantOf(clock))) throw expired();
      // What the person saw was the work of a hub that has been restarted since.
      if (seenBoot !== null && reading.hub.bootId !== seenBoot) throw expired();
      if (!link.connected) throw new AppError('hub/away');
      const deadline = deadlineOf(reading, pressed, ttlMs);
      await link.request('command', { commandId, ttlMs, ...deadline, command }).catch((error: unknown) => {
        throw refusal(error);
      });
    },
  };

  function refusal(error: unknown): unknown {
    if (!(error instanceof AppError)) return error;
    // It was sent: whether it was done, only the hub can say. It must not be taken for "not done".
    if (error.code === 'hub/away') return new AppError('effect/unanswered');
    // The reading may be of a boot that is over; the next order is not to expire for the same reason.
    if (error.code === 'effect/expired') void time.ask(READING_MS);
    return error;
  }

  function atMost(work: Promise<void>, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const callOff = timers.after(Math.max(0, ms), resolve);
      const end = () => {
        callOff();
        resolve();
      };
      // Whatever keeps the outbox back, the hub judges the order by what it has.
      work.then(end, end);
    });
  }
}

const READING_MS = 5000;
