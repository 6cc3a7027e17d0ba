/**
 * Whether a PIN is that person's. Every guess is counted before it is looked at, one after another for a person, so
 * that many at once are no way around the pauses. PINs are in no log.
 */
import { AppError } from '#shared/contract/errors.ts';
import { afterWrong, assertMayTry, wrongPin } from '#shared/domain/pin/pin-tries.ts';
import type { Clock } from '#shared/sync/clock.ts';
import { serialByKey } from '../effects/serial-by-key.ts';
import type { HubStore } from '../store/hub-store.ts';
import { isPin } from './pin-hash.ts';

/** Throws `pin/not-set`, `pin/wrong {left}` or `pin/blocked {seconds}`. */
export type CheckPin = (personId: string, pin: string) => Promise<void>;

export function pinCheck({ store, clock }: { store: Pick<HubStore, 'pins'>; clock: Clock }): CheckPin {
  const oneByOne = serialByKey();
  return (personId, pin) =>
    oneByOne(personId, async () => {
      const kept = await store.pins.get(personId);
      if (!kept) throw new AppError('pin/not-set');
      assertMayTry(kept, clock.nowMs());
      const tries = afterWrong(kept, clock.nowMs());
      await store.pins.tried(personId, tries);
      if (!(await isPin(pin, kept.hash))) throw wrongPin(tries);
      await store.pins.tried(personId, { wrong: 0, blockedUntil: null });
    });
}
