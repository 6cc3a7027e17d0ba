import { useCallback } from 'react';
import { useWords } from '#renderer/app/i18n.ts';

interface Crop {
  readonly products: number;
  readonly slots: number;
  readonly groups: number;
}

/** "19 products", "1 slot": what an import brings, in words that agree with their numbers. */
export function useHarvestWords(): (crop: Crop) => Record<keyof Crop, string> {
  const t = useWords('sheets');
  return useCallback(
    ({ products, slots, groups }) => ({
      products: t(products === 1 ? 'oneProduct' : 'manyProducts', { n: products }),
      slots: t(slots === 1 ? 'oneSlot' : 'manySlots', { n: slots }),
      groups: t(groups === 1 ? 'oneGroup' : 'manyGroups', { n: groups }),
    }),
    [t],
  );
}
