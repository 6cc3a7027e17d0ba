/** The sandbox platform as the hub has it for a show, and how it is set. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { SandboxSetting, SandboxState } from '#shared/contract/rehearsal.ts';
import type { ShowId } from '#shared/sync/ids.ts';
import { client, orpc } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';

/** Its phases move on by themselves. */
const LOOK_MS = 1000;

export interface SandboxView {
  /** Null until the hub has said. */
  readonly state: SandboxState | null;
  set(changes: Partial<SandboxSetting>): Promise<boolean>;
}

export function useSandbox(showId: ShowId): SandboxView {
  const act = useAct();
  const cache = useQueryClient();
  const options = orpc.sandbox.get.queryOptions({ input: { showId } });
  const state =
    useQuery({ ...options, refetchOnMount: 'always', refetchInterval: LOOK_MS, retry: false }).data ?? null;
  return {
    state,
    set: (changes) =>
      act(async () => {
        const { phase: _, phaseLeftSec: __, ...setting } = state ?? (await client.sandbox.get({ showId }));
        await client.sandbox.set({ showId, ...setting, ...changes });
        await cache.invalidateQueries({ queryKey: options.queryKey });
      }),
  };
}
