import { type FormEvent, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { useCurrentShow } from '../app/current-show.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useNowMs } from '../client/now.ts';
import { useAct } from '../client/use-act.ts';
import { spanText } from '../sync/age.ts';
import { focusThing } from '../sync/focus-thing.ts';
import { editRundown } from '../timing/frozen.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { useUiWords } from '../ui/use-ui-words.ts';
import { CheckRow } from './CheckRow.tsx';
import { countsOf, useChecklist } from './use-checklist.ts';

const FOCUS_BACK_MS = 60;

/**
 * What stands between a person and a run that starts: every check with its findings. Errors block a live run; warnings
 * ask for a reason, which stays with it.
 */
export function StartDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const t = useWords('checklist');
  const ui = useUiWords();
  const act = useAct();
  const navigate = useNavigate();
  const reasonId = useId();
  const { show } = useCurrentShow();
  const { checklist, failed, again } = useChecklist(run.id);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const live = run.kind === 'live';
  const { errors, warnings } = checklist ? countsOf(checklist) : { errors: 0, warnings: 0 };
  const asks = live && warnings > 0;
  const blocked = live && errors > 0;
  const ready = checklist?.complete === true && !blocked && (!asks || reason.trim() !== '');

  async function start(event: FormEvent) {
    event.preventDefault();
    if (!ready || busy || !checklist) return;
    setBusy(true);
    const warningsAccepted = asks
      ? checklist.results.filter(({ level }) => level === 'warning').map(({ check }) => check)
      : [];
    const started = await act(() =>
      client.run.start({ runId: run.id, warningsAccepted, reason: asks ? reason.trim() : '' }),
    );
    setBusy(false);
    if (started) onClose();
    else again();
  }
  function go({ to, things }: { to: string; things: string[] }) {
    onClose();
    void navigate(to);
    // A dialog that closes gives the focus back first.
    setTimeout(() => focusThing(things), FOCUS_BACK_MS);
  }
  const skip = (slotId: string) =>
    void act(async () => {
      await editRundown((confirmed) => client.rundown.skip({ slotId, skipped: true, confirmed }));
      again();
    });

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t(live ? 'title' : 'titleRehearsal')}
      description={t(live ? 'intro' : 'introRehearsal')}
      width="lg"
      testId="start-dialog"
      footer={
        <>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button
            look={asks && !blocked ? 'warn' : 'primary'}
            type="submit"
            form={`${reasonId}-form`}
            disabled={!ready || busy}
            data-testid="confirm"
          >
            {t(live ? (asks ? 'goLiveAnyway' : 'goLive') : 'rehearse')}
          </Button>
        </>
      }
    >
      <form id={`${reasonId}-form`} onSubmit={(event) => void start(event)}>
        {checklist ? (
          <>
            <Summary {...{ checklist, errors, warnings, again }} />
            <ul
              data-testid="checklist"
              data-complete={checklist.complete}
              data-errors={errors}
              data-warnings={warnings}
              className="mb-3"
            >
              {checklist.results.map((result) => (
                <CheckRow
                  key={result.check}
                  result={result}
                  currency={show?.currency ?? 'CNY'}
                  onGo={go}
                  onSkip={skip}
                />
              ))}
            </ul>
          </>
        ) : (
          <div className="flex h-40 items-center justify-center gap-2 text-sm text-muted">
            <Spinner {...(failed ? { label: t('failed') } : {})} />
          </div>
        )}
        {blocked && (
          <p className="rounded-md border border-live px-3 py-2 text-sm text-live" role="status">
            {t('blocked', { errors })}
          </p>
        )}
        {asks && !blocked && (
          <div className="flex flex-col gap-1">
            <label htmlFor={reasonId} className="text-sm text-warn">
              {t('reason')}
            </label>
            <TextInput
              id={reasonId}
              value={reason}
              maxLength={300}
              placeholder={t('reasonHint')}
              data-testid="start-reason"
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
        )}
        <p className="mt-3 text-xs text-muted">{t(live ? 'startsText' : 'startsTextRehearsal')}</p>
      </form>
    </Dialog>
  );
}

function Summary({
  checklist,
  errors,
  warnings,
  again,
}: {
  checklist: { checkedAt: string; done: number; total: number; complete: boolean };
  errors: number;
  warnings: number;
  again: () => void;
}) {
  const t = useWords('checklist');
  const say = useWords('sync');
  const nowMs = useNowMs();
  const said = [
    ...(errors > 0 ? [t('errorsCount', { errors })] : []),
    ...(warnings > 0 ? [t('warningsCount', { warnings })] : []),
  ];
  return (
    <div className="mb-1 flex items-center gap-3 text-sm">
      <span role="status" className="font-semibold">
        {said.length > 0 ? said.join(' · ') : t('allGood')}
      </span>
      <span className="min-w-0 flex-1 truncate text-xs text-muted">
        {checklist.complete
          ? t('checkedAgo', { ago: spanText(nowMs - Date.parse(checklist.checkedAt), say) })
          : t('checking', { done: checklist.done, total: checklist.total })}
      </span>
      <Button size="sm" look="quiet" onClick={again}>
        {t('again')}
      </Button>
    </div>
  );
}
