/** After a flash price: the product's own goes back, also after a restart, since the same price again changes nothing. */
import { AppError } from '#shared/contract/errors.ts';
import type { Drop, DropOf } from '#shared/domain/drop/drop.schema.ts';
import type { DropRecord, HubStore } from '../store/hub-store.ts';
import { type AskingPorts, attempting } from './asking.ts';
import { isFlash } from './flash-price.ts';

/** How long a platform may take to put a price back. */
const PRICE_WAIT_MS = 8000;

export interface PriceBackPorts extends AskingPorts {
  readonly store: Pick<HubStore, 'drops'>;
  readonly dropMoved: (dropId: string, showId: string) => void;
  /** Puts back the price that a flash price took the place of; `attempt` names the try. Null where no platform has prices. */
  readonly putPriceBack: ((drop: DropOf<'flash-price'>, attempt: string) => Promise<void>) | null;
}

/** Does nothing where nothing is to be put back, and notes what became of it where something is. */
export function dropPriceBack(ports: PriceBackPorts): (record: DropRecord, drop: Drop) => Promise<void> {
  const { store, dropMoved, putPriceBack, log } = ports;
  return async ({ dropId, state, revision, priceBack }, drop) => {
    if (priceBack === null || priceBack === 'done' || !isFlash(drop) || !putPriceBack) return;
    const wait = { waitMs: PRICE_WAIT_MS, about: { dropId } };
    const put = await attempting(ports, wait, () => putPriceBack(drop, String(revision)));
    if (put !== 'done') {
      const reason = put instanceof AppError ? put.code : 'effect/unanswered';
      log.error({ reason, dropId }, 'the price after a flash price was not put back');
    }
    const now = put === 'done' ? 'done' : 'failed';
    const moved = await store.drops.move(dropId, revision, { state, priceBack: now });
    if (moved) dropMoved(dropId, moved.showId);
  };
}
