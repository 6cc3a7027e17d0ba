import { skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Question } from '#shared/domain/question/question.schema.ts';
import { useCurrentShow } from '../app/current-show.ts';
import { orpc } from '../client/client.ts';

/** What stands before the host now, oldest first. */
export function useQueuedQuestions(): readonly Question[] {
  const { show, run } = useCurrentShow();
  const input = show && run ? { showId: show.id, runKind: run.kind } : skipToken;
  const all = useQuery(orpc.question.list.queryOptions({ input })).data;
  return useMemo(() => (all ?? []).filter(({ state }) => state === 'queued'), [all]);
}
