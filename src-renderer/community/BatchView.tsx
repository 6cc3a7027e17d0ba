import { ArrowLeft, Pause, Play, RotateCcw, Square } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { client } from '#renderer/client/client.ts';
import { useAct } from '#renderer/client/use-act.ts';
import { useHubThere } from '#renderer/sync/use-sync.ts';
import { MayNotNote } from '#renderer/team/MayNotNote.tsx';
import { useMayNot } from '#renderer/team/use-may.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ConfirmDialog } from '#renderer/ui/ConfirmDialog.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { formatCount, formatDay } from '#renderer/ui/format.ts';
import { Pill } from '#renderer/ui/Pill.tsx';
import { ProgressBar } from '#renderer/ui/ProgressBar.tsx';
import { Tabs } from '#renderer/ui/Tabs.tsx';
import { errorText, isErrorCode } from '#shared/contract/errors.ts';
import type { Batch } from '#shared/domain/batch/batch.schema.ts';
import { type DeliveryState, moveBatch } from '#shared/domain/batch/batch.states.ts';
import { BatchTable } from './BatchTable.tsx';
import { BatchWait } from './BatchWait.tsx';
import {
  batchLooks,
  deliveriesOf,
  deliveryLooks,
  settledCount,
  stateOrder,
  totalCount,
} from './batch-looks.ts';
import { ModeLine } from './SendPlan.tsx';
import { Loading } from './States.tsx';
import { openText } from './send-view.ts';
import { type FollowedBatch, useBatch } from './use-batch.ts';

/** A batch on its way, or long over: how far it is, and what became of every group. */
export function BatchView({ batchId }: { batchId: Batch['batchId'] }) {
  const followed = useBatch(batchId);
  useEffect(() => {
    if (followed === 'gone') openText();
  }, [followed]);
  return (
    <section data-testid="batch" className="flex min-h-0 flex-1 flex-col">
      {followed === null || followed === 'gone' ? <Unknown /> : <Known followed={followed} />}
    </section>
  );
}

function Unknown() {
  const t = useWords('community');
  const online = useHubThere();
  return (
    <>
      <header className="flex shrink-0 items-center border-b border-line px-3 py-1.5">
        <BackButton />
      </header>
      {online ? <Loading /> : <EmptyState title={t('batchAway')} />}
    </>
  );
}

function BackButton() {
  const t = useWords('community');
  return (
    <Button size="sm" look="quiet" icon={<ArrowLeft size={14} aria-hidden />} onClick={openText}>
      {t('backToText')}
    </Button>
  );
}

