/** What the hub says is free to lease. Every till asks whenever any till has sold, so an answer serves for a moment. */
import { AppError } from '#shared/contract/errors.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import type { Clock } from '#shared/sync/clock.ts';
import type { HubSession } from '../sync/hub-session.ts';

export interface HubStock {
  /** Pieces by product id; empty while the hub is away. */
  free(showId: string, runKind: RunKind): Promise<ReadonlyMap<string, number>>;
  /** This till has just changed it: the next answer is a new one. */
  forget(): void;
}

/** Longer than a burst of sales at several tills, shorter than anybody relies on a number that the hub judges anyway. */
const GOOD_FOR_MS = 2000;

export function hubStock({
  session,
  clock,
}: {
  readonly session: Pick<HubSession, 'request' | 'state'>;
  readonly clock: Clock;
}): HubStock {
  let known: { key: string; untilMs: number; answer: Promise<ReadonlyMap<string, number>> } | null = null;

  async function ask(showId: string, runKind: RunKind): Promise<ReadonlyMap<string, number>> {
    try {
      const stock = await session.request('stock', { showId, runKind });
      return new Map(stock.map(({ productId, free }) => [productId, free]));
    } catch (error) {
      known = null;
      // What this till has is known all the same.
      if (error instanceof AppError) return new Map();
      throw error;
    }
  }

  return {
    async free(showId, runKind) {
      if (session.state().hub !== 'online') {
        known = null;
        return new Map();
      }
      const key = `${runKind}/${showId}`;
      const now = clock.monotonicMs();
      if (known?.key === key && now < known.untilMs) return known.answer;
      const answer = ask(showId, runKind);
      known = { key, untilMs: now + GOOD_FOR_MS, answer };
      return answer;
    },
    forget() {
      known = null;
    },
  };
}
