import { useQuery } from '@tanstack/react-query';
import { Clock, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { useSync } from '#renderer/client/app-state.ts';
import { client, orpc } from '#renderer/client/client.ts';
import { useNowMs } from '#renderer/client/now.ts';
import { useAct } from '#renderer/client/use-act.ts';
import { useHubThere } from '#renderer/sync/use-sync.ts';
import { useMayNot } from '#renderer/team/use-may.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { formatCount, formatDay } from '#renderer/ui/format.ts';
import type { ReleaseEntry } from '#shared/contract/batch.ts';
import { errorText, isErrorCode } from '#shared/contract/errors.ts';
import type { Batch } from '#shared/domain/batch/batch.schema.ts';
import type { Show } from '#shared/domain/show/show.schema.ts';
import { type ReleaseState, releaseLines } from './release-view.ts';
import { openBatch } from './send-view.ts';

const looks = {
  waiting: { word: 'releaseWaiting', tone: 'hatched-faint', action: 'releaseCancel' },
  overdue: { word: 'releaseOverdue', tone: 'bg-warn-tint text-warn', action: 'releaseDismiss' },
  elsewhere: { word: 'releaseElsewhere', tone: 'hatched-faint', action: 'releaseCancel' },
  handing: { word: 'releaseHanding', tone: 'hatched-faint', action: 'releaseCancel' },
  unsure: { word: 'releaseUnsure', tone: 'hatched-faint', action: null },
  forgotten: { word: 'releaseForgotten', tone: 'bg-warn-tint text-warn', action: 'releaseDismiss' },
  sent: { word: 'releaseSent', tone: 'text-ok', action: null },
  expired: { word: 'releaseExpired', tone: 'bg-warn-tint text-warn', action: 'releaseDismiss' },
  refused: { word: 'releaseRefused', tone: 'bg-warn-tint text-warn', action: 'releaseDismiss' },
} as const satisfies Record<ReleaseState, { word: string; tone: string; action: string | null }>;

/** What was released while the hub was away, and what became of it. Nothing where there is nothing to say. */
export function ReleaseStrip({ showId }: { showId: Show['id'] }) {
  const t = useWords('community');
  const online = useHubThere();
  const skewMs = useSync((sync) => sync.skewMs) ?? 0;
  const nowMs = useNowMs() + skewMs;
  const releases = useQuery(orpc.release.list.queryOptions({ input: { showId } })).data;
  const some = (releases?.length ?? 0) > 0;
  const batches = useQuery({
    ...orpc.batch.list.queryOptions({ input: { showId }, retry: false }),
    enabled: some,
  });
  const known = online && batches.isSuccess ? batches.data : null;
  const lines = useMemo(
    () => releaseLines(releases ?? [], { batches: known, nowMs }),
    [releases, known, nowMs],
  );
  if (lines.length === 0) return null;
  return (
    <ul aria-label={t('releases')} className="m-0 shrink-0 list-none p-0">
      {lines.map(({ release, state }) => (
        <ReleaseLine
          key={release.id}
          release={release}
          state={state}
          batch={known?.find(({ batchId }) => batchId === release.batchId) ?? null}
        />
      ))}
    </ul>
  );
}

function ReleaseLine({
  release: { id, showId, batchId, title, robots, hands, until },
  state,
  batch,
}: {
  release: ReleaseEntry;
  state: ReleaseState;
  batch: Batch | null;
}) {
  const t = useWords('community');
  const language = useLanguage();
  const act = useAct();
  const mayNot = useMayNot('post');
  const { word, tone, action } = looks[state];
  const refusal = batch?.refusal;
  const why =
    refusal && isErrorCode(refusal.code) ? errorText(refusal.code, refusal.params, language) : undefined;
  const Icon = action === 'releaseDismiss' ? TriangleAlert : Clock;
  return (
    <li
      data-testid="release"
      data-state={state}
      className={`flex items-center gap-3 border-b border-line px-3 py-1.5 text-sm ${tone}`}
    >
      <Icon size={14} className="shrink-0" aria-hidden />
      <p className="min-w-0 flex-1" role="status">
        <span className="font-semibold">{title.trim() || t('batchNoTitle')}</span>
        {' · '}
        {t(word, { n: formatCount(robots + hands), time: formatDay(Date.parse(until)) })}
        {why !== undefined && ` ${why}`}
      </p>
      {state === 'sent' && (
        <Button size="sm" data-testid="release-open" onClick={() => openBatch({ showId, batchId })}>
          {t('releaseOpen')}
        </Button>
      )}
      {action !== null && (
        <Button
          size="sm"
          disabled={mayNot !== null}
          title={mayNot ?? undefined}
          data-testid="release-cancel"
          onClick={() => act(() => client.release.cancel({ releaseId: id }))}
        >
          {t(action)}
        </Button>
      )}
    </li>
  );
}
