import { CircleCheck, Clock3 } from 'lucide-react';
import { formatFen } from '#shared/domain/money.ts';
import type { Tender } from '#shared/domain/till/ticket.schema.ts';
import { useWords } from '../app/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { Pill } from '../ui/Pill.tsx';

/** A ticket that was just made. `tender` null = kept aside, to be paid later. */
export interface Receipt {
  readonly label: string;
  readonly totalFen: number;
  readonly changeFen: number | null;
  readonly tender: Tender | null;
}

/** What to tell the buyer. It makes way for the next scan by itself. */
export function ReceiptPanel({
  receipt: { label, totalFen, changeFen, tender },
  currency,
  practice,
  onNext,
}: {
  receipt: Receipt;
  currency: string;
  practice: boolean;
  onNext: () => void;
}) {
  const t = useWords('till');
  const Icon = tender ? CircleCheck : Clock3;
  return (
    <div
      data-testid="receipt"
      data-label={label}
      className="m-auto flex w-full flex-col items-center gap-2 p-6 text-center"
    >
      <Icon size={40} aria-hidden className={tender ? 'text-ok' : 'text-muted'} />
      <div role="status">
        <p className="text-lg font-semibold">{t(tender ? 'receiptPaid' : 'receiptOpened')}</p>
        <p className="text-[2.25rem] font-bold leading-tight">{formatFen(totalFen, currency)}</p>
        {tender && <p className="text-sm text-muted">{t(`tender_${tender}`)}</p>}
        {changeFen !== null && changeFen > 0 && (
          <p data-testid="receipt-change" className="mt-2 text-xl font-semibold">
            {t('receiptChange', { amount: formatFen(changeFen, currency) })}
          </p>
        )}
        <p className="mt-3 text-sm text-muted">{t('receiptLabel')}</p>
        <p data-testid="receipt-label" className="text-2xl font-bold tracking-wide">
          {label}
        </p>
      </div>
      {practice && <Pill tone="warn">{t('practice')}</Pill>}
      {/* Typing and scanning go on from here */}
      <Button autoFocus className="mt-4 h-12 w-full" onClick={onNext} data-testid="receipt-next">
        {t('receiptNext')}
      </Button>
    </div>
  );
}
