/** How long drops of a kind have to cool down after one was fired. Not kept: after a restart nothing is hot. */
import { AppError } from '#shared/contract/errors.ts';
import { coolDownLeftMs } from '#shared/domain/drop/cool-down.ts';
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import type { Clock } from '#shared/sync/clock.ts';

export interface DropHeat {
  fired(drop: Drop): void;
  /** Throws `drop/cool-down`. */
  assertCool(drop: Drop): void;
}

export function dropHeat(clock: Pick<Clock, 'monotonicMs'>): DropHeat {
  const lastFired = new Map<string, number>();
  const place = ({ showId, runKind, kind }: Drop) => `${runKind}/${kind}/${showId}`;
  return {
    fired: (drop) => void lastFired.set(place(drop), clock.monotonicMs()),
    assertCool(drop) {
      const leftMs = coolDownLeftMs(drop.kind, lastFired.get(place(drop)) ?? null, clock.monotonicMs());
      if (leftMs > 0) throw new AppError('drop/cool-down', { seconds: Math.ceil(leftMs / 1000) });
    },
  };
}
