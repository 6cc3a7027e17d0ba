/**
 * Orders to act (drops, batches): done now or never. They are no ops: nothing of them is kept, and each goes out at most
 * once.
 */
import { setTimeout as after } from 'node:timers/promises';
import { AppError } from '#shared/contract/errors.ts';
import type { Command } from '#shared/contract/hub.ts';
import type { Clock } from '#shared/sync/clock.ts';
import type { HubLink } from './hub-link.ts';

export interface OrdersToActPorts {
  readonly clock: Clock;
  readonly request: HubLink['request'];
  /** Whether the hub has greeted this desk within that time. */
  readonly online: (withinMs: number) => Promise<boolean>;
  /** Resolves when what stands in the outbox has gone to the hub, or pushing it has failed. */
  readonly pushed: () => Promise<void>;
}

export interface OrdersToAct {
  /** Waits for the hub at most `ttlMs`, then throws `effect/expired`. */
  command(command: Command['command'], commandId: string, ttlMs: number): Promise<void>;
}

export function ordersToAct({ clock, request, online, pushed }: OrdersToActPorts): OrdersToAct {
  return {
    async command(command, commandId, ttlMs) {
      const asked = clock.monotonicMs();
      const expired = () => new AppError('effect/expired', { seconds: Math.round(ttlMs / 1000) });
      if (!(await online(ttlMs))) throw expired();
      // An order may be about what still stands in the outbox, such as a drop that was planned a moment ago.
      await Promise.race([pushed(), after(ttlMs, null, { ref: false })]);
      const ageMs = clock.monotonicMs() - asked;
      if (ageMs > ttlMs) throw expired();
      await request('command', { commandId, ttlMs, ageMs, command }).catch((error: unknown) => {
        // It was sent: whether it was done, only the hub can say. It must not be taken for "not done".
        throw error instanceof AppError && error.code === 'hub/away'
          ? new AppError('effect/unanswered')
          : error;
      });
    },
  };
}
