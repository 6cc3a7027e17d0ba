import { lazy, Suspense, useMemo } from 'react';
import type { Report } from '#shared/domain/report/report.schema.ts';
import { curveSinceStart, lengthMinutes, startMsOf } from '#shared/domain/report/report-curve.ts';
import { useWords } from '../app/i18n.ts';
import { Fallback } from '../ui/Fallback.tsx';
import { type Band, bandsOf, type ChartPoint, dropMarks, stepPoints } from './chart-points.ts';
import { PrintCurve } from './PrintCurve.tsx';
import { Quiet, ReportSection } from './ReportSection.tsx';
import { moneyIn } from './say.ts';

const ReportChart = lazy(async () => ({ default: (await import('./ReportChart.tsx')).ReportChart }));

export interface Series {
  readonly id: 'gross' | 'net' | 'other';
  readonly name: string;
  readonly points: readonly ChartPoint[];
}

export interface ChartView {
  readonly series: readonly Series[];
  readonly bands: readonly Band[];
  readonly drops: readonly { readonly minute: number; readonly title: string }[];
  readonly lastMinute: number;
  readonly currency: string;
}

/** GMV by minutes since the start, with what was on air behind it, drops across it, and another show beside it. */
export function ReportCurve({ report, other }: { report: Report; other: Report | null }) {
  const t = useWords('reports');
  const view = useMemo<ChartView | null>(() => {
    const startMs = startMsOf(report);
    const curve = curveSinceStart(report);
    if (startMs === null || curve.length === 0) return null;
    const last = curve.at(-1)?.minute ?? 0;
    const lastMinute = Math.max(last + 1, report.startedAt === null ? 0 : lengthMinutes(report), 1);
    const otherCurve = other ? curveSinceStart(other).filter(({ minute }) => minute <= lastMinute) : [];
    return {
      series: [
        { id: 'gross', name: t('curveGross'), points: stepPoints(curve, 'grossFen', lastMinute) },
        { id: 'net', name: t('curveNet'), points: stepPoints(curve, 'netFen', lastMinute) },
        ...(other
          ? [
              {
                ...{ id: 'other' as const, name: t('curveOther', { title: other.title }) },
                points: stepPoints(
                  otherCurve,
                  'netFen',
                  Math.min(lastMinute, lengthMinutes(other) || lastMinute),
                ),
              },
            ]
          : []),
      ],
      bands: bandsOf(report.takes, startMs, lastMinute),
      drops: dropMarks(report.drops, startMs, lastMinute),
      ...{ lastMinute, currency: report.currency },
    };
  }, [report, other, t]);
  const money = moneyIn(report.currency);
  return (
    <ReportSection title={t('curve')}>
      {view === null ? (
        <Quiet>{t('noOrdersText')}</Quiet>
      ) : (
        <div className="report-figure" data-testid="report-curve">
          <p className="sr-only">
            {t('curveAria', {
              minutes: view.lastMinute,
              gross: money(report.totals.grossFen),
              net: money(report.totals.netFen),
            })}
          </p>
          <Legend series={view.series} />
          <div className="report-screen-only relative h-72">
            <Fallback fallback={<Quiet>{t('curveBroken')}</Quiet>}>
              <Suspense fallback={null}>
                <ReportChart view={view} />
              </Suspense>
            </Fallback>
          </div>
          <PrintCurve view={view} />
        </div>
      )}
    </ReportSection>
  );
}

const lines = {
  gross: 'border-t-2 border-faint',
  net: 'border-t-[3px] border-text',
  other: 'border-t-2 border-dashed border-muted',
} as const;

function Legend({ series }: { series: readonly Series[] }) {
  return (
    <ul className="mb-1 flex flex-wrap gap-x-5 text-xs text-muted">
      {series.map(({ id, name }) => (
        <li key={id} className="flex items-center gap-2">
          <span aria-hidden className={`w-6 ${lines[id]}`} />
          {name}
        </li>
      ))}
    </ul>
  );
}
