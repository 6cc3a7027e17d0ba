import { CircleAlert } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { useConnection } from '#renderer/client/app-state.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import type { SheetField } from '#shared/contract/sheet.ts';
import { ColumnMapping } from './ColumnMapping.tsx';
import { type Check, CheckProvider } from './check-context.ts';
import { ImportBar } from './ImportBar.tsx';
import { sheetErrors, unknownColumns } from './open-problems.ts';
import { ProblemSteps } from './ProblemSteps.tsx';
import { RowTable, type RowTableHandle } from './RowTable.tsx';
import { filterRows, type RowFilter } from './row-filter.ts';
import { SheetSummary } from './SheetSummary.tsx';
import { sheetErrorText } from './sheet-error-text.ts';
import { shownColumns } from './table-columns.ts';
import { useProblemWalk } from './use-problem-walk.ts';
import type { Checked, SheetSession } from './use-sheet-session.ts';
import { useShowTarget } from './use-show-target.ts';

/** Every row as it will be, with everything that is open; nothing has been imported yet. */
export function CheckStage({
  checked,
  session,
  onDone,
}: {
  checked: Checked;
  session: SheetSession;
  onDone: () => void;
}) {
  const { preview, answers, pending, error, file, sheetId } = checked;
  const table = useRef<RowTableHandle>(null);
  const [filter, setFilter] = useState<RowFilter>('all');
  const unsettled = unknownColumns(preview).length + sheetErrors(preview).length > 0;
  const [columnsOpen, setColumnsOpen] = useState(unsettled);
  const [details, setDetails] = useState<Check['details']>(null);
  const target = useShowTarget(preview);
  const rows = useMemo(() => filterRows(preview.rows, filter), [preview.rows, filter]);
  const reveal = useCallback((rowKey: string) => {
    setColumnsOpen(false);
    setFilter((now) => (now === 'ready' || now === 'out' ? 'all' : now));
    // The table draws the row first where the filter or the columns hid it.
    requestAnimationFrame(() => table.current?.reveal(rowKey));
  }, []);
  const focusImport = useCallback(
    () => document.querySelector<HTMLElement>('[data-testid="sheet-import"]')?.focus(),
    [],
  );
  const walk = useProblemWalk(preview, reveal, focusImport);
  const columns = useMemo(() => shownColumns(preview), [preview]);
  const check: Check = {
    preview,
    columns,
    answers,
    currency: target.currency,
    details,
    currentId: walk.currentId,
    takeFocus: walk.takeFocus,
    say: session.say,
    settle(rowKey, change) {
      walk.advanceFrom(rowKey);
      session.say(change);
    },
    showDetails: (rowKey: string | null, field: SheetField | null = null) =>
      setDetails(rowKey === null ? null : { rowKey, field }),
  };
  return (
    <CheckProvider value={check}>
      <div className="grid min-h-0 flex-1 grid-cols-[17.5rem_1fr] gap-2">
        <SheetSummary
          file={file}
          filter={filter}
          onFilter={(next) => {
            setFilter(next);
            setColumnsOpen(false);
          }}
          onColumns={() => setColumnsOpen(true)}
        />
        <Panel aria-busy={pending}>
          {error !== null && <AnswerFailed error={error} onRetry={session.retry} />}
          {columnsOpen ? (
            <ColumnMapping onDone={() => setColumnsOpen(false)} />
          ) : (
            <>
              <ProblemSteps walk={walk} pending={pending} />
              <RowTable ref={table} rows={rows} />
            </>
          )}
        </Panel>
      </div>
      <ImportBar
        sheetId={sheetId}
        preview={preview}
        pending={pending || error !== null}
        target={target}
        onJump={() => (unsettled ? setColumnsOpen(true) : walk.step(1))}
        onDone={onDone}
      />
    </CheckProvider>
  );
}

function AnswerFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useWords('sheets');
  const language = useLanguage();
  const connected = useConnection() === 'open';
  const wasLost = useRef(false);
  useEffect(() => {
    if (connected && wasLost.current) onRetry();
    wasLost.current = !connected;
  }, [connected, onRetry]);
  return (
    <div role="alert" className="flex items-center gap-2 bg-live-tint px-3 py-1.5 text-sm text-live">
      <CircleAlert size={15} aria-hidden />
      <span className="min-w-0 flex-1">
        {sheetErrorText(error, language)} {t('answersKept')}
      </span>
      <Button size="sm" onClick={onRetry}>
        {t('tryAgain')}
      </Button>
    </div>
  );
}
