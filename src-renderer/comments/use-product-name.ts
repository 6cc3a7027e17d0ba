import { skipToken, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useCurrentShow } from '../app/current-show.ts';
import { orpc } from '../client/client.ts';

/** Names of the show's products by id. */
export function useProductName(): (id: string) => string | null {
  const { run } = useCurrentShow();
  const products = useQuery(orpc.rundown.get.queryOptions({ input: run ? { runId: run.id } : skipToken }))
    .data?.products;
  return useCallback((id) => products?.find((each) => each.id === id)?.name ?? null, [products]);
}
