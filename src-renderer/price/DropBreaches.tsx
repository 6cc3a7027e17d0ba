import { useState } from 'react';
import { formatFen } from '#shared/domain/money.ts';
import { breachCombination } from '#shared/domain/offer/breach-error.ts';
import type { ProductId } from '#shared/sync/ids.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Button } from '../ui/Button.tsx';
import type { PlanCheck } from './use-drop-breaches.ts';

/**
 * What a plan comes to for the product that comes closest to its floor; or which it takes below, with the offer to let no
 * coupons count there where that helps.
 */
export function DropBreaches({
  check: { breaches, closest },
  currency,
}: {
  check: PlanCheck;
  currency: string;
}) {
  const t = useWords('price');
  const act = useAct();
  const [busy, setBusy] = useState(false);
  const [first] = breaches;
  if (!first)
    return closest ? (
      <p className="col-span-2 text-xs text-muted" data-testid="drop-hand">
        {closest.product.name} ·{' '}
        {t('dialogHand', {
          price: formatFen(closest.lowest.payFen, currency),
          combination: breachCombination(closest.lowest),
          net: formatFen(closest.lowest.netFen, currency),
        })}
      </p>
    ) : null;
  const excludable = breaches.filter(({ parts }) => parts.some(({ kind }) => kind === 'coupon'));
  async function exclude() {
    setBusy(true);
    await act(async () => {
      for (const { productId } of excludable)
        await client.product.reprice({ productId: productId as ProductId, noCoupons: true });
    });
    setBusy(false);
  }
  return (
    <div
      role="alert"
      data-testid="drop-breaches"
      className="col-span-2 rounded-md bg-warn-tint px-2.5 py-1.5 text-xs text-warn"
    >
      <p>
        {t(breaches.length > 1 ? 'dropBreaches' : 'dropBreach', {
          n: breaches.length,
          name: first.name,
          combination: breachCombination(first),
          price: formatFen(first.worthFen, currency),
          floor: formatFen(first.floorFen, currency),
        })}
      </p>
      {excludable.length > 0 && (
        <Button
          size="sm"
          className="mt-1.5"
          disabled={busy}
          onClick={() => void exclude()}
          data-testid="drop-exclude"
        >
          {t('dropExclude', { n: excludable.length })}
        </Button>
      )}
    </div>
  );
}
