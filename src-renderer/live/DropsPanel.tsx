import { useQuery } from '@tanstack/react-query';
import { ListOrdered, Plus } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import type { Sequence } from '#shared/domain/drop/sequence.schema.ts';
import { formatFen } from '#shared/domain/money.ts';
import type { Run, Show } from '#shared/domain/show/show.schema.ts';
import { type Command, useCommands, useKeyAction } from '../app/commands.ts';
import type { HotkeyAction } from '../app/hotkeys.ts';
import { useWords } from '../app/i18n.ts';
import { useRundown } from '../app/use-rundown.ts';
import { orpc } from '../client/client.ts';
import { useLive } from '../client/live.ts';
import { SequenceCard } from '../drops/SequenceCard.tsx';
import { SequenceDialog } from '../drops/SequenceDialog.tsx';
import { useSequences } from '../drops/use-sequences.ts';
import { useStepWords } from '../drops/use-step-words.ts';
import { AsOf } from '../sync/AsOf.tsx';
import { endOpEdit, useOpEdit } from '../sync/op-edit.ts';
import { useAskedThing } from '../sync/use-asked-thing.ts';
import { useHubThere, useMarks } from '../sync/use-sync.ts';
import { MayNotNote } from '../team/MayNotNote.tsx';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount } from '../ui/format.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { Panel, PanelHeader } from '../ui/Panel.tsx';
import { DropCard } from './DropCard.tsx';
import { DropDialog } from './DropDialog.tsx';
import { dropViews } from './drop-view.ts';
import { padOf } from './hold-pads.ts';

