/** UUIDv7 from the simulation's chance and a machine's own clock: unique, and the same again for the same seed. */
import { v7 } from 'uuid';
import type { Clock } from '#shared/sync/clock.ts';
import type { Ids } from '#shared/sync/ids.ts';
import type { Random } from '../random.ts';

export function virtualIds(clock: Clock, random: Random): Ids {
  return {
    next: () =>
      v7({ msecs: clock.nowMs(), random: Uint8Array.from({ length: 16 }, () => random.below(256)) }),
  };
}
