import { useMemo } from 'react';
import type { ReportSummary } from '#shared/domain/report/report.schema.ts';
import { monthsOf } from '#shared/domain/report/report-curve.ts';
import { useWords } from '../app/i18n.ts';
import { changeText, moneyIn, monthOf } from './say.ts';

/** Month on month: a line a month and currency, with what it is against the one before. */
export function MonthTable({ summaries }: { summaries: readonly ReportSummary[] }) {
  const t = useWords('reports');
  const currencies = useMemo(() => [...new Set(summaries.map(({ currency }) => currency))], [summaries]);
  const lines = currencies.flatMap((currency) =>
    monthsOf(summaries, currency, monthOf).map((line, at, all) => ({
      ...line,
      currency,
      before: all[at + 1] ?? null,
    })),
  );
  if (lines.length === 0) return null;
  return (
    <section aria-label={t('months')} className="px-3 py-2" data-testid="report-months">
      <h3 className="text-xs font-semibold text-muted">{t('months')}</h3>
      <ul className="mt-1 space-y-1.5">
        {lines.map(({ month, currency, shows, netFen, before }) => (
          <li key={`${month}${currency}`} data-month={month} data-net={netFen} className="text-sm">
            <span className="flex items-baseline gap-2">
              <span className="min-w-0 flex-1">
                {month} <span className="text-xs text-muted">{t('monthShows', { shows })}</span>
              </span>
              <span className="font-semibold">{moneyIn(currency)(netFen)}</span>
            </span>
            {before && (
              <span className="block text-xs text-muted">
                {t('monthChange', { change: changeText(netFen - before.netFen, moneyIn(currency), t) })}
              </span>
            )}
          </li>
        ))}
      </ul>
      <p className="mt-2 text-2xs text-faint">{t('monthNote')}</p>
    </section>
  );
}
