import { useQuery } from '@tanstack/react-query';
import type { HostViewState } from '#shared/contract/host.ts';
import { orpc } from '../client/client.ts';

/** Null until the desk has answered. */
export function useHostView(): HostViewState | null {
  return useQuery(orpc.host.get.queryOptions()).data ?? null;
}
