import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { SequenceStatus } from '#shared/contract/drop.ts';
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import { type Sequence, sequenceRiskFen } from '#shared/domain/drop/sequence.schema.ts';
import { orpc } from '../client/client.ts';
import { useLive } from '../client/live.ts';

export interface SequenceView {
  readonly sequence: Sequence;
  readonly status: SequenceStatus | null;
  readonly pending: boolean;
  readonly riskFen: number;
}

/** A run's sequences, those that may still run first. */
export function useSequences(runId: string, drops: readonly Drop[] | undefined): SequenceView[] {
  const query = useQuery(orpc.sequence.list.queryOptions({ input: { runId } }));
  const statuses = useLive((live) => live.sequences);
  return useMemo(() => {
    const byId = new Map<string, Drop>((drops ?? []).map((drop) => [drop.id, drop]));
    const pendingIds = new Set(query.data?.pendingIds ?? []);
    const views = (query.data?.sequences ?? [])
      .toSorted((a, b) => (`${a.createdAt}/${a.id}` < `${b.createdAt}/${b.id}` ? -1 : 1))
      .map(
        (sequence): SequenceView => ({
          ...{ sequence, status: statuses.get(sequence.id) ?? null, pending: pendingIds.has(sequence.id) },
          riskFen: sequenceRiskFen(sequence.steps, byId),
        }),
      );
    const over = ({ status }: SequenceView) =>
      status !== null && !['planned', 'running'].includes(status.state);
    return [...views.filter((view) => !over(view)), ...views.filter(over)];
  }, [query.data, statuses, drops]);
}
