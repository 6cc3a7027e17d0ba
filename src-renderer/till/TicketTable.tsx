import type { z } from 'zod';
import type { ticketListSchema } from '#shared/contract/till.ts';
import { formatFen } from '#shared/domain/money.ts';
import type { Ticket } from '#shared/domain/till/ticket.schema.ts';
import { useWords } from '../app/i18n.ts';
import { useNowMs } from '../client/now.ts';
import { timeText } from '../sync/age.ts';
import { SyncMark } from '../sync/SyncMark.tsx';
import { useMarks } from '../sync/use-sync.ts';
import { cx } from '../ui/class-names.ts';
import { Pill } from '../ui/Pill.tsx';
import { itemsText, standingFen, stateTones } from './ticket-view.ts';

export type TicketList = z.infer<typeof ticketListSchema>;

/** Tickets, newest first. A row opens its ticket; what the hub has not confirmed is marked. */
export function TicketTable({
  list: { tickets, pendingIds },
  currency,
  onOpen,
  dense = false,
}: {
  list: TicketList;
  currency: string;
  onOpen: (ticketId: string) => void;
  /** Without the column of the tender, and with no head. */
  dense?: boolean;
}) {
  const t = useWords('till');
  const head = ['colLabel', 'colTime', 'colBuyer', 'colItems', 'colTotal', 'colState'] as const;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <table className="w-full table-fixed text-sm">
        <colgroup>
          {head.map((word) => (
            <col key={word} className={columns[word]} />
          ))}
        </colgroup>
        <thead className={dense ? 'sr-only' : 'sticky top-0 z-10 bg-panel'}>
          <tr className="text-left text-xs text-muted">
            {head.map((word) => (
              <th
                key={word}
                scope="col"
                className={cx(
                  'border-b border-line px-2 py-1.5 font-normal',
                  word === 'colTotal' && 'text-right',
                )}
              >
                {t(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tickets.map((ticket) => (
            <Row
              key={ticket.id}
              ticket={ticket}
              pending={pendingIds.includes(ticket.id)}
              currency={currency}
              dense={dense}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const columns = {
  colLabel: 'w-36',
  colTime: 'w-24',
  colBuyer: 'w-28',
  colItems: '',
  colTotal: 'w-28',
  colState: 'w-60',
} as const;

function Row({
  ticket,
  pending,
  currency,
  dense,
  onOpen,
}: {
  ticket: Ticket;
  pending: boolean;
  currency: string;
  dense: boolean;
  onOpen: (ticketId: string) => void;
}) {
  const t = useWords('till');
  const nowMs = useNowMs();
  const marks = useMarks();
  const { id, label, openedAt, buyerName, lines, state, tender, source, refundedFen } = ticket;
  const mark = marks([id], pending);
  const cell = cx('px-2', dense ? 'py-1' : 'py-2');
  const at = Date.parse(openedAt);
  return (
    <tr
      data-testid="ticket-row"
      data-ticket-id={id}
      data-state={state}
      data-mark={mark ?? ''}
      className="border-b border-line last:border-b-0 hover:bg-hover"
    >
      <td className={cell}>
        <button
          type="button"
          data-thing={id}
          data-testid="ticket-open"
          className="max-w-full truncate rounded font-semibold underline-offset-2 hover:underline"
          onClick={() => onOpen(id)}
        >
          {label}
        </button>
      </td>
      <td className={cx(cell, 'text-muted')}>
        <time dateTime={openedAt}>{timeText(at, nowMs)}</time>
      </td>
      <td className={cx(cell, 'truncate')} title={buyerName}>
        {buyerName || '—'}
      </td>
      <td className={cx(cell, 'truncate text-muted')} title={itemsText(lines, '\n')}>
        {itemsText(lines, ' · ')}
      </td>
      <td className={cx(cell, 'text-right font-semibold')}>
        {formatFen(standingFen(ticket), currency)}
        {refundedFen > 0 && (
          <s className="block text-2xs font-normal text-muted">{formatFen(ticket.totalFen, currency)}</s>
        )}
      </td>
      <td className={cell}>
        <span className="flex flex-wrap items-center gap-1">
          <Pill tone={stateTones[state]}>
            {t(`state_${state}`)}
            {tender !== null && !dense && ` · ${t(`tender_${tender}`)}`}
          </Pill>
          {source === 'chain' && <Pill>{t('fromChain')}</Pill>}
          {ticket.marks.map((each) => (
            <Pill key={each} tone="warn" title={t(`markTip_${each}`)}>
              {t(`mark_${each}`)}
            </Pill>
          ))}
          <SyncMark mark={mark} />
        </span>
      </td>
    </tr>
  );
}
