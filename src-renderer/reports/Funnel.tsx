import type { Report } from '#shared/domain/report/report.schema.ts';
import { useWords } from '../app/i18n.ts';
import { ReportSection } from './ReportSection.tsx';
import { countText, percentText } from './say.ts';

/** From who came in to who paid. A step that nobody has told is said to be unknown, never 0. */
export function Funnel({ report: { funnel } }: { report: Report }) {
  const t = useWords('reports');
  const most = Math.max(1, ...funnel.map(({ count }) => count ?? 0));
  return (
    <ReportSection title={t('funnel')}>
      <ol className="report-figure max-w-3xl space-y-1" data-testid="report-funnel">
        {funnel.map(({ step, count }, at) => {
          const before = funnel.slice(0, at).findLast((other) => other.count !== null);
          return (
            <li
              key={step}
              data-step={step}
              data-count={count ?? 'unknown'}
              className="flex items-center gap-3 text-sm"
            >
              <span className="w-44 shrink-0 text-muted">{t(`step_${step}`)}</span>
              <span aria-hidden className="h-3 min-w-0 flex-1 overflow-hidden rounded-sm bg-raised">
                <span
                  className={count === null ? 'hatched-faint block h-full' : 'block h-full bg-line-strong'}
                  style={{ width: count === null ? '100%' : `${(count / most) * 100}%` }}
                />
              </span>
              <span className="w-20 shrink-0 text-right font-semibold">
                {count === null ? (
                  <span className="font-normal text-faint">{t('unknown')}</span>
                ) : (
                  countText(count)
                )}
              </span>
              <span className="w-56 shrink-0 text-xs text-muted">
                {count !== null &&
                  before &&
                  t('ofStep', {
                    step: t(`step_${before.step}`),
                    percent: percentText(count, before.count ?? 0),
                  })}
              </span>
            </li>
          );
        })}
      </ol>
    </ReportSection>
  );
}
