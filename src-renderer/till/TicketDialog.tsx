import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../app/i18n.ts';
import { client, orpc } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { SyncMark } from '../sync/SyncMark.tsx';
import { useMarks } from '../sync/use-sync.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Pill } from '../ui/Pill.tsx';
import { toast } from '../ui/toast.ts';
import { CollectDialog } from './CollectDialog.tsx';
import { Loaded } from './Loaded.tsx';
import { RefundDialog } from './RefundDialog.tsx';
import { TicketDetails } from './TicketDetails.tsx';
import { canRefund, stateTones } from './ticket-view.ts';
import type { TillPlace } from './till-place.ts';
import { useTillSheet } from './use-till.ts';

/** One ticket: what, how much, how paid, what came back; and, at the till that made it, what can be done with it. */
export function TicketDialog({
  ticketId,
  onClose,
  ...place
}: TillPlace & {
  ticketId: string;
  onClose: () => void;
}) {
  const t = useWords('till');
  const act = useAct();
  const marks = useMarks();
  const query = useQuery(orpc.till.ticket.queryOptions({ input: { ticketId } }));
  const deviceId = useTillSheet(place.run.id).data?.deviceId;
  const [doing, setDoing] = useState<'collect' | 'refund' | 'cancel' | null>(null);
  const ticket = query.data?.ticket ?? null;
  const own = ticket !== null && ticket.deviceId === deviceId;
  const back = () => setDoing(null);
  if (ticket && doing === 'collect')
    return <CollectDialog ticket={ticket} {...place} onBack={back} onDone={onClose} />;
  if (ticket && doing === 'refund')
    return <RefundDialog ticket={ticket} currency={place.currency} onClose={back} />;
  return (
    <>
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        width="md"
        testId="ticket-dialog"
        title={
          <span className="flex flex-wrap items-center gap-2">
            {t('ticketTitle', { label: ticket?.label ?? '…' })}
            {ticket && (
              <>
                <Pill tone={stateTones[ticket.state]}>{t(`state_${ticket.state}`)}</Pill>
                {ticket.runKind === 'rehearsal' && <Pill tone="warn">{t('practice')}</Pill>}
                <SyncMark mark={marks([ticket.id], query.data?.pending ?? false)} />
              </>
            )}
          </span>
        }
        footer={
          own && (
            <>
              {ticket.state === 'open' && (
                <>
                  <Button
                    look="danger"
                    className="h-11"
                    onClick={() => setDoing('cancel')}
                    data-testid="ticket-cancel"
                  >
                    {t('cancelTicket')}
                  </Button>
                  <Button
                    look="primary"
                    className="h-11 px-6"
                    onClick={() => setDoing('collect')}
                    data-testid="ticket-collect"
                  >
                    {t('collect')}
                  </Button>
                </>
              )}
              {canRefund(ticket) && (
                <Button className="h-11" onClick={() => setDoing('refund')} data-testid="ticket-refund">
                  {t('refund')}
                </Button>
              )}
            </>
          )
        }
      >
        <Loaded query={query}>
          {(read) => <TicketDetails ticket={read.ticket} currency={place.currency} own={own} />}
        </Loaded>
      </Dialog>
      {ticket && doing === 'cancel' && (
        <ConfirmDialog
          open
          onOpenChange={back}
          title={t('cancelTitle', { label: ticket.label })}
          description={t('cancelText')}
          confirmLabel={t('cancelDo')}
          look="danger"
          onConfirm={async () => {
            if (await act(() => client.ticket.cancel({ ticketId })))
              toast.say(t('cancelled', { label: ticket.label }));
          }}
        />
      )}
    </>
  );
}
