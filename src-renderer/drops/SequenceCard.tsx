import { EllipsisVertical } from 'lucide-react';
import { useState } from 'react';
import type { SequenceStatus } from '#shared/contract/drop.ts';
import { errorText, isErrorCode } from '#shared/contract/errors.ts';
import type { Sequence, SequenceStep } from '#shared/domain/drop/sequence.schema.ts';
import type { SequenceState, StepState } from '#shared/domain/drop/sequence.states.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { HoldButton } from '../live/HoldButton.tsx';
import { SyncMark } from '../sync/SyncMark.tsx';
import type { Mark } from '../sync/sync-view.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { cx } from '../ui/class-names.ts';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { Pill } from '../ui/Pill.tsx';
import { RefusedDrop } from './RefusedDrop.tsx';
import { useDropOrder } from './use-drop-order.ts';

const tones = {
  planned: 'plain',
  running: 'live',
  done: 'ok',
  failed: 'warn',
  stopped: 'hatched',
} as const satisfies Record<SequenceState, string>;
const stepLooks = {
  waiting: 'text-muted',
  doing: 'text-live font-semibold',
  done: 'text-ok',
  failed: 'text-warn font-semibold',
  unknown: 'text-text hatched-faint',
  skipped: 'text-faint line-through',
} as const satisfies Record<StepState, string>;

/** One script: its steps with how each stands, and the one hold that starts it. */
export function SequenceCard({
  sequence,
  status,
  mark,
  riskFen,
  money,
  hindrance,
  offline,
  dense,
  wordsOf,
  onEdit,
}: {
  sequence: Sequence;
  status: SequenceStatus | null;
  mark: Mark | null;
  riskFen: number;
  money: (amount: number) => string;
  /** Why it cannot be started now; null when it can. */
  hindrance: string | null;
  offline: boolean;
  /** One of many: as narrow as the drops beside it. */
  dense: boolean;
  wordsOf: (step: SequenceStep) => string;
  onEdit: (sequence: Sequence) => void;
}) {
  const t = useWords('drops');
  const l = useWords('live');
  const language = useLanguage();
  const act = useAct();
  const order = useDropOrder();
  const [removing, setRemoving] = useState(false);
  const state = status?.state ?? 'planned';
  const { id: sequenceId, title } = sequence;
  const why = (reason: string | null) =>
    reason !== null && isErrorCode(reason) ? errorText(reason, {}, language) : null;
  return (
    <li
      data-testid="sequence-card"
      data-sequence-id={sequenceId}
      data-state={state}
      data-thing={sequenceId}
      aria-label={title}
      tabIndex={-1}
      className={cx(
        'flex flex-col gap-1 overflow-hidden rounded-md border bg-raised',
        dense ? 'min-h-30 max-h-40 px-2.5 py-1.5' : 'min-w-60 max-w-96 flex-1 px-3 py-2',
        state === 'running' ? 'border-live' : 'border-line',
      )}
    >
      <div className="flex h-5.5 shrink-0 items-center gap-1.5">
        <span className="min-w-0 flex-1 truncate text-sm font-semibold" title={title}>
          {title}
        </span>
        <SyncMark mark={mark} />
        <Pill tone={tones[state]}>{t(`seqState_${state}`)}</Pill>
        {state !== 'running' && (
          <Menu
            label={l('dropMenu', { title })}
            trigger={
              <button
                type="button"
                aria-label={l('dropMenu', { title })}
                className="-mr-1.5 grid size-5.5 shrink-0 place-items-center rounded-md text-faint hover:bg-hover hover:text-text"
              >
                <EllipsisVertical size={14} aria-hidden />
              </button>
            }
          >
            {state === 'planned' && <MenuItem onSelect={() => onEdit(sequence)}>{l('dropEdit')}</MenuItem>}
            <MenuItem danger onSelect={() => setRemoving(true)}>
              {l('dropRemove')}
            </MenuItem>
          </Menu>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is scrolled by keys too */}
      <ol className="min-h-0 flex-1 overflow-y-auto text-xs" aria-label={t('seqSteps')} tabIndex={0}>
        {sequence.steps.map((step, at) => {
          const { state: stepState, reason } = status?.steps[at] ?? { state: 'waiting', reason: null };
          const fault = why(reason);
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place
              key={at}
              data-testid="sequence-step"
              data-state={stepState}
              className={cx('flex gap-1.5', stepLooks[stepState])}
            >
              <span className="w-8 shrink-0 text-right tabular-nums">
                {step.afterSec > 0 ? `+${step.afterSec}s` : at + 1}
              </span>
              <span className="min-w-0 flex-1 truncate" title={fault ?? wordsOf(step)}>
                {wordsOf(step)}
                {fault && ` — ${fault}`}
              </span>
              <span className="shrink-0">{t(`seqStep_${stepState}`)}</span>
            </li>
          );
        })}
      </ol>
      {state === 'failed' && status?.reason && (
        <p className="line-clamp-2 shrink-0 text-xs text-warn">{why(status.reason)}</p>
      )}
      {state === 'planned' && (
        <div className="shrink-0">
          <RefusedDrop id={sequenceId} state={state} onEdit={() => onEdit(sequence)} />
          {hindrance && <p className="truncate text-2xs text-warn">{hindrance}</p>}
          <HoldButton
            testId="sequence-fire"
            pad={null}
            label={t('seqHoldAria', { title, amount: money(riskFen) })}
            disabled={hindrance !== null}
            onFire={() =>
              void order({ id: sequenceId, state }, () =>
                client.sequence.fire({ sequenceId, revision: status?.revision ?? 0 }),
              )
            }
            holding={l('dropHolding')}
            note={riskFen > 0 ? l('dropRisk', { amount: money(riskFen) }) : t('seqNoRisk')}
          >
            {t('seqHold')}
          </HoldButton>
        </div>
      )}
      {state === 'running' && (
        <Button
          className="w-full shrink-0"
          data-testid="sequence-stop"
          disabled={offline}
          onClick={() => act(() => client.sequence.stop({ sequenceId }))}
        >
          {t('seqStop')}
        </Button>
      )}
      <ConfirmDialog
        open={removing}
        onOpenChange={setRemoving}
        title={l('dropRemoveTitle', { title })}
        description={t('seqRemoveText')}
        confirmLabel={l('dropRemoveConfirm')}
        look="danger"
        onConfirm={() => act(() => client.sequence.remove({ sequenceId }))}
      />
    </li>
  );
}
