import { skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { NotedOp } from '#shared/contract/outbox.ts';
import { type Command, useCommands } from '../app/commands.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { useSyncState } from '../client/app-state.ts';
import { orpc } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { useNowMs } from '../client/now.ts';
import { personLabel } from '../team/hub-name.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount } from '../ui/format.ts';
import { Spinner } from '../ui/Spinner.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { ageText, spanText, timeText } from './age.ts';
import { ConflictList } from './ConflictList.tsx';
import { describeOp } from './describe-op.ts';
import { closeUnsent, openUnsent, type UnsentPart, useUnsentPart } from './unsent-view.ts';
import { useConflicts } from './use-sync.ts';

/** What has not reached the hub, and what it would not have: each with what it is and since when. */
export function UnsentDialog() {
  const t = useWords('sync');
  const part = useUnsentPart();
  const sync = useSyncState();
  const conflicts = useConflicts();
  const commands = useMemo<Command[]>(
    () => [
      {
        id: 'unsent',
        group: 'app',
        label: t('paletteUnsent'),
        run: () => openUnsent('waiting'),
      },
      {
        id: 'refused',
        group: 'app',
        label: t('paletteRefused'),
        run: () => openUnsent('refused'),
      },
    ],
    [t],
  );
  useCommands('unsent', commands);
  if (part === null) return null;
  return (
    <Dialog
      open
      onOpenChange={closeUnsent}
      width="md"
      testId="unsent-dialog"
      title={t('unsentTitle')}
      description={t('unsentText')}
    >
      <Tabs<UnsentPart>
        label={t('unsentTitle')}
        value={part}
        onChange={openUnsent}
        tabs={[
          { value: 'waiting', label: t('unsentWaiting', { n: formatCount(sync?.outboxCount ?? 0) }) },
          { value: 'refused', label: t('unsentRefused', { n: formatCount(conflicts.length) }) },
        ]}
      />
      <div className="mt-2 min-h-48">
        {part === 'waiting' ? (
          <Waiting count={sync?.outboxCount ?? 0} />
        ) : conflicts.length === 0 ? (
          <EmptyState title={t('unsentNoConflictTitle')}>{t('unsentNoConflict')}</EmptyState>
        ) : (
          <ConflictList conflicts={conflicts} onLeave={closeUnsent} className="text-sm" />
        )}
      </div>
    </Dialog>
  );
}

function Waiting({ count }: { count: number }) {
  const t = useWords('sync');
  const language = useLanguage();
  const nowMs = useNowMs();
  const waiting = useQuery({
    ...orpc.outbox.waiting.queryOptions({ input: count === 0 ? skipToken : undefined }),
    // Asked again whenever the count has moved.
    queryKey: [...orpc.outbox.waiting.key(), count],
    placeholderData: (before) => before,
    gcTime: 0,
  });
  if (count === 0) return <EmptyState title={t('unsentNoneTitle')}>{t('unsentNone')}</EmptyState>;
  if (waiting.isPending) return <Spinner />;
  if (waiting.isError)
    return (
      <div className="flex items-center gap-2 text-sm">
        <span className="flex-1 text-warn">{describeError(waiting.error, language)}</span>
        <Button size="sm" onClick={() => waiting.refetch()}>
          {t('retry')}
        </Button>
      </div>
    );
  const { ops, total } = waiting.data;
  const [oldest] = ops;
  return (
    <>
      {oldest && (
        <p className="text-xs text-muted">
          {t('unsentSince', { age: spanText(nowMs - Date.parse(oldest.at), t) })}
          {total > ops.length &&
            ` · ${t('unsentMore', { shown: formatCount(ops.length), total: formatCount(total) })}`}
        </p>
      )}
      <ul className="mt-1 flex flex-col">
        {ops.map((op) => (
          <WaitingRow key={op.opId} op={op} nowMs={nowMs} />
        ))}
      </ul>
    </>
  );
}

function WaitingRow({ op, nowMs }: { op: NotedOp; nowMs: number }) {
  const t = useWords('sync');
  const team = useWords('team');
  const atMs = Date.parse(op.at);
  return (
    <li
      data-testid="unsent-op"
      data-op={op.name}
      className="hatched-faint border-b border-line py-1.5 text-sm last:border-b-0"
    >
      <p className="w-fit break-words rounded bg-panel px-1 font-medium">{describeOp(op, t)}</p>
      <p className="mt-0.5 w-fit rounded bg-panel px-1 text-xs text-muted">
        {op.by === '' ? t('byUnknown') : t('byHere', { name: personLabel(team, op.by) })}
        {' · '}
        <time dateTime={op.at}>{timeText(atMs, nowMs)}</time>
        {' · '}
        {ageText(nowMs - atMs, t)}
      </p>
    </li>
  );
}
