import { useState } from 'react';
import type { PromiseEntry } from '#shared/contract/promise.ts';
import { isOverdue } from '#shared/domain/promise/promise-list.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useNowMs } from '../client/now.ts';
import { useAct } from '../client/use-act.ts';
import { SyncMark } from '../sync/SyncMark.tsx';
import { useMarks } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatDay, formatDuration } from '../ui/format.ts';
import { Pill } from '../ui/Pill.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { AssignDialog } from './AssignDialog.tsx';
import { SettleDialog } from './SettleDialog.tsx';
import { type PromisesOf, usePromises } from './use-promises.ts';

/** What was promised as tasks: who sees to it, by when, and what became of it. `openOnly` leaves out what is settled. */
export function PromiseList({ openOnly = false, ...of }: PromisesOf & { openOnly?: boolean }) {
  const t = useWords('promises');
  const query = usePromises(of);
  const [assigning, setAssigning] = useState<PromiseEntry | null>(null);
  const [settling, setSettling] = useState<{ promise: PromiseEntry; state: 'done' | 'dropped' } | null>(null);
  if (query.isError)
    return (
      <EmptyState
        title={t('failed')}
        actions={<Button onClick={() => void query.refetch()}>{t('retry')}</Button>}
      />
    );
  if (!query.data) return <Spinner />;
  const listed = openOnly ? query.data.filter(({ state }) => state === 'open') : query.data;
  if (listed.length === 0) return <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>;
  return (
    <>
      <ul aria-label={t('promises')} className="m-0 list-none p-0" data-testid="promise-list">
        {listed.map((promise) => (
          <PromiseLine
            key={promise.id}
            promise={promise}
            onAssign={() => setAssigning(promise)}
            onSettle={(state) => setSettling({ promise, state })}
          />
        ))}
      </ul>
      {assigning && <AssignDialog promise={assigning} onClose={() => setAssigning(null)} />}
      {settling && <SettleDialog {...settling} onClose={() => setSettling(null)} />}
    </>
  );
}

const tones = { open: 'plain', done: 'ok', dropped: 'plain' } as const;

function PromiseLine({
  promise,
  onAssign,
  onSettle,
}: {
  promise: PromiseEntry;
  onAssign: () => void;
  onSettle: (state: 'done' | 'dropped') => void;
}) {
  const t = useWords('promises');
  const act = useAct();
  const marks = useMarks();
  const mayNot = useMayNot('promise');
  const nowMs = useNowMs();
  const { id, state, kind, text, buyerName, buyerId, owner, dueAt, note, sinceSec } = promise;
  const late = isOverdue(promise, nowMs);
  return (
    <li
      data-testid="promise"
      data-state={state}
      className="flex items-center gap-3 border-b border-line px-3 py-2 last:border-0"
    >
      <Pill tone={tones[state]}>{t(`state_${state}`)}</Pill>
      <div className="min-w-0 flex-1">
        <p className={cx('text-sm', state === 'dropped' && 'text-muted')}>
          <span className="mr-1.5 text-2xs text-muted">{t(`kind_${kind}`)}</span>
          {text}
          <SyncMark mark={marks([id], promise.pending)} className="ml-1.5" />
        </p>
        <p className="text-2xs text-muted">
          {sinceSec === null ? t('beforeStart') : t('since', { time: formatDuration(sinceSec) })}
          {(buyerName !== '' || buyerId !== '') &&
            ` · ${t('to', { name: [buyerName, buyerId].filter(Boolean).join(' ') })}`}
          {note !== '' && ` · ${note}`}
        </p>
      </div>
      <div className="w-36 shrink-0 text-right text-xs">
        <p className={cx('truncate', owner === null && 'text-muted')}>{owner?.name ?? t('noOwner')}</p>
        <p className={cx('text-2xs tabular-nums', late ? 'font-semibold text-warn' : 'text-muted')}>
          {t('due')} {dueAt === null ? t('dueNone') : formatDay(Date.parse(dueAt))}
          {late && ` · ${t('overdue')}`}
        </p>
      </div>
      {mayNot === null && (
        <div className="flex w-54 shrink-0 justify-end gap-1.5">
          {state === 'open' ? (
            <>
              <Button size="sm" look="quiet" onClick={onAssign} data-testid="promise-assign">
                {t('assign')}
              </Button>
              <Button size="sm" onClick={() => onSettle('done')} data-testid="promise-done">
                {t('done')}
              </Button>
              <Button size="sm" look="quiet" onClick={() => onSettle('dropped')}>
                {t('drop')}
              </Button>
            </>
          ) : (
            <Button
              size="sm"
              look="quiet"
              onClick={() =>
                void act(() => client.promise.settle({ promiseId: id, state: 'open', note: '' }))
              }
            >
              {t('reopen')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
