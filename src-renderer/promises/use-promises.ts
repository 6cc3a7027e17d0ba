import { skipToken, useQuery } from '@tanstack/react-query';
import { orpc } from '../client/client.ts';

export interface PromisesOf {
  readonly showId: string;
  readonly runKind: 'live' | 'rehearsal';
}

/** Open ones first; documents, so they are there with the hub away too. */
export function usePromises(of: PromisesOf | null) {
  return useQuery(
    orpc.promise.list.queryOptions({
      input: of === null ? skipToken : { showId: of.showId as never, runKind: of.runKind },
    }),
  );
}
