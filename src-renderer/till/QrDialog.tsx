import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';

/**
 * The shop's payment code and the amount, large enough to be turned towards the buyer. Only the person can see that the
 * money has come; the focus stands on "not yet".
 */
export function QrDialog({
  totalFen,
  currency,
  payQr,
  busy,
  onBack,
  onPaid,
}: {
  totalFen: number;
  currency: string;
  payQr: string | null;
  busy: boolean;
  onBack: () => void;
  onPaid: () => void;
}) {
  const t = useWords('till');
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onBack()}
      title={t('qrTitle')}
      testId="qr-dialog"
      footer={
        <>
          {/* Enter must not say that money has come */}
          <Button autoFocus className="h-12" onClick={onBack}>
            {t('qrNotYet')}
          </Button>
          <Button
            look="primary"
            disabled={busy}
            className="h-12 px-8 text-base"
            data-testid="qr-confirm"
            onClick={onPaid}
          >
            {t('qrDo')}
          </Button>
        </>
      }
    >
      <p data-testid="qr-amount" className="py-2 text-center text-[2.75rem] font-bold leading-tight">
        {formatFen(totalFen, currency)}
      </p>
      {payQr ? (
        <img src={payQr} alt={t('qrAlt')} className="mx-auto max-h-[46vh] rounded-md bg-white p-3" />
      ) : (
        <p className="mx-auto max-w-sm rounded-md border border-dashed border-line-strong p-6 text-center text-sm text-muted">
          {t('qrNone')}
        </p>
      )}
      <p className="mt-3 text-center text-sm text-muted">{t('qrText')}</p>
    </Dialog>
  );
}
