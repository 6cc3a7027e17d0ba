/** 到手价 and policy as the screen sees them: from the plans, and from what the hub says has become of them. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import { breachCombination } from '#shared/domain/offer/breach-error.ts';
import {
  canStack,
  type FloorBreach,
  floorBreach,
  type LowestPrice,
  lowestPrice,
} from '#shared/domain/offer/lowest-price.ts';
import { defaultPolicy, type PolicyTerms } from '#shared/domain/policy/policy.schema.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { useWords } from '../app/i18n.ts';
import { orpc } from '../client/client.ts';
import { useLive } from '../client/live.ts';

export function usePolicy(): PolicyTerms {
  return useQuery(orpc.policy.get.queryOptions()).data ?? defaultPolicy;
}

/** Drops of a show that can still take part in an order. */
export function useStackable(showId: string, runKind: RunKind): readonly Drop[] {
  const query = useQuery(orpc.drop.list.queryOptions({ input: { showId: showId as never, runKind } }));
  const statuses = useLive((live) => live.drops);
  const drops = query.data?.drops;
  return useMemo(
    () =>
      (drops ?? []).filter((drop) => {
        const status = statuses.get(drop.id);
        return canStack(drop, status?.state ?? null, status?.granted ?? 0);
      }),
    [drops, statuses],
  );
}

export interface OfferView {
  readonly lowest: LowestPrice;
  readonly breach: FloorBreach | null;
}

export function offerView(product: Product, drops: readonly Drop[]): OfferView {
  return { lowest: lowestPrice(product, drops), breach: floorBreach(product, drops) };
}

/** A combination in words; what nothing is stacked on, too. */
export function useCombination(): (stack: Pick<LowestPrice, 'parts' | 'qty'>) => string {
  const t = useWords('price');
  return (stack) => (stack.parts.length === 0 ? t('handAlone') : breachCombination(stack));
}
