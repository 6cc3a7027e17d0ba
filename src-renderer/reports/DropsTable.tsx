import { useMemo } from 'react';
import type { Report, ReportDrop } from '#shared/domain/report/report.schema.ts';
import { useWords } from '../app/i18n.ts';
import { formatTime } from '../ui/format.ts';
import { Quiet, ReportSection } from './ReportSection.tsx';
import { type Column, SortTable } from './SortTable.tsx';
import { countText, moneyIn } from './say.ts';

/** What was given away, what it can cost, and what it brought where orders say so. */
export function DropsTable({ report: { drops, currency } }: { report: Report }) {
  const t = useWords('reports');
  const columns = useMemo<Column<ReportDrop>[]>(() => {
    const money = moneyIn(currency);
    const unknown = <span className="text-faint">{t('unknown')}</span>;
    return [
      {
        ...{ id: 'title', head: t('colDrop'), left: true, value: ({ title }) => title },
        cell: ({ title }) => title,
      },
      {
        ...{ id: 'state', head: t('colState'), left: true },
        cell: ({ state, openedAt }) =>
          `${t(`dropState_${state}`)}${openedAt === null ? '' : ` · ${formatTime(Date.parse(openedAt))}`}`,
      },
      {
        ...{ id: 'claimed', head: t('colClaimed'), value: ({ claimed }) => claimed },
        cell: ({ claimed, quota }) => `${countText(claimed)} / ${countText(quota)}`,
      },
      {
        ...{ id: 'refused', head: t('colRefused'), value: ({ refused }) => refused },
        cell: ({ refused }) => countText(refused),
      },
      {
        ...{ id: 'cost', head: t('colCost'), value: ({ costFen }) => costFen },
        cell: ({ costFen }) => (costFen === null ? unknown : money(costFen)),
      },
      {
        ...{ id: 'used', head: t('colUsed'), value: ({ usedCount }) => usedCount },
        cell: ({ usedCount }) => (usedCount === null ? unknown : countText(usedCount)),
      },
      {
        ...{ id: 'gmv', head: t('colBrought'), value: ({ gmvFen }) => gmvFen },
        cell: ({ gmvFen }) => (gmvFen === null ? unknown : money(gmvFen)),
      },
    ];
  }, [t, currency]);
  return (
    <ReportSection title={t('drops')}>
      {drops.length === 0 ? (
        <Quiet>{t('dropsEmpty')}</Quiet>
      ) : (
        <SortTable
          label={t('drops')}
          rows={drops}
          columns={columns}
          keyOf={({ dropId }) => dropId}
          attributes={({ dropId, claimed, costFen, usedCount, gmvFen }) => ({
            ...{ 'data-drop': dropId, 'data-claimed': claimed, 'data-cost': costFen ?? undefined },
            ...{ 'data-used': usedCount ?? undefined, 'data-gmv': gmvFen ?? undefined },
          })}
          testId="report-drops"
        />
      )}
    </ReportSection>
  );
}
