/** Claims by REST: judged by the store in one turn, and told to whoever watches the show. */
import type { ClaimWho } from '#shared/domain/drop/claim.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { DropRunner } from '../hub.ts';
import type { HubStore } from '../store/hub-store.ts';

export interface DropClaimsPorts {
  readonly store: Pick<HubStore, 'drops'>;
  readonly clock: Clock;
  readonly dropMoved: (dropId: string, showId: string) => void;
}

export function dropClaims({ store, clock, dropMoved }: DropClaimsPorts): DropRunner['claim'] {
  /** Which show a drop belongs to never changes; asked once, it need not be read again at every claim. */
  const showOf = new Map<string, string>();
  return async (dropId, claimId, buyerId, who?: ClaimWho) => {
    const outcome = await store.drops.claim(dropId, claimId, buyerId, isoNow(clock), who);
    if (outcome === 'no-such-drop' || outcome === 'id-reused' || outcome === 'by-comment') return outcome;
    const showId = showOf.get(dropId) ?? (await store.drops.get(dropId))?.showId;
    if (showId !== undefined) {
      showOf.set(dropId, showId);
      dropMoved(dropId, showId);
    }
    return outcome;
  };
}
