/**
 * The shown person's PIN as this console knows it: salted and hashed among the host's secrets, so that a locked console
 * can be unlocked with the hub away. Guesses are counted by the hub's own rule, over restarts too.
 */
import { z } from 'zod';
import { AppError } from '#shared/contract/errors.ts';
import { afterWrong, assertMayTry, blockedSec, wrongPin } from '#shared/domain/pin/pin-tries.ts';
import type { Clock } from '#shared/sync/clock.ts';
import { hashPin, isPin } from './pin-hash.ts';
import type { SecretStore } from './ports.ts';

const keptSchema = z.object({
  salt: z.string(),
  key: z.string(),
  wrong: z.int(),
  blockedUntil: z.string().nullable(),
});
type Kept = z.infer<typeof keptSchema>;

export interface LocalPin {
  state(): Promise<{ set: boolean; blockedSec: number }>;
  /** Throws `pin/not-set`, `pin/wrong {left}` or `pin/blocked {seconds}`. */
  check(pin: string): Promise<void>;
  keep(pin: string): Promise<void>;
  forget(): Promise<void>;
}

export function localPin({
  secrets,
  clock,
  sessionId,
}: {
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly sessionId: string;
}): LocalPin {
  /** Asked for when it is needed: a desk whose data could not be opened has no session. */
  const name = () => `pin/${sessionId}`;
  /** One guess at a time: each is counted before it is looked at. */
  let last: Promise<unknown> = Promise.resolve();

  async function kept(): Promise<Kept | null> {
    const text = await secrets.get(name());
    return text === null ? null : keptSchema.parse(JSON.parse(text));
  }
  const write = (value: Kept) => secrets.set(name(), JSON.stringify(value));

  async function guess(pin: string): Promise<void> {
    const known = await kept();
    if (!known) throw new AppError('pin/not-set');
    assertMayTry(known, clock.nowMs());
    const tries = afterWrong(known, clock.nowMs());
    await write({ ...known, ...tries });
    if (!(await isPin(pin, known))) throw wrongPin(tries);
    await write({ ...known, wrong: 0, blockedUntil: null });
  }

  return {
    async state() {
      const known = await kept();
      return { set: known !== null, blockedSec: known ? blockedSec(known, clock.nowMs()) : 0 };
    },
    check(pin) {
      const done = last.then(() => guess(pin));
      last = done.catch(() => undefined);
      return done;
    },
    keep: async (pin) => write({ ...(await hashPin(pin)), wrong: 0, blockedUntil: null }),
    forget: () => secrets.remove(name()),
  };
}
