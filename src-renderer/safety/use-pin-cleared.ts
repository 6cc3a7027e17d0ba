import { useQuery } from '@tanstack/react-query';
import type { PinCleared } from '#shared/contract/pin.ts';
import { orpc } from '../client/client.ts';
import { useHubThere } from '../sync/use-sync.ts';

/** Who has cleared this person's PIN and when; null where nobody has, or they have set another since. */
export function usePinCleared(lookEveryMs: number): PinCleared | null {
  const hubThere = useHubThere();
  const state = useQuery(
    orpc.pin.state.queryOptions({ enabled: hubThere, staleTime: 0, refetchInterval: lookEveryMs }),
  );
  return state.data?.cleared ?? null;
}
