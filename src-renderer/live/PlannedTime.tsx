import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Slot } from '#shared/domain/rundown/slot.schema.ts';
import { useWords } from '../app/i18n.ts';
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
  onEdit,
  onDone,
}: {
  slot: Slot;
  name: string;
  text: string;
  tone: RowTime['timeTone'];
  faded: boolean;
  editing: boolean;
  onEdit: (editing: boolean) => void;
  onDone: () => void;
}) {
  const t = useWords('live');
  if (editing)
    return (
      <PlannedField
        slot={slot}
        name={name}
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
      title={t('actionPlan')}
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

function PlannedField({ slot, name, onClose }: { slot: Slot; name: string; onClose: () => void }) {
  const t = useWords('live');
  const actions = useRundownActions();
  const [text, setText] = useState(formatDuration(slot.plannedSec));
  const seconds = parseMinutes(text);
  const field = useRef<HTMLInputElement>(null);
  // The person has just asked to type here.
  useEffect(() => field.current?.select(), []);
  function save() {
    if (seconds === null) return toast.error(t('planEditBad'));
    onClose();
    if (seconds !== slot.plannedSec) void actions.plan(slot.id, seconds);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') onClose();
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      save();
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
      className="h-5 w-14 rounded border border-focus bg-bg px-1 text-right text-xs aria-[invalid=true]:border-live"
    />
  );
}
