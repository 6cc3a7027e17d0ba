import { useMemo } from 'react';
import type { Report, ReportTake } from '#shared/domain/report/report.schema.ts';
import { useWords } from '../app/i18n.ts';
import { formatDuration, formatTime } from '../ui/format.ts';
import { Quiet, ReportSection } from './ReportSection.tsx';
import { type Column, SortTable } from './SortTable.tsx';
import { countText, moneyIn } from './say.ts';

/** Every stretch on air, in its order. */
export function TakesTable({ report: { takes, currency } }: { report: Report }) {
  const t = useWords('reports');
  const columns = useMemo<Column<ReportTake>[]>(() => {
    const money = moneyIn(currency);
    return [
      {
        ...{ id: 'from', head: t('colFrom'), left: true, value: ({ fromAt }) => Date.parse(fromAt) },
        cell: ({ fromAt }) => formatTime(Date.parse(fromAt)),
      },
      {
        ...{ id: 'to', head: t('colTo'), left: true },
        cell: ({ toAt }) => (toAt === null ? t('stillOn') : formatTime(Date.parse(toAt))),
      },
      {
        ...{ id: 'name', head: t('colProduct'), left: true, value: ({ name }) => name },
        cell: ({ name }) => name,
      },
      {
        ...{ id: 'sec', head: t('colSeconds'), value: ({ sec }) => sec },
        cell: ({ sec }) => formatDuration(sec),
      },
      {
        ...{ id: 'qty', head: t('colQty'), value: ({ qty }) => qty },
        cell: ({ qty }) => countText(qty),
      },
      {
        ...{ id: 'gross', head: t('colGross'), value: ({ grossFen }) => grossFen },
        cell: ({ grossFen }) => money(grossFen),
      },
      {
        ...{ id: 'refunds', head: t('colRefunds'), value: ({ refundsFen }) => refundsFen },
        cell: ({ refundsFen }) => money(refundsFen),
      },
    ];
  }, [t, currency]);
  return (
    <ReportSection title={t('takes')}>
      {takes.length === 0 ? (
        <Quiet>{t('takesEmpty')}</Quiet>
      ) : (
        <SortTable
          label={t('takes')}
          rows={takes}
          columns={columns}
          keyOf={({ slotId, fromAt }, at) => `${slotId}${fromAt}${at}`}
          attributes={({ sku, grossFen, qty }) => ({
            ...{ 'data-sku': sku ?? '', 'data-gross': grossFen, 'data-qty': qty },
          })}
          testId="report-takes"
        />
      )}
    </ReportSection>
  );
}
