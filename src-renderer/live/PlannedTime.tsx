import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Slot } from '#shared/domain/rundown/slot.schema.ts';
import { useWords } from '../app/i18n.ts';
import { useAct } from '../client/use-act.ts';
import { type EditOf, settleOpEdit } from '../sync/op-edit.ts';
import { cx } from '../ui/class-names.ts';
import { formatDuration, parseMinutes } from '../ui/format.ts';
import { toast } from '../ui/toast.ts';
import type { RowTime } from './row-time.ts';
import { useRundownActions } from './use-rundown-actions.ts';

/** Planned length or over/under; pressed, it becomes a field for the planned minutes. */
export function PlannedTime({
  slot,
  name,
  text,
  tone,
  faded,
  editing,
  locked,
  asked,
  onEdit,
  onDone,
}: {
  slot: Slot;
  name: string;
  text: string;
  tone: RowTime['timeTone'];
  faded: boolean;
  editing: boolean;
  locked: boolean;
  /** A refused change that this one takes the place of. */
  asked: EditOf<'rundown.plan'> | null;
  onEdit: (editing: boolean) => void;
  onDone: () => void;
}) {
  const t = useWords('live');
  if (editing)
    return (
      <PlannedField
        slot={slot}
        name={name}
        asked={asked}
        onClose={() => {
          onEdit(false);
          onDone();
        }}
      />
    );
  return (
    <button
      type="button"
      tabIndex={-1}
      disabled={locked}
      title={locked ? undefined : t('actionPlan')}
      onClick={() => onEdit(true)}
      className={cx(
        '-mr-1 rounded px-1 text-xs leading-tight hover:bg-hover',
        tone === 'over' ? 'text-warn' : faded ? 'text-faint' : 'text-muted',
      )}
    >
      {text}
    </button>
  );
}

function PlannedField({
  slot,
  name,
  asked,
  onClose,
}: {
  slot: Slot;
  name: string;
  asked: EditOf<'rundown.plan'> | null;
  onClose: () => void;
}) {
  const t = useWords('live');
  const actions = useRundownActions();
  const act = useAct();
  const [text, setText] = useState(formatDuration(asked?.input.plannedSec ?? slot.plannedSec));
  const seconds = parseMinutes(text);
  const field = useRef<HTMLInputElement>(null);
  // The person has just asked to type here.
  useEffect(() => field.current?.select(), []);
  async function save() {
    if (seconds === null) return toast.error(t('planEditBad'));
    onClose();
    const done = seconds === slot.plannedSec || (await actions.plan(slot.id, seconds));
    if (done && asked) await act(() => settleOpEdit(asked.opId));
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') onClose();
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void save();
    }
  }
  return (
    <input
      ref={field}
      value={text}
      aria-label={t('planEditLabel', { name })}
      aria-invalid={seconds === null}
      title={t('planEditHint')}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={onClose}
      className="h-5 w-14 rounded border border-focus bg-field px-1 text-right text-xs aria-[invalid=true]:border-live"
    />
  );
}
