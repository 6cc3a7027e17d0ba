import { type KeyboardEvent, useRef, useState } from 'react';
import { errorText, isErrorCode } from '#shared/contract/errors.ts';
import type { Conflict } from '#shared/contract/outbox.ts';
import { useCurrentShow } from '../app/current-show.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useNowMs } from '../client/now.ts';
import { useAct } from '../client/use-act.ts';
import { personLabel } from '../team/hub-name.ts';
import { editRundown } from '../timing/frozen.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { toast } from '../ui/toast.ts';
import { timeText } from './age.ts';
import { describeOp } from './describe-op.ts';
import { carriesContent, carriesMoney, placeOf, useGoToOp } from './op-edit.ts';

/**
 * Refused ops, each with who, what, when and why, and the three ways out. One stop of Tab a row's buttons; the arrow
 * keys walk from row to row.
 */
export function ConflictList({
  conflicts,
  onLeave,
  className,
}: {
  conflicts: readonly Conflict[];
  /** The person goes to where the thing is: what covers it must make way. */
  onLeave?: () => void;
  className?: string;
}) {
  const t = useWords('sync');
  const list = useRef<HTMLUListElement>(null);
  const [discarding, setDiscarding] = useState<Conflict | null>(null);
  function walk(event: KeyboardEvent<HTMLUListElement>) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const rows = [...(list.current?.children ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[at + step];
    if (step === 0 || !next) return;
    event.preventDefault();
    next.querySelector('button')?.focus();
  }
  return (
    <>
      <ul ref={list} onKeyDown={walk} className={className}>
        {conflicts.map((conflict) => (
          <ConflictRow
            key={conflict.opId}
            conflict={conflict}
            onDiscard={() => setDiscarding(conflict)}
            {...(onLeave ? { onLeave } : {})}
          />
        ))}
      </ul>
      {discarding && <Discard conflict={discarding} onClose={() => setDiscarding(null)} t={t} />}
    </>
  );
}

function ConflictRow({
  conflict,
  onDiscard,
  onLeave,
}: {
  conflict: Conflict;
  onDiscard: () => void;
  onLeave?: () => void;
}) {
  const t = useWords('sync');
  const team = useWords('team');
  const language = useLanguage();
  const act = useAct();
  const nowMs = useNowMs();
  const goToOp = useGoToOp();
  const { run } = useCurrentShow();
  const { opId, name, at, by, code, params } = conflict;
  const reason = isErrorCode(code) ? errorText(code, params, language) : code;
  const place = placeOf(name);
  // A take or a step back is meant from what is on air now, as the person sees it.
  const fromOnAir = name === 'rundown.take' || name === 'rundown.back';
  const ofThisRun = run !== null && conflict.about.includes(run.id);
  const again = fromOnAir && ofThisRun ? { opId, onAirSlotId: run.onAirSlotId } : { opId };

  async function retry() {
    await act(async () => {
      if (await editRundown((confirmed) => client.outbox.retry({ ...again, confirmed })))
        toast.ok(t('retried'));
    });
  }
  async function go() {
    onLeave?.();
    await goToOp(conflict);
  }
  return (
    <li
      data-testid="conflict"
      data-op={name}
      data-code={code}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-1.5 first:border-t-0"
    >
      <div className="min-w-64 flex-1">
        <p className="break-words font-medium">{describeOp(conflict, t)}</p>
        <p className="text-xs text-muted">
          <span className="text-warn">{reason}</span>
          {' · '}
          {by === '' ? t('byUnknown') : t('byHere', { name: personLabel(team, by) })}
          {' · '}
          <time dateTime={at}>{timeText(Date.parse(at), nowMs)}</time>
        </p>
      </div>
      <div className="flex shrink-0 gap-1.5">
        {place && (
          <Button size="sm" data-testid="conflict-retry" onClick={retry}>
            {t(name === 'rundown.take' ? 'retryTake' : name === 'rundown.back' ? 'retryBack' : 'retry')}
          </Button>
        )}
        {place && (
          <Button size="sm" data-testid="conflict-edit" onClick={go}>
            {t(place.editable ? 'edit' : 'goThere')}
          </Button>
        )}
        <Button size="sm" look="quiet" data-testid="conflict-discard" onClick={onDiscard}>
          {t('discard')}
        </Button>
      </div>
    </li>
  );
}

function Discard({
  conflict,
  onClose,
  t,
}: {
  conflict: Conflict;
  onClose: () => void;
  t: ReturnType<typeof useWords<'sync'>>;
}) {
  const act = useAct();
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={t('discardTitle')}
      description={
        <>
          {t('discardText', { what: describeOp(conflict, t) })}
          {carriesMoney(conflict.name) ? (
            <strong className="block text-live">{t('discardMoney')}</strong>
          ) : (
            carriesContent(conflict.name) && <strong className="block">{t('discardContent')}</strong>
          )}
        </>
      }
      confirmLabel={t('discard')}
      look="danger"
      testId="discard-dialog"
      onConfirm={async () => {
        if (await act(() => client.outbox.discard({ opId: conflict.opId }))) toast.say(t('discarded'));
      }}
    />
  );
}
