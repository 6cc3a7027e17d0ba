import { useQuery } from '@tanstack/react-query';
import type { WaitingApproval } from '#shared/contract/price.ts';
import type { ShowId } from '#shared/sync/ids.ts';
import { orpc } from '../client/client.ts';

const none: readonly WaitingApproval[] = [];

/** Price changes of the show that wait for a second person, oldest first. */
export function useApprovals(showId: ShowId): readonly WaitingApproval[] {
  return useQuery(orpc.approval.waiting.queryOptions({ input: { showId } })).data ?? none;
}