function Known({ followed: { batch, deliveries } }: { followed: FollowedBatch }) {
  const t = useWords('community');
  const online = useHubThere();
  const mayNot = useMayNot('post');
  const able = online && mayNot === null;
  const language = useLanguage();
  const [shown, setShown] = useState<DeliveryState | 'all'>('all');
  const { counts, state, createdBy, createdAt, title } = batch;
  const rows = useMemo(() => deliveriesOf(deliveries, shown === 'all' ? null : shown), [deliveries, shown]);
  const all = totalCount(batch);
  const done = settledCount(batch);
  const look = batchLooks[state];
  const whyUnsent = ({ refusal }: Batch) => {
    if (refusal && isErrorCode(refusal.code))
      return `${t('batchRefusedText')} ${errorText(refusal.code, refusal.params, language)}`;
    // One that was released has no groups of its own when it came too late.
    return t(all === 0 ? 'batchTooLateText' : 'batchExpiredText');
  };
  return (
    <>
      <header className="flex shrink-0 items-center gap-2 border-b border-line px-3 py-1.5">
        <BackButton />
        <h2 className="min-w-0 truncate font-semibold">{title.trim() || t('batchNoTitle')}</h2>
        <span className="shrink-0 text-xs text-muted">
          {t('batchBy', { name: createdBy, time: formatDay(Date.parse(createdAt)) })}
        </span>
        <span className="ml-auto" />
        <BatchActions batch={batch} able={able} />
      </header>
      <ModeLine runKind={batch.runKind} />
      <MayNotNote mayNot={mayNot} className="border-b border-line px-3 py-1.5" />
      {!online && (
        <p role="status" className="hatched-faint shrink-0 border-b border-line px-3 py-2 text-sm">
          {t('batchAway')}
        </p>
      )}
      {state === 'waiting' && <BatchWait batch={batch} able={able} />}
      {(state === 'expired' || state === 'refused') && (
        <p role="status" className="shrink-0 border-b border-line bg-warn-tint px-3 py-2 text-sm text-warn">
          {whyUnsent(batch)}
        </p>
      )}
      {batch.pausedByHub && (
        <p role="status" className="shrink-0 border-b border-line bg-warn-tint px-3 py-2 text-sm text-warn">
          {t('batchPausedByHub')}
        </p>
      )}
      <div className="flex shrink-0 flex-col gap-1.5 border-b border-line px-3 py-2.5">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span data-testid="batch-state" data-state={state} role="status">
            <Pill tone={look.tone}>{t(look.word)}</Pill>
          </span>
          <span className="text-lg font-semibold">
            {t('settledCount', { done: formatCount(done), all: formatCount(all) })}
          </span>
          <span
            className="text-sm text-muted"
            data-testid="batch-counts"
            data-revision={batch.revision}
            {...countMarks(counts)}
          >
            {stateOrder
              .filter((one) => counts[one] > 0)
              .map((one) =>
                t('batchCounts', { state: t(deliveryLooks[one].word), n: formatCount(counts[one]) }),
              )
              .join(' · ')}
          </span>
        </p>
        <ProgressBar
          share={all === 0 ? 0 : done / all}
          tone={state === 'running' ? 'text' : state === 'done' ? 'ok' : 'hatched'}
          label={t('progress', { done: formatCount(done), all: formatCount(all) })}
          className="h-1.5!"
        />
        {counts.unknown > 0 && <p className="text-xs text-warn">{t('unknownHint')}</p>}
      </div>
      <div className="shrink-0 border-b border-line px-3 py-1.5">
        <Tabs<DeliveryState | 'all'>
          label={t('batches')}
          value={shown}
          onChange={setShown}
          tabs={[
            { value: 'all', label: `${t('all')} ${formatCount(all)}` },
            ...stateOrder
              .filter((one) => counts[one] > 0 || one === shown)
              .map((one) => ({
                value: one,
                label: `${t(deliveryLooks[one].word)} ${formatCount(counts[one])}`,
              })),
          ]}
        />
      </div>
      {rows.length === 0 ? (
        <EmptyState title={t('noneInState')} />
      ) : (
        <BatchTable batchId={batch.batchId} deliveries={rows} able={able && state !== 'waiting'} />
      )}
    </>
  );
}

/** For tests and other tools: the counts as numbers. */
function countMarks(counts: Batch['counts']): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).map(([state, n]) => [`data-${state}`, n]));
}

function BatchActions({ batch, able }: { batch: Batch; able: boolean }) {
  const t = useWords('community');
  const act = useAct();
  const [asking, setAsking] = useState(false);
  const { batchId, state, counts } = batch;
  const left = counts.queued + counts['by-hand'];
  return (
    <>
      {moveBatch(state, 'pause') && (
        <Button
          size="sm"
          disabled={!able}
          data-testid="batch-pause"
          icon={<Pause size={13} aria-hidden />}
          onClick={() => act(() => client.batch.pause({ batchId }))}
        >
          {t('pause')}
        </Button>
      )}
      {moveBatch(state, 'resume') && (
        <Button
          size="sm"
          look="primary"
          disabled={!able}
          data-testid="batch-resume"
          icon={<Play size={13} aria-hidden />}
          onClick={() => act(() => client.batch.resume({ batchId }))}
        >
          {t('resume')}
        </Button>
      )}
      {counts.failed > 0 && moveBatch(state, 'retryFailed') && (
        <Button
          size="sm"
          disabled={!able}
          data-testid="batch-retry"
          icon={<RotateCcw size={13} aria-hidden />}
          onClick={() => act(() => client.batch.retryFailed({ batchId }))}
        >
          {t('retryFailed', { n: formatCount(counts.failed) })}
        </Button>
      )}
      {left > 0 && moveBatch(state, 'stop') && (
        <Button
          size="sm"
          look="danger"
          disabled={!able}
          data-testid="batch-stop"
          icon={<Square size={12} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {t('stopRest')}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('stopTitle', { n: formatCount(left) })}
        description={t('stopText')}
        confirmLabel={t('stopRest')}
        look="danger"
        onConfirm={() => act(() => client.batch.stop({ batchId }))}
        testId="batch-stop-confirm"
      />
    </>
  );
}
