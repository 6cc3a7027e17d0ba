/** The checklist of a run, asked again whenever something it looks at has changed, and now and then while it is open. */
import { useQuery } from '@tanstack/react-query';
import type { Checklist } from '#shared/contract/checklist.ts';
import { useSyncState } from '../client/app-state.ts';
import { orpc } from '../client/client.ts';

const AGAIN_MS = 10_000;

export interface ChecklistView {
  /** Null until the first answer. */
  readonly checklist: Checklist | null;
  readonly failed: boolean;
  readonly again: () => void;
}

export function useChecklist(runId: string): ChecklistView {
  const sync = useSyncState();
  const query = useQuery({
    ...orpc.checklist.get.queryOptions({ input: { runId } }),
    refetchInterval: (current) => (current.state.data?.complete === false ? 400 : AGAIN_MS),
    staleTime: 0,
    // Another state of the hub is another checklist.
    queryKey: [...orpc.checklist.get.queryOptions({ input: { runId } }).queryKey, sync?.hub ?? ''],
    placeholderData: (before) => before,
  });
  return {
    checklist: query.data ?? null,
    failed: query.isError,
    again: () => void query.refetch(),
  };
}

export function countsOf({ results }: Pick<Checklist, 'results'>): { errors: number; warnings: number } {
  const of = (level: 'error' | 'warning') => results.filter((result) => result.level === level).length;
  return { errors: of('error'), warnings: of('warning') };
}
