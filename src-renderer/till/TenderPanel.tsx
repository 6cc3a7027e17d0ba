import { formatFen } from '#shared/domain/money.ts';
import type { Tender } from '#shared/domain/till/ticket.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { PanelHeader } from '../ui/Panel.tsx';
import type { PricedBasket } from './basket.ts';
import { CashForm } from './CashForm.tsx';
import { LaterForm } from './LaterForm.tsx';
import { QrDialog } from './QrDialog.tsx';
import type { Receipt } from './ReceiptPanel.tsx';
import type { TillPlace } from './till-place.ts';
import { useOnce } from './use-once.ts';
import { useTillSetUp } from './use-till.ts';

export type SellStep = 'basket' | 'cash' | 'qr' | 'later';

/** How this basket is paid, now or later. */
export function TenderPanel({
  step,
  show,
  run,
  basket,
  currency,
  onBack,
  onDone,
}: TillPlace & {
  step: Exclude<SellStep, 'basket'>;
  basket: PricedBasket;
  onBack: () => void;
  onDone: (receipt: Receipt) => void;
}) {
  const t = useWords('till');
  const setUp = useTillSetUp(show.id);
  const [busy, once] = useOnce();
  const { totalFen } = basket;
  const lines = basket.lines.map(({ product: { productId, priceFen }, qty }) => ({
    productId,
    qty,
    priceFen,
  }));
  const sell = (tender: Tender, receivedFen: number | null) =>
    once(async () => {
      const sold = await client.ticket.sell({ runId: run.id, lines, tender, receivedFen });
      onDone({ ...sold, tender });
    });

  if (step === 'qr')
    return (
      <QrDialog
        totalFen={totalFen}
        currency={currency}
        payQr={setUp?.payQr ?? null}
        busy={busy}
        onBack={onBack}
        onPaid={() => sell('qr', null)}
      />
    );
  return (
    <>
      <PanelHeader
        title={t(step === 'cash' ? 'cashTitle' : 'payLater')}
        note={t('pieces', { n: basket.pieces })}
      />
      <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-3">
        <p className="flex items-baseline justify-between">
          <span className="text-muted">{t('total')}</span>
          <span className="text-2xl font-bold">{formatFen(totalFen, currency)}</span>
        </p>
        {step === 'cash' ? (
          <CashForm
            totalFen={totalFen}
            currency={currency}
            busy={busy}
            onBack={onBack}
            onPaid={(receivedFen) => sell('cash', receivedFen)}
          />
        ) : (
          <LaterForm
            busy={busy}
            onBack={onBack}
            onOpen={(words) =>
              once(async () => {
                const made = await client.ticket.open({ runId: run.id, lines, ...words });
                onDone({ ...made, changeFen: null, tender: null });
              })
            }
          />
        )}
      </div>
    </>
  );
}
