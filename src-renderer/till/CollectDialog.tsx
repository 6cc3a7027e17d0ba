import { useState } from 'react';
import { formatFen } from '#shared/domain/money.ts';
import type { Tender, Ticket } from '#shared/domain/till/ticket.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { toast } from '../ui/toast.ts';
import { CashForm } from './CashForm.tsx';
import { QrDialog } from './QrDialog.tsx';
import type { TillPlace } from './till-place.ts';
import { useOnce } from './use-once.ts';
import { useTillSetUp } from './use-till.ts';

/** Takes the money for a ticket that was kept aside. */
export function CollectDialog({
  ticket,
  show,
  currency,
  onBack,
  onDone,
}: TillPlace & {
  ticket: Ticket;
  onBack: () => void;
  onDone: () => void;
}) {
  const t = useWords('till');
  const setUp = useTillSetUp(show.id);
  const [busy, once] = useOnce();
  const [tender, setTender] = useState<Tender>('cash');
  const pay = (receivedFen: number | null) =>
    once(async () => {
      const { changeFen } = await client.ticket.pay({ ticketId: ticket.id, tender, receivedFen });
      const change = changeFen !== null && changeFen > 0 ? formatFen(changeFen, currency) : null;
      const said = t('collected', { label: ticket.label });
      toast.ok(change === null ? said : `${said} · ${t('receiptChange', { amount: change })}`);
      onDone();
    });
  if (tender === 'qr')
    return (
      <QrDialog
        totalFen={ticket.totalFen}
        currency={currency}
        payQr={setUp?.payQr ?? null}
        busy={busy}
        onBack={() => setTender('cash')}
        onPaid={() => pay(null)}
      />
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onBack()}
      title={t('collectTitle', { label: ticket.label })}
      testId="collect-dialog"
    >
      <div className="flex flex-col gap-3">
        <p className="flex items-baseline justify-between">
          <span className="text-muted">{ticket.buyerName}</span>
          <span className="text-2xl font-bold">{formatFen(ticket.totalFen, currency)}</span>
        </p>
        <Button className="h-12" data-testid="collect-qr" onClick={() => setTender('qr')}>
          {t('payQr')}
        </Button>
        <CashForm totalFen={ticket.totalFen} currency={currency} busy={busy} onBack={onBack} onPaid={pay} />
      </div>
    </Dialog>
  );
}
