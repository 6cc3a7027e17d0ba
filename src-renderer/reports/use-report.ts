/** Reports as the screen asks for them: one of a running show is asked for again by itself. */
import { skipToken, useQuery } from '@tanstack/react-query';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import type { ShowId } from '#shared/sync/ids.ts';
import { useSync } from '../client/app-state.ts';
import { orpc } from '../client/client.ts';

const AGAIN_MS = 10_000;

export interface ReportTarget {
  readonly showId: ShowId;
  readonly runKind: RunKind;
}

export function useReport(target: ReportTarget | null) {
  const hub = useSync((sync) => sync.hub) ?? '';
  const options = orpc.report.get.queryOptions({ input: target ?? skipToken });
  return useQuery({
    ...options,
    // Back in reach, it is asked for anew.
    queryKey: [...options.queryKey, hub],
    staleTime: 0,
    retry: false,
    placeholderData: (before, query) =>
      query && target && before?.report.showId === target.showId && before.report.runKind === target.runKind
        ? before
        : undefined,
    refetchInterval: ({ state }) => (state.data?.report.endedAt === null ? AGAIN_MS : false),
  });
}

export function useReportList() {
  const hub = useSync((sync) => sync.hub) ?? '';
  const options = orpc.report.list.queryOptions();
  return useQuery({
    ...options,
    queryKey: [...options.queryKey, hub],
    staleTime: 0,
    retry: false,
    refetchInterval: 30_000,
    placeholderData: (before) => before,
  });
}
