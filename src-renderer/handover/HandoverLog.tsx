import { useQuery } from '@tanstack/react-query';
import type { HandoverEntry } from '#shared/contract/promise.ts';
import { useWords } from '../app/i18n.ts';
import { client, orpc } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { SyncMark } from '../sync/SyncMark.tsx';
import { useMarks } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatDay } from '../ui/format.ts';
import { Panel, PanelHeader } from '../ui/Panel.tsx';
import { Pill } from '../ui/Pill.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { toast } from '../ui/toast.ts';

/** Who gave the shift to whom and when, and who took it over and when. */
export function HandoverLog({ of }: { of: { showId: string; runKind: 'live' | 'rehearsal' } }) {
  const t = useWords('handover');
  const query = useQuery(
    orpc.handover.list.queryOptions({ input: { showId: of.showId as never, runKind: of.runKind } }),
  );
  return (
    <Panel aria-label={t('history')}>
      <PanelHeader title={t('history')} />
      {query.isError && (
        <EmptyState
          title={t('failed')}
          actions={<Button onClick={() => void query.refetch()}>{t('retry')}</Button>}
        />
      )}
      {query.isPending && <Spinner />}
      {query.data?.length === 0 && <p className="p-3 text-xs text-muted">{t('historyEmpty')}</p>}
      <ul className="m-0 list-none p-0">
        {(query.data ?? []).map((one) => (
          <Line key={one.id} handover={one} />
        ))}
      </ul>
    </Panel>
  );
}

const tones = { offered: 'warn', acknowledged: 'ok', withdrawn: 'plain' } as const;

function Line({ handover }: { handover: HandoverEntry }) {
  const t = useWords('handover');
  const act = useAct();
  const marks = useMarks();
  const mayNot = useMayNot('handover');
  const { id: handoverId, state, byName, byId, toName, note, at, endedAt, endedByName, counts } = handover;
  const time = (iso: string) => formatDay(Date.parse(iso));
  return (
    <li
      data-testid="handover-entry"
      data-state={state}
      className="flex flex-col gap-1 border-b border-line p-3 text-sm last:border-0"
    >
      <p className="flex flex-wrap items-center gap-2 font-semibold">
        {t('line', { by: byName || byId, to: toName || endedByName || t('anybody') })}
        <Pill tone={tones[state]}>{t(`state_${state}`)}</Pill>
        <SyncMark mark={marks([handoverId], handover.pending)} />
      </p>
      <p className="text-2xs tabular-nums text-muted">
        {t('at', { time: time(at) })}
        {endedAt !== null &&
          ` · ${t(state === 'withdrawn' ? 'withdrawnAt' : 'endedAt', { time: time(endedAt), name: endedByName ?? '' })}`}
      </p>
      {note !== '' && <p className="whitespace-pre-line break-words">{note}</p>}
      <p className="text-2xs text-muted">{t('countsText', counts)}</p>
      <div className="flex gap-2 print:hidden">
        {handover.forMe && mayNot === null && (
          <Button
            size="sm"
            look="primary"
            data-testid="handover-acknowledge"
            onClick={() =>
              void act(() => client.handover.acknowledge({ handoverId })).then((done) => {
                if (done) toast.ok(t('acknowledged'));
              })
            }
          >
            {t('acknowledge')}
          </Button>
        )}
        {handover.mine && state === 'offered' && (
          <Button
            size="sm"
            look="quiet"
            onClick={() => void act(() => client.handover.withdraw({ handoverId }))}
          >
            {t('withdraw')}
          </Button>
        )}
      </div>
    </li>
  );
}
