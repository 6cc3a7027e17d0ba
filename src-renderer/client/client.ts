import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { notifyManager, QueryClient } from '@tanstack/react-query';
import type { DeskContract } from '#shared/contract/desk.ts';
import { deskLink } from './connection.ts';

export type DeskClient = ContractRouterClient<DeskContract>;

/** Calls the desk: `client.rundown.take({…})`. */
export const client: DeskClient = createORPCClient(deskLink);

/** Queries of the desk: `useQuery(orpc.rundown.get.queryOptions({ input: { runId } }))`. */
export const orpc = createTanstackQueryUtils(client);

// What was just answered, or is shown ahead of the answer, is drawn at once and not behind what else waits its turn.
notifyManager.setScheduler(queueMicrotask);

/** Answers never grow old by themselves: the desk's revisions say when to ask again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Number.POSITIVE_INFINITY, retry: 3, retryDelay: 500, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});
