/**
 * An act on the rundown stands on the screen when its key is let go, and as pending until the desk has kept it. What the
 * desk answers meanwhile may be of before: the acts under way are put on top of it, as the desk itself puts its pending
 * ops on what the hub says. What the desk refuses is shown as it really is.
 */
import type { Rundown } from '#shared/contract/desk.ts';
import type { MutationInput } from '#shared/domain/mutations.ts';
import { syncStateNow } from '../client/app-state.ts';
import { client, orpc, queryClient } from '../client/client.ts';
import { type ForeseenName, foreseen } from './foreseen.ts';

/** Acts that the desk has not answered, in the order they were asked for. */
const underWay = new Set<ActUnderWay>();
type ActUnderWay = (rundown: Rundown) => Promise<Rundown | null>;

/** How a rundown stands, as the desk says and the acts under way make it; nothing is asked while there is none. */
export function rundownQuery(runId: string | null) {
  const input = { runId: runId ?? '' };
  return orpc.rundown.get.queryOptions({
    input,
    enabled: runId !== null,
    queryFn: async ({ signal }): Promise<Rundown> => {
      let rundown = await client.rundown.get(input, { signal });
      for (const act of underWay) rundown = (await act(rundown)) ?? rundown;
      return rundown;
    },
  });
}

/** Answers what `work` does. */
export async function showAtOnce<N extends ForeseenName, T>(
  name: N,
  input: MutationInput<N>,
  work: () => Promise<T>,
): Promise<T> {
  const { personId = '', role = 'host' } = syncStateNow() ?? {};
  const at = new Date().toISOString();
  const act: ActUnderWay = (rundown) => foreseen(rundown, name, input, { personId, role, at });
  underWay.add(act);
  try {
    await showNow(act);
    return await work();
  } catch (error) {
    void queryClient.invalidateQueries({ queryKey: orpc.rundown.get.key() });
    throw error;
  } finally {
    underWay.delete(act);
  }
}

async function showNow(act: ActUnderWay): Promise<void> {
  for (const { queryKey } of queryClient.getQueryCache().findAll({ queryKey: orpc.rundown.get.key() })) {
    const known = queryClient.getQueryData<Rundown>(queryKey);
    const next = known && (await act(known));
    if (!next) continue;
    // An answer that was asked for before this would bring it back as it was.
    await queryClient.cancelQueries({ queryKey });
    queryClient.setQueryData(queryKey, next);
  }
}
