import { FileChartColumn } from 'lucide-react';
import { useMemo } from 'react';
import { NavLink, useParams } from 'react-router';
import type { ReportSummary } from '#shared/domain/report/report.schema.ts';
import { runKindSchema } from '#shared/domain/show/show.schema.ts';
import { useCurrentShow } from '../app/current-show.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { describeError } from '../client/errors.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatDay } from '../ui/format.ts';
import { Panel, PanelHeader } from '../ui/Panel.tsx';
import { Pill } from '../ui/Pill.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { MonthTable } from './MonthTable.tsx';
import { ReportView } from './ReportView.tsx';
import { moneyIn } from './say.ts';
import { type ReportTarget, useReportList } from './use-report.ts';
import './print.css';

/** What became of every show: the list of them, the months, and the report of one. */
export function ReportsScreen() {
  const t = useWords('reports');
  const language = useLanguage();
  const list = useReportList();
  const { show, run } = useCurrentShow();
  const params = useParams();
  const summaries = list.data?.summaries ?? [];
  const target = useMemo<ReportTarget | null>(() => {
    const kind = runKindSchema.safeParse(params['runKind']);
    const wanted = summaries.find(
      ({ showId, runKind }) =>
        (params['showId'] === undefined || showId === params['showId']) &&
        (kind.success
          ? runKind === kind.data
          : params['showId'] !== undefined || (showId === show?.id && runKind === run?.kind)),
    );
    const chosen = wanted ?? (params['showId'] === undefined ? summaries[0] : undefined);
    if (chosen) return { showId: chosen.showId as ReportTarget['showId'], runKind: chosen.runKind };
    return params['showId'] !== undefined && kind.success
      ? { showId: params['showId'] as ReportTarget['showId'], runKind: kind.data }
      : null;
  }, [params, summaries, show?.id, run?.kind]);

  return (
    <main aria-label={t('screen')} className="report-screen flex min-h-0 flex-1 gap-2">
      <Panel className="report-choice w-72 shrink-0">
        <PanelHeader title={t('shows')} />
        <div className="min-h-0 flex-1 overflow-y-auto">
          {list.isPending ? (
            <Spinner />
          ) : list.isError ? (
            <EmptyState
              title={t('failed')}
              actions={<Button onClick={() => void list.refetch()}>{t('again')}</Button>}
            >
              {describeError(list.error, language)}
            </EmptyState>
          ) : summaries.length === 0 ? (
            <EmptyState icon={<FileChartColumn size={26} aria-hidden />} title={t('listEmpty')}>
              {t('listEmptyText')}
            </EmptyState>
          ) : (
            <>
              <nav aria-label={t('shows')}>
                <ul data-testid="report-list">
                  {summaries.map((summary) => (
                    <SummaryLine
                      key={`${summary.showId}/${summary.runKind}`}
                      summary={summary}
                      here={summary.showId === target?.showId && summary.runKind === target.runKind}
                    />
                  ))}
                </ul>
              </nav>
              <MonthTable summaries={summaries} />
            </>
          )}
        </div>
      </Panel>
      {target ? (
        <ReportView key={`${target.showId}/${target.runKind}`} target={target} summaries={summaries} />
      ) : (
        <Panel className="flex-1">
          {list.isPending ? <Spinner /> : summaries.length > 0 && <EmptyState title={t('pick')} />}
        </Panel>
      )}
    </main>
  );
}

function SummaryLine({ summary, here }: { summary: ReportSummary; here: boolean }) {
  const t = useWords('reports');
  const { showId, runKind, title, startedAt, endedAt, totals, currency } = summary;
  return (
    <li className="border-b border-line">
      <NavLink
        to={`/reports/${showId}/${runKind}`}
        aria-current={here ? 'page' : undefined}
        className={cx('block px-3 py-2 hover:bg-hover', here && 'bg-hover')}
      >
        <span className="flex items-start gap-2">
          <span className="line-clamp-2 min-w-0 flex-1 text-sm font-semibold">{title}</span>
          {runKind === 'rehearsal' && <Pill tone="warn">{t('rehearsal')}</Pill>}
          {startedAt !== null && endedAt === null && runKind === 'live' && (
            <Pill tone="live">{t('running')}</Pill>
          )}
        </span>
        <span className="mt-0.5 flex items-baseline gap-2 text-xs text-muted">
          <span className="min-w-0 flex-1 truncate">
            {startedAt === null ? t('neverStarted') : formatDay(Date.parse(startedAt))}
          </span>
          <span>{moneyIn(currency)(totals.netFen)}</span>
        </span>
      </NavLink>
    </li>
  );
}
