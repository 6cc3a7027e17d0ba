import { Undo2, X } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ActEntry } from '#shared/contract/acts.ts';
import { type Command, useCommands, useKeyAction } from '../app/commands.ts';
import { useWords } from '../app/i18n.ts';
import { KeyHint } from '../app/KeyHint.tsx';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatTime } from '../ui/format.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Pill } from '../ui/Pill.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { describeAct } from './describe-act.ts';
import { useActs, useUndo } from './use-undo.ts';

/** What was done last, each with its way back. Beside the screen, not over it: keys go on meaning what they mean. */
export function ActsDrawer() {
  const t = useWords('safety');
  const a = useWords('app');
  const [open, setOpen] = useState(false);
  const { undoLast } = useUndo();
  const toggle = useCallback(() => setOpen((now) => !now), []);
  const undo = useCallback(() => void undoLast(), [undoLast]);
  useKeyAction('acts', toggle);
  useKeyAction('undo', undo);
  const commands = useMemo<Command[]>(
    () => [
      { id: 'undo', group: 'live', label: a('keyUndo'), keyOf: 'undo', run: undo },
      {
        id: 'acts',
        group: 'app',
        label: a('keyActs'),
        keyOf: 'acts',
        run: toggle,
      },
    ],
    [a, undo, toggle],
  );
  useCommands('acts', commands);
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && document.querySelector('[role="dialog"], [role="alertdialog"]') === null)
        setOpen(false);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [open]);
  if (!open) return null;
  return (
    <aside
      aria-label={t('acts')}
      data-testid="acts"
      className="enter fixed bottom-2 left-19 z-30 flex max-h-[70vh] w-96 flex-col rounded-lg border border-line-strong bg-panel shadow-2xl"
    >
      <header className="flex items-start gap-2 border-b border-line py-2 pr-2 pl-3">
        <div className="min-w-0 flex-1">
          <h2 className="flex items-center gap-2 font-semibold">
            {t('acts')} <KeyHint command="acts" />
          </h2>
          <p className="text-2xs text-muted">{t('actsNote')}</p>
        </div>
        <IconButton label={t('close')} onClick={() => setOpen(false)}>
          <X size={15} aria-hidden />
        </IconButton>
      </header>
      <ActList />
    </aside>
  );
}

function ActList() {
  const t = useWords('safety');
  const query = useActs();
  if (query.isError)
    return (
      <EmptyState
        title={t('actsFailed')}
        actions={<Button onClick={() => void query.refetch()}>{t('retry')}</Button>}
      />
    );
  if (!query.data) return <Spinner />;
  if (query.data.length === 0) return <EmptyState title={t('actsEmpty')}>{t('actsEmptyText')}</EmptyState>;
  return (
    <ol className="m-0 min-h-0 flex-1 list-none overflow-y-auto p-0">
      {query.data.map((entry) => (
        <ActLine key={entry.actId} entry={entry} />
      ))}
    </ol>
  );
}

function ActLine({ entry }: { entry: ActEntry }) {
  const t = useWords('safety');
  const s = useWords('sync');
  const { undo, stopRest } = useUndo();
  const what = describeAct(entry, t, s);
  return (
    <li
      data-testid="act"
      data-state={entry.state}
      data-name={entry.name}
      className="flex items-center gap-2 border-b border-line px-3 py-1.5 last:border-0"
    >
      <span className="shrink-0 text-2xs tabular-nums text-muted">{formatTime(Date.parse(entry.at))}</span>
      <span className={cx('min-w-0 flex-1 text-sm', entry.state === 'undone' && 'text-muted line-through')}>
        {entry.state === 'undoing' && `${t('undoing')} · `}
        {what}
      </span>
      {entry.state === 'can' && (
        <Button
          size="sm"
          icon={<Undo2 size={13} aria-hidden />}
          aria-label={`${t('undo')} ${what}`}
          onClick={() => void undo(entry)}
        >
          {t('undo')}
        </Button>
      )}
      {entry.state === 'undone' && <Pill>{t('undone')}</Pill>}
      {entry.state === 'not-true' && entry.rest !== null && (
        <Button size="sm" look="warn" onClick={() => void stopRest(entry)}>
          {t('stopRest')}
        </Button>
      )}
      {entry.state === 'not-true' && entry.rest === null && <Pill>{t('notTrue')}</Pill>}
    </li>
  );
}
