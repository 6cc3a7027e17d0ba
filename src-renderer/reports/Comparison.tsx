import type { KeptReport } from '#shared/contract/report.ts';
import type { Report, ReportSummary } from '#shared/domain/report/report.schema.ts';
import { compareReports } from '#shared/domain/report/report-curve.ts';
import { useWords } from '../app/i18n.ts';
import { formatDay } from '../ui/format.ts';
import { Select } from '../ui/Select.tsx';
import { Quiet } from './ReportSection.tsx';
import { changeText, countText, moneyIn } from './say.ts';

/** Another show to hold beside this one: of the same kind and currency, so that rehearsals never stand beside sales. */
export function CompareSelect({
  report,
  summaries,
  value,
  onChange,
}: {
  report: Report;
  summaries: readonly ReportSummary[];
  value: string;
  onChange: (key: string) => void;
}) {
  const t = useWords('reports');
  const others = summaries.filter(
    ({ showId, runKind, currency }) =>
      showId !== report.showId && runKind === report.runKind && currency === report.currency,
  );
  if (others.length === 0) return null;
  return (
    <Select
      aria-label={t('compare')}
      data-testid="report-compare"
      className="max-w-64"
      value={value}
      onChange={onChange}
      options={[
        { value: '', label: `${t('compare')}: ${t('compareNone')}` },
        ...others.map(({ showId, runKind, title, startedAt }) => ({
          value: `${showId}/${runKind}`,
          label: startedAt === null ? title : `${title} · ${formatDay(Date.parse(startedAt))}`,
        })),
      ]}
    />
  );
}

/** Both at the same minute since their start, in words. */
export function ComparisonWords({
  report,
  other,
}: {
  report: Report;
  other: { data: KeptReport | undefined; isError: boolean };
}) {
  const t = useWords('reports');
  if (!other.data) return <Quiet>{t(other.isError ? 'compareFailed' : 'compareLoading')}</Quiet>;
  const { title } = other.data.report;
  const compared = compareReports(report, other.data.report);
  const money = moneyIn(report.currency);
  return (
    <p
      className="report-figure mt-2 text-sm"
      data-testid="report-comparison"
      data-minute={compared.minute}
      data-net={compared.netFen}
    >
      {t('compareAt', { minute: compared.minute })}{' '}
      {t('compareNet', {
        mine: money(compared.mine.netFen),
        title,
        other: money(compared.other.netFen),
        change: changeText(compared.netFen, money, t),
      })}{' '}
      {t('compareGross', {
        mine: money(compared.mine.grossFen),
        other: money(compared.other.grossFen),
        change: changeText(compared.grossFen, money, t),
      })}{' '}
      {t('compareOrders', {
        mine: countText(compared.mine.orders),
        other: countText(compared.other.orders),
        change: changeText(compared.orders, countText, t),
      })}
    </p>
  );
}
