import { type ReactNode, useState } from 'react';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { useHubThere } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { TakeOverDialog } from './TakeOverDialog.tsx';
import { useHolder } from './use-holder.ts';
import { usePersonName } from './use-person-name.ts';

/** What has to be said about the take beside its button: an ask, an offer, that somebody took it over, that it is held. */
export function HolderNotice({ run }: { run: Run }) {
  const t = useWords('several');
  const act = useAct();
  const nameOf = usePersonName();
  const mayNot = useMayNot('show');
  const hubThere = useHubThere();
  const { holder, mine, others, away, mayTakeOver, me } = useHolder(run);
  const [readSince, setReadSince] = useState<string | null>(null);
  const [takingOver, setTakingOver] = useState(false);
  const runId = run.id;
  if (mayNot !== null || run.state === 'ended' || holder === null || me === null) return null;
  const name = nameOf(holder.personName);
  const [ask] = run.takeAsks;
  const { offeredTo } = run;
  if (mine && offeredTo)
    return (
      <Notice kind="offered" text={t('offeredTo', { name: nameOf(offeredTo.personName) })}>
        <Button size="sm" look="quiet" onClick={() => void act(() => client.take.decline({ runId }))}>
          {t('withdraw')}
        </Button>
      </Notice>
    );
  if (mine && ask)
    return (
      <Notice kind="ask" text={t('wantsIt', { name: nameOf(ask.personName) })}>
        <Button
          size="sm"
          data-testid="take-give"
          onClick={() => {
            const { at: _, ...to } = ask;
            void act(() => client.take.offer({ runId, to }));
          }}
        >
          {t('give')}
        </Button>
        <Button
          size="sm"
          look="quiet"
          onClick={() => void act(() => client.take.settleAsk({ runId, personId: ask.personId }))}
        >
          {t('notNow')}
        </Button>
      </Notice>
    );
  if (offeredTo?.personId === me)
    return (
      <Notice kind="offer" text={t('offersIt', { name })}>
        <Button
          size="sm"
          look="primary"
          data-testid="take-accept"
          onClick={() => void act(() => client.take.accept({ runId }))}
        >
          {t('accept')}
        </Button>
        <Button size="sm" look="quiet" onClick={() => void act(() => client.take.decline({ runId }))}>
          {t('decline')}
        </Button>
      </Notice>
    );
  if (holder.takenFrom === me && readSince !== holder.since)
    return (
      <Notice kind="taken" text={t('takenFromYou', { name })} alert>
        <Button size="sm" onClick={() => setReadSince(holder.since)}>
          {t('understood')}
        </Button>
      </Notice>
    );
  if (!others) return null;
  const asked = run.takeAsks.some(({ personId }) => personId === me);
  return (
    <>
      <Notice kind="held" text={asked ? t('asked', { name }) : t('held', { name })}>
        {asked ? (
          <Button
            size="sm"
            look="quiet"
            onClick={() => void act(() => client.take.settleAsk({ runId, personId: me }))}
          >
            {t('withdraw')}
          </Button>
        ) : (
          <Button size="sm" data-testid="take-ask" onClick={() => void act(() => client.take.ask({ runId }))}>
            {t('ask', { name })}
          </Button>
        )}
        {(away || mayTakeOver) && (
          <Button
            size="sm"
            look="warn"
            disabled={!hubThere}
            data-testid="take-over-ask"
            onClick={() => setTakingOver(true)}
          >
            {t('takeOver')}
          </Button>
        )}
      </Notice>
      {takingOver && (
        <TakeOverDialog runId={runId} holder={holder} away={away} onClose={() => setTakingOver(false)} />
      )}
    </>
  );
}

function Notice({
  kind,
  text,
  alert = false,
  children,
}: {
  kind: string;
  text: string;
  alert?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      data-testid="holder-notice"
      data-kind={kind}
      className="mt-1.5 flex flex-wrap items-center gap-2 rounded-md bg-warn-tint px-2.5 py-1.5 text-xs"
    >
      <p id="take-held" role={alert ? 'alert' : 'status'} className="min-w-0 flex-1 font-semibold text-warn">
        {text}
      </p>
      {children}
    </div>
  );
}
