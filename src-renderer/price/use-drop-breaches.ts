import { useMemo } from 'react';
import type { Drop, DropPlan } from '#shared/domain/drop/drop.schema.ts';
import {
  type FloorBreach,
  floorBreach,
  type LowestPrice,
  lowestPrice,
} from '#shared/domain/offer/lowest-price.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { useStackable } from './use-offers.ts';

export interface PlanCheck {
  /** Products that the plan takes below their floor, with whatever else can come with it. */
  readonly breaches: readonly FloorBreach[];
  /** The product that comes closest to its floor, or the one that the plan is for. */
  readonly closest: { readonly product: Product; readonly lowest: LowestPrice } | null;
}

const unread: PlanCheck = { breaches: [], closest: null };

/** `plan` null while it cannot be read; `dropId` is that of a plan being edited, whose older self does not count. */
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
}): PlanCheck {
  const drops = useStackable(showId, runKind);
  // A plan is made anew with every key that is pressed: what it says is what counts.
  const said = plan && JSON.stringify(plan);
  return useMemo(() => {
    if (said === null) return unread;
    const id = dropId ?? 'new';
    const planned = { ...JSON.parse(said), id, showId, runKind, createdAt: '' } as Drop;
    const all = [...drops.filter((drop) => drop.id !== id), planned];
    const breaches = products.flatMap((product) => floorBreach(product, all) ?? []);
    return { breaches, closest: closestTo(planned, products, all) };
  }, [said, dropId, showId, runKind, products, drops]);
}

function closestTo(plan: Drop, products: readonly Product[], drops: readonly Drop[]): PlanCheck['closest'] {
  const about = 'productId' in plan ? plan.productId : null;
  let closest: PlanCheck['closest'] = null;
  let least = Number.POSITIVE_INFINITY;
  for (const product of products) {
    if (about !== null && product.id !== about) continue;
    const lowest = lowestPrice(product, drops);
    if (!lowest.parts.some(({ dropId }) => dropId === plan.id)) continue;
    const slack = lowest.payFen - (product.floorFen ?? 0);
    if (slack >= least) continue;
    least = slack;
    closest = { product, lowest };
  }
  return closest;
}
