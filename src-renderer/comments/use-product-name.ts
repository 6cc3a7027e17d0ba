import { useCallback } from 'react';
import { useCurrentShow } from '../app/current-show.ts';
import { useRundown } from '../app/use-rundown.ts';

/** Names of the show's products by id. */
export function useProductName(): (id: string) => string | null {
  const { run } = useCurrentShow();
  const products = useRundown(run?.id ?? null)?.products;
  return useCallback((id) => products?.find((each) => each.id === id)?.name ?? null, [products]);
}