/** Coupons: planned, armed, held to fire, counted while they run. */
export function DropsPanel({ show, run }: { show: Show; run: Run }) {
  const t = useWords('live');
  const query = useQuery(orpc.drop.list.queryOptions({ input: { showId: show.id, runKind: run.kind } }));
  const statuses = useLive((live) => live.drops);
  const offline = !useHubThere();
  const mayNot = useMayNot('drop');
  const marks = useMarks();
  const [dialog, setDialog] = useState<Drop | 'new' | null>(null);
  const views = useMemo(
    () => dropViews(query.data?.drops ?? [], statuses, new Set(query.data?.pendingIds ?? [])),
    [query.data, statuses],
  );
  const askedPlan = useOpEdit('drop.plan');
  const askedEdit = useAskedThing('drop.edit', ({ dropId }) =>
    query.data?.drops.some(({ id }) => id === dropId),
  );
  const asked = askedPlan ?? askedEdit;
  const edited = askedEdit
    ? (query.data?.drops.find(({ id }) => id === askedEdit.input.dropId) ?? null)
    : askedPlan
      ? 'new'
      : dialog;
  const rundown = useRundown(run.id);
  const nameOf = useCallback(
    (productId: string) => rundown?.products.find(({ id }) => id === productId)?.name ?? null,
    [rundown],
  );
  const openNew = useCallback(() => setDialog('new'), []);
  const sequences = useSequences(run.id, query.data?.drops);
  const [sequenceDialog, setSequenceDialog] = useState<Sequence | 'new' | null>(null);
  const openSequence = useCallback(() => setSequenceDialog('new'), []);
  const d = useWords('drops');
  const money = (amount: number) => formatFen(amount, show.currency).replace(/\.00$/, '');
  const wordsOf = useStepWords(rundown, query.data?.drops, show.currency);
  usePads();
  const commands = useMemo<Command[]>(
    () =>
      mayNot === null
        ? [
            {
              id: 'drop-new',
              group: 'drops',
              label: t('dropNew'),
              run: openNew,
            },
            {
              id: 'sequence-new',
              group: 'drops',
              label: d('seqNew'),
              run: openSequence,
            },
          ]
        : [],
    [t, d, openNew, openSequence, mayNot],
  );
  useCommands('drops', commands);
  const shown = views.length + sequences.length;
  const dense = shown > 4;
  const granted = views.reduce((sum, view) => sum + view.granted, 0);
  const costFen = views.reduce((sum, view) => sum + view.costFen, 0);
  return (
    <Panel aria-labelledby="drops-title" className="col-span-2">
      <PanelHeader
        id="drops-title"
        title={t('drops')}
        note={
          granted > 0 &&
          t('dropsNote', { granted: formatCount(granted), cost: formatFen(costFen, show.currency) })
        }
      >
        <AsOf testId="stale-drops" />
        <span className="text-muted">
          <Kbd>{t('dropsKeys')}</Kbd>
        </span>
        {shown > 0 && mayNot === null && (
          <Button
            size="sm"
            look="quiet"
            data-testid="sequence-new"
            title={d('seqNew')}
            icon={<ListOrdered size={14} aria-hidden />}
            onClick={openSequence}
          >
            3-2-1
          </Button>
        )}
        {shown >= 4 && mayNot === null && (
          <Button size="sm" look="quiet" icon={<Plus size={14} aria-hidden />} onClick={openNew}>
            {t('dropNew')}
          </Button>
        )}
      </PanelHeader>
      {shown === 0 ? (
        <EmptyState
          title={t('dropEmptyTitle')}
          actions={
            <Button disabled={mayNot !== null} onClick={openNew} icon={<Plus size={14} aria-hidden />}>
              {t('dropNew')}
            </Button>
          }
        >
          {t('dropEmpty')}
          <MayNotNote mayNot={mayNot} />
        </EmptyState>
      ) : (
        <ul
          className={
            dense
              ? 'grid min-h-0 flex-1 auto-rows-min grid-cols-[repeat(auto-fill,minmax(12.5rem,1fr))] items-start gap-1.5 overflow-y-auto p-1.5'
              : 'flex min-h-0 flex-1 gap-2 overflow-x-auto p-2'
          }
        >
          {sequences.map(({ sequence, status, pending, riskFen }) => (
            <SequenceCard
              key={sequence.id}
              sequence={sequence}
              status={status}
              mark={marks([sequence.id], pending)}
              riskFen={riskFen}
              money={money}
              hindrance={
                mayNot ??
                (offline
                  ? t('dropOffline')
                  : pending
                    ? t('dropNotSynced')
                    : run.state === 'live'
                      ? null
                      : d('seqEnded'))
              }
              offline={offline}
              dense={dense}
              wordsOf={wordsOf}
              onEdit={setSequenceDialog}
            />
          ))}
          {views.map((view) => (
            <DropCard
              key={view.drop.id}
              view={view}
              mark={marks([view.drop.id], view.pending)}
              currency={show.currency}
              offline={offline}
              ended={run.state === 'ended'}
              nameOf={nameOf}
              dense={dense}
              onEdit={setDialog}
            />
          ))}
          {shown < 4 && mayNot === null && (
            <li className="flex min-w-36 max-w-96 flex-1">
              <button
                type="button"
                onClick={openNew}
                className="flex flex-1 flex-col items-center justify-center gap-1 rounded-md border border-dashed border-line-strong text-muted hover:bg-hover hover:text-text"
              >
                <Plus size={18} aria-hidden />
                {t('dropNew')}
              </button>
            </li>
          )}
        </ul>
      )}
      {sequenceDialog && rundown && (
        <SequenceDialog
          rundown={rundown}
          drops={query.data?.drops ?? []}
          sequence={sequenceDialog === 'new' ? null : sequenceDialog}
          onClose={() => setSequenceDialog(null)}
        />
      )}
      {edited && (
        <DropDialog
          show={show}
          runKind={run.kind}
          drop={edited === 'new' ? null : edited}
          products={rundown?.products ?? []}
          asked={asked}
          onClose={() => {
            setDialog(null);
            if (asked) endOpEdit();
          }}
        />
      )}
    </Panel>
  );
}

/** Alt+n holds the n-th drop's button while it is armed. */
function usePads(): void {
  const start = useCallback((action: HotkeyAction) => {
    if (action.type === 'hold-start') padOf(action.pad)?.start();
  }, []);
  const end = useCallback((action: HotkeyAction) => {
    if (action.type === 'hold-end') padOf(action.pad)?.cancel();
  }, []);
  useKeyAction('hold-start', start);
  useKeyAction('hold-end', end);
}
