import { useMemo } from 'react';
import type { Drop, DropPlan } from '#shared/domain/drop/drop.schema.ts';
import { type FloorBreach, floorBreach } from '#shared/domain/offer/lowest-price.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { useStackable } from './use-offers.ts';

/**
 * Products that a plan takes below their floor, with whatever else can come with it; none while the plan cannot be
 * read. `dropId` is that of a plan being edited, whose older self does not count.
 */
export function useDropBreaches({
  plan,
  dropId,
  showId,
  runKind,
  products,
}: {
  plan: DropPlan | null;
  dropId: string | null;
  showId: string;
  runKind: RunKind;
  products: readonly Product[];
}): readonly FloorBreach[] {
  const drops = useStackable(showId, runKind);
  // A plan is made anew with every key that is pressed: what it says is what counts.
  const said = plan && JSON.stringify(plan);
  return useMemo(() => {
    if (said === null) return [];
    const id = dropId ?? 'new';
    const planned = { ...JSON.parse(said), id, showId, runKind, createdAt: '' } as Drop;
    const all = [...drops.filter((drop) => drop.id !== id), planned];
    return products.flatMap((product) => floorBreach(product, all) ?? []);
  }, [said, dropId, showId, runKind, products, drops]);
}
