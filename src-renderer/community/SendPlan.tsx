import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, CircleAlert, Clock, FlaskConical, Radio } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { client, orpc } from '#renderer/client/client.ts';
import { useAct } from '#renderer/client/use-act.ts';
import { useHubLabel, useHubThere } from '#renderer/sync/use-sync.ts';
import { useMayNot } from '#renderer/team/use-may.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ConfirmDialog } from '#renderer/ui/ConfirmDialog.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { formatCount } from '#renderer/ui/format.ts';
import { Tabs } from '#renderer/ui/Tabs.tsx';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { reasonWords } from './batch-looks.ts';
import { PlanList } from './PlanList.tsx';
import { type PlanOutcome, planOutcomes, reasonsOf } from './plan-outcome.ts';
import { ReleaseDialog } from './ReleaseDialog.tsx';
import { LoadFailed, Loading } from './States.tsx';
import { openBatch, openText, type SendView } from './send-view.ts';

/** The dry run: who gets what and why not, before anything is sent; and the one button that sends what is seen here. */
export function SendPlan({ view }: { view: Extract<SendView, { at: 'plan' }> }) {
  const t = useWords('community');
  const label = useHubLabel();
  const act = useAct();
  const online = useHubThere();
  const mayNot = useMayNot('post');
  const [asking, setAsking] = useState(false);
  const [releasing, setReleasing] = useState(false);
  const [shown, setShown] = useState<PlanOutcome | 'all'>('all');
  const { showId, postId, runKind, title } = view;
  const plan = useQuery(
    orpc.batch.plan.queryOptions({ input: { postId, runKind }, staleTime: 0, gcTime: 0, retry: false }),
  );
  const { refetch } = plan;
  const incomplete = plan.data?.complete === false;
  useEffect(() => {
    // What was not known without the hub is asked for once it is back.
    if (online && incomplete) void refetch();
  }, [online, incomplete, refetch]);
  const outcomes = useMemo(() => planOutcomes(plan.data?.deliveries ?? []), [plan.data]);
  const robots = outcomes.robot.length;
  const hands = outcomes.hand.length;
  const total = robots + hands;
  const releasable = mayNot === null && plan.isSuccess && plan.data.blockedCount === 0 && total > 0;
  const ready = releasable && plan.data.complete && online;

  async function send() {
    const seen = plan.data;
    if (!seen) return;
    const { batchId, planHash } = seen;
    if (await act(() => client.batch.send({ batchId, planHash, postId, runKind })))
      openBatch({ showId, batchId });
    else void refetch();
  }

  async function release(until: string): Promise<boolean> {
    const seen = plan.data;
    if (!seen) return false;
    const { batchId, planHash } = seen;
    const order = { batchId, planHash, postId, runKind, robots, hands, until };
    const taken = await act(() => client.release.make(order));
    if (taken) openText();
    return taken;
  }

  const n = formatCount(total);
  const counts = { robots: formatCount(robots), hands: formatCount(hands) };
  return (
    <section aria-label={t('dryRun')} data-testid="batch-plan" className="flex min-h-0 flex-1 flex-col">
      <header className="flex shrink-0 items-center gap-2 border-b border-line px-3 py-1.5">
        <Button size="sm" look="quiet" icon={<ArrowLeft size={14} aria-hidden />} onClick={openText}>
          {t('backToText')}
        </Button>
        <h2 className="min-w-0 flex-1 truncate font-semibold">
          {t('dryRun')} · {title.trim() || t('batchNoTitle')}
        </h2>
        {!online && (
          <Button
            disabled={!releasable}
            title={mayNot ?? undefined}
            data-testid="release-open-dialog"
            icon={<Clock size={13} aria-hidden />}
            onClick={() => setReleasing(true)}
          >
            {t('releaseButton')}
          </Button>
        )}
        <Button
          look="primary"
          disabled={!ready}
          title={mayNot ?? undefined}
          data-testid="batch-send"
          onClick={() => setAsking(true)}
        >
          {label(t('sendTo', { n }))}
        </Button>
      </header>
      <ModeLine runKind={runKind} />
      {plan.isPending && <Loading />}
      {plan.isError && <LoadFailed error={plan.error} onRetry={() => refetch()} />}
      {plan.isSuccess && (
        <>
          <dl
            className="grid shrink-0 grid-cols-4 gap-px border-b border-line bg-line"
            data-testid="plan-counts"
          >
            <Figure
              label={t('planByRobot')}
              n={robots}
              testId="plan-robot"
              note={robots > 0 ? t('planWhen') : ''}
            />
            <Figure
              label={t('planByHand')}
              n={hands}
              testId="plan-hand"
              note={hands > 0 ? t('planByHandWhy') : ''}
            />
            <Figure
              label={t('planSkipped')}
              n={outcomes.skipped.length}
              testId="plan-skipped"
              note={reasonsOf(outcomes.skipped)
                .map(({ reason, groups }) => `${t(reasonWords[reason])} ${formatCount(groups)}`)
                .join(t('listSeparator'))}
            />
            <Figure
              label={t('planBlocked')}
              n={plan.data.blockedCount}
              testId="plan-blocked"
              note={plan.data.blockedCount > 0 ? t('planBlockedWhy') : ''}
              bad={plan.data.blockedCount > 0}
            />
          </dl>
          {(!online || !plan.data.complete) && (
            <p role="status" className="hatched-faint shrink-0 border-b border-line px-3 py-2 text-sm">
              {t('planAway')}
            </p>
          )}
          {total === 0 && <p className="bg-warn-tint px-3 py-2 text-sm text-warn">{t('planNothing')}</p>}
          <div className="flex shrink-0 items-center gap-3 border-b border-line px-3 py-1.5">
            <Tabs<PlanOutcome | 'all'>
              label={t('dryRun')}
              value={shown}
              onChange={setShown}
              tabs={[
                { value: 'all', label: `${t('all')} ${formatCount(plan.data.deliveries.length)}` },
                { value: 'robot', label: `${t('planByRobot')} ${counts.robots}` },
                { value: 'hand', label: `${t('planByHand')} ${counts.hands}` },
                { value: 'skipped', label: `${t('planSkipped')} ${formatCount(outcomes.skipped.length)}` },
                { value: 'blocked', label: `${t('planBlocked')} ${formatCount(outcomes.blocked.length)}` },
              ]}
            />
          </div>
          {outcomes[shown].length === 0 ? (
            <EmptyState title={t('noneFound')} />
          ) : (
            <PlanList deliveries={outcomes[shown]} />
          )}
        </>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('sendTitle', { n })}
        description={t(runKind === 'live' ? 'sendTextReal' : 'sendTextSimulated', counts)}
        confirmLabel={t('send')}
        look={runKind === 'live' ? 'danger' : 'warn'}
        onConfirm={send}
        testId="batch-confirm"
      />
      <ReleaseDialog
        open={releasing}
        onOpenChange={setReleasing}
        {...{ runKind, robots, hands }}
        onRelease={release}
      />
    </section>
  );
}

/** Whether it is real is never a matter of memory. */
export function ModeLine({ runKind }: { runKind: RunKind }) {
  const t = useWords('community');
  const real = runKind === 'live';
  const Icon = real ? Radio : FlaskConical;
  return (
    <p
      data-testid="batch-mode"
      data-mode={runKind}
      className={`flex shrink-0 items-center gap-2 border-b border-line px-3 py-1.5 text-sm font-semibold ${real ? 'bg-live-tint text-live' : 'bg-warn-tint text-warn'}`}
    >
      <Icon size={14} aria-hidden />
      {t(real ? 'modeReal' : 'modeSimulated')}
    </p>
  );
}

function Figure({
  label,
  n,
  note = '',
  bad = false,
  testId,
}: {
  label: string;
  n: number;
  note?: string;
  bad?: boolean;
  testId: string;
}) {
  return (
    <div className="min-w-0 bg-panel px-3 py-2" data-testid={testId} data-n={n}>
      <dt className="flex items-center gap-1.5 text-xs text-muted">
        {bad && <CircleAlert size={12} className="text-live" aria-hidden />}
        {label}
      </dt>
      <dd className={`text-xl font-semibold ${bad ? 'text-live' : ''}`}>{formatCount(n)}</dd>
      {note !== '' && <dd className="text-xs text-muted">{note}</dd>}
    </div>
  );
}
