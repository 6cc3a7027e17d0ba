import { useMemo } from 'react';
import type { Report } from '#shared/domain/report/report.schema.ts';
import { useWords } from '../app/i18n.ts';
import { useChannelName } from '../wall/use-channel-name.ts';
import { Quiet, ReportSection } from './ReportSection.tsx';
import { type Column, SortTable } from './SortTable.tsx';
import { countText, moneyIn, percentText } from './say.ts';

interface Line {
  readonly name: string;
  readonly grossFen: number;
  readonly refundsFen: number;
  readonly orders: number;
}

/** Where orders came from, and whose they were. */
export function BreakdownTables({ report }: { report: Report }) {
  const t = useWords('reports');
  const channels = report.byChannel.map(({ channel, ...sums }) => ({ name: channel, ...sums }));
  const channelName = useChannelName();
  const shops = report.byShop.map(({ shopId, ...sums }) => ({ name: shopId, ...sums }));
  return (
    <div className="grid gap-x-6 min-[1500px]:grid-cols-2">
      <Breakdown
        report={report}
        title={t('channels')}
        lines={channels}
        nameOf={channelName}
        testId="report-channels"
      />
      <Breakdown report={report} title={t('shops')} lines={shops} testId="report-shops" />
    </div>
  );
}

function Breakdown({
  report: { currency, totals },
  title,
  lines,
  nameOf,
  testId,
}: {
  report: Report;
  title: string;
  lines: readonly Line[];
  /** Their names in words, where they have any. */
  nameOf?: (name: string) => string;
  testId: string;
}) {
  const t = useWords('reports');
  const { grossFen: all } = totals;
  const columns = useMemo<Column<Line>[]>(() => {
    const money = moneyIn(currency);
    return [
      {
        ...{ id: 'name', head: t('colName'), left: true, value: ({ name }) => name },
        cell: ({ name }) =>
          (name && (nameOf?.(name) ?? name)) || <span className="text-muted">{t('unnamed')}</span>,
      },
      {
        ...{ id: 'orders', head: t('colOrders'), value: ({ orders }) => orders },
        cell: ({ orders }) => countText(orders),
      },
      {
        ...{ id: 'gross', head: t('colGross'), value: ({ grossFen }) => grossFen },
        cell: ({ grossFen }) => money(grossFen),
      },
      {
        ...{ id: 'refunds', head: t('colRefunds'), value: ({ refundsFen }) => refundsFen },
        cell: ({ refundsFen }) => money(refundsFen),
      },
      {
        ...{ id: 'net', head: t('colNet'), value: ({ grossFen, refundsFen }) => grossFen - refundsFen },
        cell: ({ grossFen, refundsFen }) => money(grossFen - refundsFen),
      },
      {
        ...{ id: 'share', head: t('colShare'), value: ({ grossFen }) => grossFen },
        cell: ({ grossFen }) => percentText(grossFen, all),
      },
    ];
  }, [t, currency, all, nameOf]);
  return (
    <ReportSection title={title}>
      {lines.length === 0 ? (
        <Quiet>{t('noOrders')}</Quiet>
      ) : (
        <SortTable
          label={title}
          rows={lines}
          columns={columns}
          keyOf={({ name }) => name}
          attributes={({ name, grossFen, refundsFen, orders }) => ({
            ...{ 'data-name': name, 'data-gross': grossFen, 'data-refunds': refundsFen },
            'data-orders': orders,
          })}
          testId={testId}
        />
      )}
    </ReportSection>
  );
}
