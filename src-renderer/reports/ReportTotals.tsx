import type { ReactNode } from 'react';
import type { Report } from '#shared/domain/report/report.schema.ts';
import { useWords } from '../app/i18n.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { countText, moneyIn, percentText } from './say.ts';

/** The show in its few large figures. */
export function ReportTotals({ report }: { report: Report }) {
  const t = useWords('reports');
  const { totals, currency, targetFen, peakOnline } = report;
  const money = moneyIn(currency);
  const { grossFen, netFen, refundsFen, orders, refundsCount, buyers } = totals;
  if (orders === 0 && refundsCount === 0)
    return (
      <div className="py-4">
        <EmptyState title={t('noOrders')}>{t('noOrdersText')}</EmptyState>
      </div>
    );
  return (
    <dl
      className="report-figure mt-3 grid grid-cols-4 gap-x-6 gap-y-3 min-[1200px]:grid-cols-7"
      data-testid="report-totals"
    >
      <Total id="net" label={t('net')} value={netFen} note={targetNote()}>
        {money(netFen)}
      </Total>
      <Total id="gross" label={t('gross')} value={grossFen}>
        {money(grossFen)}
      </Total>
      <Total
        id="refunds"
        label={t('refunds')}
        value={refundsFen}
        note={
          refundsCount === 0
            ? t('refundsNone')
            : t('refundsShare', { count: refundsCount, percent: percentText(refundsFen, grossFen) })
        }
      >
        {money(refundsFen)}
      </Total>
      <Total id="orders" label={t('orders')} value={orders}>
        {countText(orders)}
      </Total>
      <Total id="buyers" label={t('buyers')} value={buyers}>
        {countText(buyers)}
      </Total>
      <Total id="aov" label={t('aov')} value={orders === 0 ? 0 : Math.round(grossFen / orders)}>
        {orders === 0 ? '–' : money(Math.round(grossFen / orders))}
      </Total>
      <Total id="peak" label={t('peak')} value={peakOnline ?? -1}>
        {peakOnline === null ? t('unknown') : countText(peakOnline)}
      </Total>
    </dl>
  );

  function targetNote(): string | undefined {
    return targetFen === null
      ? undefined
      : `${t('target')} ${money(targetFen)} · ${t('targetShare', { percent: percentText(netFen, targetFen) })}`;
  }
}

function Total({
  id,
  label,
  value,
  note,
  children,
}: {
  id: string;
  label: string;
  value: number;
  note?: string | undefined;
  children: ReactNode;
}) {
  return (
    <div data-testid={`report-${id}`} data-value={value}>
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="text-xl font-semibold tracking-tight">
        {children}
        {note && <span className="block text-xs font-normal tracking-normal text-muted">{note}</span>}
      </dd>
    </div>
  );
}
