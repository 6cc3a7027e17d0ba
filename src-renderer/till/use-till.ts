/** What the till's parts ask of the desk. All of it is answered from the cache; `free` alone comes from the hub. */
import { useQuery } from '@tanstack/react-query';
import { useSyncState } from '../client/app-state.ts';
import { orpc } from '../client/client.ts';
import { useHubThere } from '../sync/use-sync.ts';

/** Products as this till may sell them now. */
export function useTillSheet(runId: string) {
  const hubThere = useHubThere();
  return useQuery({
    ...orpc.till.products.queryOptions({ input: { runId } }),
    // What is free is known with the hub there alone: asked again when it comes or goes.
    queryKey: [...orpc.till.products.key({ input: { runId } }), hubThere],
    staleTime: 0,
    placeholderData: (before) => before,
  });
}

export function useTillSetUp(showId: string) {
  return useQuery(orpc.till.get.queryOptions({ input: { showId } })).data?.till ?? null;
}

/** This console's tickets, newest first; `own: false` = every till's. */
export function useTickets(runId: string, asked: { text?: string; limit: number; own?: boolean }) {
  return useQuery({
    ...orpc.till.tickets.queryOptions({ input: { runId, ...asked } }),
    placeholderData: (before) => before,
  });
}

/** Counts that move without any document: they are part of the key, so that what shows them is asked again. */
export function useUnsentKey(): string {
  const sync = useSyncState();
  return `${sync?.outboxCount ?? 0}/${sync?.conflictCount ?? 0}`;
}
