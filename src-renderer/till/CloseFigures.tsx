import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatFen } from '#shared/domain/money.ts';
import type { TillClose } from '#shared/domain/till/close.ts';
import { useWords } from '../app/i18n.ts';

/** This till's day: large enough to be read out to whoever counts the money. */
export function CloseFigures({
  close: { tills, signups },
  currency,
  today,
}: {
  close: TillClose;
  currency: string;
  today: boolean;
}) {
  const t = useWords('till');
  const own = tills.find(({ self }) => self);
  const money = (amount: number) => formatFen(amount, currency);
  if (!own)
    return (
      <p className="rounded-md border border-dashed border-line-strong p-6 text-center text-muted">
        {t('closeEmpty')}
      </p>
    );
  const { cash, qr } = own.byTender;
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(14rem,1fr))] gap-2">
      <Card
        label={t('figSold')}
        testId="close-gross"
        fen={own.grossFen}
        figure={money(own.grossFen)}
        note={t('figTickets', { n: own.tickets, pieces: own.pieces })}
      />
      <Card
        label={t('figRefunds')}
        testId="close-refunds"
        fen={own.refundsFen}
        figure={money(own.refundsFen)}
        note={t('figRefundsCount', { n: own.refunds })}
      />
      <Card label={t('figNet')} testId="close-net" fen={own.netFen} figure={money(own.netFen)} />
      <Card
        label={t('figCash')}
        testId="close-cash"
        fen={own.cashExpectedFen}
        figure={money(own.cashExpectedFen)}
        note={t('figCashHow', { taken: money(cash.takenFen), back: money(cash.givenBackFen) })}
      />
      <Card
        label={t('figQr')}
        testId="close-qr"
        fen={qr.takenFen - qr.givenBackFen}
        figure={money(qr.takenFen - qr.givenBackFen)}
        note={t('figCashHow', { taken: money(qr.takenFen), back: money(qr.givenBackFen) })}
      />
      <Card
        label={t('figOpen')}
        figure={String(own.openTickets)}
        note={
          own.openTickets > 0 && (
            <>
              {t('figOpenAmount', { amount: money(own.openFen) })} ·{' '}
              <Link to="/till/tickets?show=open" className="underline">
                {t('goOpen')}
              </Link>
            </>
          )
        }
      />
      <Card
        label={t('figStock')}
        figure={String(own.leasedLeft)}
        note={
          own.leasedLeft > 0 ? (
            <>
              {t('figStockText', { n: own.leasedLeft })} ·{' '}
              <Link to="/till/stock" className="underline">
                {t('goStock')}
              </Link>
            </>
          ) : (
            t('figStockNone')
          )
        }
      />
      <Card
        label={t(today ? 'figSignups' : 'figSignupsAll')}
        testId="close-signups"
        figure={String(signups)}
      />
      {own.marked > 0 && <Card label={t('figMarked')} figure={String(own.marked)} warn />}
    </dl>
  );
}

function Card({
  label,
  figure,
  note,
  testId,
  fen,
  warn = false,
}: {
  label: string;
  figure: string;
  note?: ReactNode;
  testId?: string;
  fen?: number;
  warn?: boolean;
}) {
  return (
    <div className={`rounded-md border px-3 py-2 ${warn ? 'border-warn' : 'border-line'}`}>
      <dt className="text-xs text-muted">{label}</dt>
      <dd>
        <span
          data-testid={testId}
          data-fen={fen}
          className={`block text-2xl font-bold ${warn ? 'text-warn' : ''}`}
        >
          {figure}
        </span>
        <span className="block min-h-5 text-xs text-muted">{note}</span>
      </dd>
    </div>
  );
}
