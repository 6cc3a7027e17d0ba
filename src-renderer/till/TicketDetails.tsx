import { formatFen } from '#shared/domain/money.ts';
import { changeFenOf, type Ticket } from '#shared/domain/till/ticket.schema.ts';
import { useWords } from '../app/i18n.ts';
import { useNowMs } from '../client/now.ts';
import { timeText } from '../sync/age.ts';
import { Pill } from '../ui/Pill.tsx';
import { standingFen } from './ticket-view.ts';

/** A ticket's lines, its money, and what happened to it, in order. */
export function TicketDetails({ ticket, currency, own }: { ticket: Ticket; currency: string; own: boolean }) {
  const t = useWords('till');
  const nowMs = useNowMs();
  const money = (amount: number) => formatFen(amount, currency);
  const time = (at: string) => timeText(Date.parse(at), nowMs);
  const changeFen = changeFenOf(ticket);
  return (
    <div className="flex flex-col gap-3 text-sm">
      {(ticket.buyerName !== '' || ticket.note !== '') && (
        <p className="break-words">
          {ticket.buyerName !== '' && <strong className="mr-2">{ticket.buyerName}</strong>}
          <span className="text-muted">{ticket.note}</span>
        </p>
      )}
      <table className="w-full" data-testid="ticket-lines">
        <tbody>
          {ticket.lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a ticket's lines are known by their place and never move
            <tr key={at} className="border-b border-line">
              <td className="py-1.5 pr-2 break-words">
                {line.title}
                {line.refundedQty > 0 && (
                  <Pill className="ml-2">{t('refundedOf', { n: line.refundedQty })}</Pill>
                )}
              </td>
              <td className="w-28 py-1.5 text-right text-muted">
                {line.qty} × {money(line.priceFen)}
              </td>
              <td className="w-28 py-1.5 text-right font-semibold">{money(line.amountFen)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td className="pt-2 text-muted">{t('total')}</td>
            <td className="pt-2 text-right text-muted">
              {ticket.refundedFen > 0 && `− ${money(ticket.refundedFen)}`}
            </td>
            <td
              data-testid="ticket-standing"
              data-fen={standingFen(ticket)}
              className="pt-2 text-right text-lg font-bold"
            >
              {money(standingFen(ticket))}
            </td>
          </tr>
        </tfoot>
      </table>
      <ul className="flex flex-col gap-0.5 text-muted">
        <li>{t('ticketOpened', { time: time(ticket.openedAt) })}</li>
        {ticket.paidAt !== null && ticket.tender !== null && (
          <li>
            {t('ticketPaid', { time: time(ticket.paidAt), tender: t(`tender_${ticket.tender}`) })}
            {ticket.receivedFen !== null && changeFen !== null && (
              <> · {t('ticketReceived', { received: money(ticket.receivedFen), change: money(changeFen) })}</>
            )}
          </li>
        )}
        {ticket.refunds.map((refund, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: refunds are only ever added at the end
          <li key={at}>
            {t('refundLine', {
              time: time(refund.at),
              amount: money(refund.amountFen),
              tender: t(`tender_${refund.tender}`),
            })}
            {' · '}
            {t(refund.restock ? 'refundRestocked' : 'refundNotRestocked')}
            {refund.note !== '' && ` · ${refund.note}`}
          </li>
        ))}
        {ticket.cancelledAt !== null && <li>{t('ticketCancelled', { time: time(ticket.cancelledAt) })}</li>}
      </ul>
      {ticket.marks.map((mark) => (
        <p key={mark} className="flex items-center gap-2 text-warn">
          <Pill tone="warn">{t(`mark_${mark}`)}</Pill>
          {t(`markTip_${mark}`)}
        </p>
      ))}
      {!own && <p className="text-muted">{t('ticketOther', { till: ticket.deviceName })}</p>}
    </div>
  );
}
