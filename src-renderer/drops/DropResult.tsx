import { useState } from 'react';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import type { DropView } from '../live/drop-view.ts';
import { Button } from '../ui/Button.tsx';
import { formatCount } from '../ui/format.ts';
import { LuckyBagDialog } from './LuckyBagDialog.tsx';

/** What a drop has brought and cost, once it is over. */
export function DropResult({
  view: { drop, status, costFen, refused },
  money,
  offline,
}: {
  view: DropView;
  money: (amount: number) => string;
  offline: boolean;
}) {
  const t = useWords('drops');
  const l = useWords('live');
  const act = useAct();
  const used = status?.used ?? 0;
  const exact = drop.kind === 'cash-packet' || drop.kind === 'lucky-bag';
  const parts = [
    t(exact ? 'costExact' : 'costMost', { amount: money(costFen) }),
    ...(used > 0
      ? [t('used', { n: formatCount(used) }), t('brought', { amount: money(status?.usedGrossFen ?? 0) })]
      : []),
    ...(status && status.usedRefundsFen > 0
      ? [t('refundedOf', { amount: money(status.usedRefundsFen) })]
      : []),
    ...(refused > 0 ? [l('dropRefused', { n: formatCount(refused) })] : []),
  ];
  const line = parts.join(' · ');
  return (
    <>
      <p data-testid="drop-result" className="line-clamp-3 text-xs text-muted" title={line}>
        {line}
      </p>
      {status?.priceBack === 'pending' && <p className="text-xs text-warn">{t('backPending')}</p>}
      {status?.priceBack === 'failed' && (
        <div className="flex items-center gap-1.5 text-xs text-live" role="alert">
          <span className="min-w-0 flex-1">{t('backFailed')}</span>
          <Button
            size="sm"
            disabled={offline}
            data-testid="drop-price-back"
            onClick={() => act(() => client.drop.priceBack({ dropId: drop.id }))}
          >
            {t('backRetry')}
          </Button>
        </div>
      )}
    </>
  );
}

/** Who takes part in a lucky bag: a button, and the list behind it. */
export function BagButton({ view: { drop, status } }: { view: DropView }) {
  const t = useWords('drops');
  const [open, setOpen] = useState(false);
  if (drop.kind !== 'lucky-bag') return null;
  return (
    <>
      <Button
        size="sm"
        look="quiet"
        className="-my-1 px-1"
        data-testid="bag-open"
        onClick={() => setOpen(true)}
      >
        {t('showWinners')}
      </Button>
      {open && (
        <LuckyBagDialog
          drop={drop}
          seen={`${status?.revision}/${status?.entered}`}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
