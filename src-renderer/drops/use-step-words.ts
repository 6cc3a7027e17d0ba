import { useCallback } from 'react';
import type { Rundown } from '#shared/contract/desk.ts';
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import type { SequenceStep } from '#shared/domain/drop/sequence.schema.ts';
import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';

/** What a step of a sequence does, as a person would say it. */
export function useStepWords(
  rundown: Rundown | null,
  drops: readonly Drop[] | undefined,
  currency: string,
): (step: SequenceStep) => string {
  const t = useWords('drops');
  return useCallback(
    (step) => {
      const product = (id: string | undefined) =>
        rundown?.products.find((each) => each.id === id)?.name ?? t('seqGone');
      switch (step.does) {
        case 'take':
          return t('seqTake', {
            name: product(rundown?.slots.find(({ id }) => id === step.slotId)?.productId),
          });
        case 'price':
          return t('seqPriceTo', {
            name: product(step.productId),
            price: formatFen(step.priceFen, currency).replace(/\.00$/, ''),
          });
        case 'drop':
          return t('seqDrop', { title: drops?.find(({ id }) => id === step.dropId)?.title ?? t('seqGone') });
      }
    },
    [t, rundown, drops, currency],
  );
}
