import { Printer } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { KeptReport } from '#shared/contract/report.ts';
import type { Report, ReportSummary } from '#shared/domain/report/report.schema.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { describeError } from '../client/errors.ts';
import { useNowMs } from '../client/now.ts';
import { spanText } from '../sync/age.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatDay } from '../ui/format.ts';
import { Panel } from '../ui/Panel.tsx';
import { Pill } from '../ui/Pill.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { BreakdownTables } from './BreakdownTables.tsx';
import { ClipList } from './ClipList.tsx';
import { CompareSelect, ComparisonWords } from './Comparison.tsx';
import { DropsTable } from './DropsTable.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { Funnel } from './Funnel.tsx';
import { ProductsTable } from './ProductsTable.tsx';
import { printFrame } from './print-frame.ts';
import { ReportCurve } from './ReportCurve.tsx';
import { ReportTotals } from './ReportTotals.tsx';
import { TakesTable } from './TakesTable.tsx';
import { type ReportTarget, useReport } from './use-report.ts';

/** The report of one show and run kind. */
export function ReportView({
  target,
  summaries,
}: {
  target: ReportTarget;
  summaries: readonly ReportSummary[];
}) {
  const t = useWords('reports');
  const language = useLanguage();
  const query = useReport(target);
  const kept = query.data;
  if (kept) return <Loaded kept={kept} target={target} summaries={summaries} />;
  return (
    <Panel className="flex-1">
      {query.isError ? (
        <EmptyState
          title={t('failed')}
          actions={<Button onClick={() => void query.refetch()}>{t('again')}</Button>}
        >
          {describeError(query.error, language)}
        </EmptyState>
      ) : (
        <Spinner label={t('loading')} />
      )}
    </Panel>
  );
}

function Loaded({
  kept: { report, asOf, fresh },
  target,
  summaries,
}: {
  kept: KeptReport;
  target: ReportTarget;
  summaries: readonly ReportSummary[];
}) {
  const t = useWords('reports');
  const say = useWords('sync');
  const nowMs = useNowMs();
  const [otherKey, setOtherKey] = useState('');
  const other = useReport(targetOf(otherKey));
  const rehearsal = report.runKind === 'rehearsal';
  usePrintFrame(report);
  return (
    <Panel className="flex-1" data-testid="report" data-run-kind={report.runKind} data-fresh={fresh}>
      <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-3 py-2">
        <h2 className="min-w-0 flex-1 text-lg font-semibold">
          {report.title}
          {rehearsal && (
            <Pill tone="warn" className="ml-2 align-middle" testId="report-rehearsal">
              {t('rehearsal')}
            </Pill>
          )}
          <span className="ml-3 text-sm font-normal text-muted">{periodText(report, t)}</span>
        </h2>
        <div className="flex items-center gap-2 print:hidden">
          <CompareSelect report={report} summaries={summaries} value={otherKey} onChange={setOtherKey} />
          <ExportMenu target={target} />
          <Button
            icon={<Printer size={15} aria-hidden />}
            onClick={() => window.print()}
            data-testid="report-print"
          >
            {t('print')}
          </Button>
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <div className="report-body relative min-h-0 flex-1 overflow-y-auto px-3 pb-6" tabIndex={0}>
        {rehearsal && (
          <>
            <p aria-hidden className="report-watermark">
              {t('rehearsal')}
            </p>
            <p className="mt-2 rounded-md border border-warn px-3 py-1.5 text-sm text-warn">
              {t('rehearsalNote')}
            </p>
          </>
        )}
        {!fresh && (
          <p
            role="status"
            data-testid="report-kept"
            className="hatched-faint mt-2 rounded-md border border-line-strong px-3 py-1.5 text-sm"
          >
            <span className="rounded bg-panel px-1.5 py-0.5">
              {t('kept', { age: spanText(nowMs - Date.parse(asOf), say) })}
            </span>
          </p>
        )}
        <AcceptedWarnings report={report} />
        <ReportTotals report={report} />
        <ReportCurve report={report} other={other.data?.report ?? null} />
        {otherKey !== '' && <ComparisonWords report={report} other={other} />}
        <ProductsTable report={report} />
        <BreakdownTables report={report} />
        <Funnel report={report} />
        <DropsTable report={report} />
        <ClipList report={report} target={target} />
        <TakesTable report={report} />
      </div>
    </Panel>
  );
}

function AcceptedWarnings({ report }: { report: Report }) {
  const t = useWords('reports');
  const checks = useWords('checklist');
  const accepted = report.runs.filter(({ acceptedReason }) => acceptedReason !== '');
  if (accepted.length === 0) return null;
  return (
    <ul className="mt-2 text-sm text-muted" data-testid="report-accepted">
      {accepted.map(({ runId, acceptedReason, acceptedChecks }) => (
        <li key={runId}>
          {t('accepted', { reason: acceptedReason })}{' '}
          {t('acceptedChecks', {
            checks: acceptedChecks
              .map((check) => checks(`check_${check}` as Parameters<typeof checks>[0]))
              .join(' · '),
          })}
        </li>
      ))}
    </ul>
  );
}

function periodText({ startedAt, endedAt }: Report, t: ReturnType<typeof useWords<'reports'>>): string {
  if (startedAt === null) return t('neverStarted');
  const to = endedAt === null ? t('now') : formatDay(Date.parse(endedAt));
  return t('from', { from: formatDay(Date.parse(startedAt)), to });
}

function targetOf(key: string): ReportTarget | null {
  const [showId = '', runKind = ''] = key.split('/');
  return key === ''
    ? null
    : { showId: showId as ReportTarget['showId'], runKind: runKind as ReportTarget['runKind'] };
}

/** Heads and feet of printed pages, for as long as this report is on the screen. */
function usePrintFrame(report: Report): void {
  const t = useWords('reports');
  const period = periodText(report, t);
  const { title, runKind } = report;
  useEffect(() => {
    const kind = t(runKind === 'rehearsal' ? 'rehearsal' : 'live');
    return printFrame(`${title} · ${kind} · ${period}`, t('printedAt', { time: formatDay(Date.now()) }));
  }, [title, runKind, period, t]);
}
