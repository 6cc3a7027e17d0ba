/** What desks ask about lucky bags. */
import { AppError } from '#shared/contract/errors.ts';
import type { HubStore } from '../store/hub-store.ts';
import type { DeskRequests } from './desk-requests.ts';

export type DropRequestName = 'dropEntries';

export function createDropRequests(store: Pick<HubStore, 'drops'>): Pick<DeskRequests, DropRequestName> {
  return {
    async dropEntries({ dropId, afterArrival, limit }) {
      const record = await store.drops.get(dropId);
      if (!record) throw new AppError('drop/not-found');
      return {
        entries: await store.drops.entries(dropId, afterArrival, limit),
        seedHash: record.seedHash,
        // Before the draw, whoever knew the seed could work out the winners.
        seed: record.state === 'closed' ? record.seed : null,
      };
    },
  };
}
