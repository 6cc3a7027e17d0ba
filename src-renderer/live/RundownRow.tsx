import { useSortable } from '@dnd-kit/sortable';
import { GripVertical } from 'lucide-react';
import { type KeyboardEvent, memo, useCallback, useEffect, useRef, useState } from 'react';
import { formatFen } from '#shared/domain/money.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import type { Slot } from '#shared/domain/rundown/slot.schema.ts';
import { useWords } from '../app/i18n.ts';
import { type EditOf, endOpEdit } from '../sync/op-edit.ts';
import type { Mark } from '../sync/sync-view.ts';
import { cx } from '../ui/class-names.ts';
import { PlannedTime } from './PlannedTime.tsx';
import { RowMarks } from './RowMarks.tsx';
import { RowMenu } from './RowMenu.tsx';
import { type RowAction, rowActionOfKey } from './row-action.ts';
import { type RowTicks, rowTime } from './row-time.ts';
import { walkRows } from './walk-rows.ts';

export interface RundownRowProps extends RowTicks {
  /** Its place from 0 among so many: only those about the screen are drawn. */
  at: number;
  of: number;
  /** Pixels of rows above it that are not drawn. */
  above: number;
  measure: (row: HTMLElement | null) => void;
  slot: Slot;
  product: Product;
  number: string;
  currency: string;
  onAir: boolean;
  /** A rehearsal is amber wherever the broadcast is red. */
  rehearsal: boolean;
  armed: boolean;
  next: boolean;
  /** What the hub has not confirmed of slot or product, or would not have. */
  mark: Mark | null;
  blocked: boolean;
  /** Pieces of the product that tills hold and have not sold. */
  atTills: number;
  focusable: boolean;
  ended: boolean;
  /** The person's role may only look. */
  locked: boolean;
  /** A refused change of its planned time, to be asked anew. */
  asked: EditOf<'rundown.plan'> | null;
  onFocus: (slotId: string) => void;
  onAction: (action: RowAction, slotId: string) => void;
}

/** One slot. Everything it shows comes as plain values, so that only rows whose words change are drawn again. */
export const RundownRow = memo(function RundownRow(props: RundownRowProps) {
  const { slot, product, number, onAir, rehearsal, armed, next, mark, asked, locked, onAction } = props;
  const t = useWords('live');
  const time = rowTime(slot, props, onAir, t);
  const main = useRef<HTMLButtonElement>(null);
  const [editing, setEditing] = useState(false);
  const [menuOpen, setMenuOpen] = useState(false);
  useEffect(() => {
    if (!asked) return;
    main.current?.scrollIntoView({ block: 'center' });
    setEditing(true);
  }, [asked]);
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } =
    useSortable({ id: slot.id, data: { name: product.name }, disabled: locked });
  const pending = mark === 'sending' || mark === 'waiting';
  const faded = !onAir && (slot.state === 'done' || slot.state === 'skipped');

  function act(action: RowAction) {
    if (locked) return;
    if (action === 'edit-plan') setEditing(true);
    else if (action === 'menu') setMenuOpen(true);
    else onAction(action, slot.id);
    // Moved rows stay under the keyboard that moves them.
    if (action === 'up' || action === 'down') requestAnimationFrame(() => main.current?.focus());
  }
  function onKeyDown(event: KeyboardEvent<HTMLButtonElement>) {
    const action = rowActionOfKey(event);
    if (action === null) walkRows(event);
    else {
      event.preventDefault();
      act(action);
    }
  }
  const { measure } = props;
  const setRow = useCallback(
    (row: HTMLElement | null) => {
      setNodeRef(row);
      measure(row);
    },
    [setNodeRef, measure],
  );
  return (
    <li
      ref={setRow}
      data-testid="rundown-row"
      data-index={props.at}
      aria-posinset={props.at + 1}
      aria-setsize={props.of}
      data-slot-id={slot.id}
      data-state={slot.state}
      data-armed={armed || undefined}
      data-next={next || undefined}
      data-pending={pending || undefined}
      data-mark={mark ?? undefined}
      aria-current={onAir || undefined}
      style={{
        marginTop: props.above,
        ...(transform && { transform: `translate3d(0, ${Math.round(transform.y)}px, 0)`, transition }),
      }}
      className={cx(
        'group relative grid grid-cols-[3rem_minmax(0,1fr)_auto_1.75rem] items-center gap-x-1.5 border-b border-line py-1.5 pr-1 outline-offset-[-2px]',
        onAir ? (rehearsal ? 'bg-warn-tint' : 'bg-live-tint') : next ? 'bg-raised' : 'hover:bg-raised/60',
        pending && 'hatched-faint',
        isDragging && 'z-10 bg-hover shadow-xl',
      )}
    >
      {(onAir || armed || next) && (
        <span
          aria-hidden
          className={cx(
            'absolute inset-y-0 left-0 w-0.75',
            onAir ? (rehearsal ? 'bg-warn' : 'bg-live') : armed ? 'bg-text' : 'bg-faint',
          )}
        />
      )}
      <div className="flex items-center self-start pl-1">
        <button
          ref={setActivatorNodeRef}
          type="button"
          {...attributes}
          {...listeners}
          tabIndex={-1}
          aria-label={t('dragHandle', { name: product.name })}
          disabled={locked}
          className="-ml-0.5 cursor-grab touch-none rounded text-faint opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100"
        >
          <GripVertical size={14} aria-hidden />
        </button>
        <span className={cx('font-medium', onAir ? (rehearsal ? 'text-warn' : 'text-live') : 'text-muted')}>
          {number}
        </span>
      </div>
      <div className="min-w-0">
        <button
          ref={main}
          type="button"
          data-row-main
          data-thing={`${slot.id} ${product.id}`}
          title={product.name}
          tabIndex={props.focusable ? 0 : -1}
          onFocus={() => props.onFocus(slot.id)}
          onKeyDown={onKeyDown}
          onClick={() => !onAir && !armed && !props.ended && act('arm')}
          className={cx(
            'line-clamp-2 w-full rounded-sm text-left leading-snug break-words',
            onAir && 'font-semibold',
            faded && 'text-faint',
            slot.state === 'skipped' && 'line-through',
          )}
        >
          {product.name}
        </button>
        <div className="mt-px flex items-center gap-x-2 overflow-hidden text-xs leading-tight has-[[data-mark]~[data-mark],[data-testid^=mark-]]:flex-wrap has-[[data-mark]~[data-mark],[data-testid^=mark-]]:gap-y-0.5">
          <span className={cx('min-w-16 shrink-0', faded ? 'text-faint' : 'font-medium')}>
            {formatFen(product.priceFen, props.currency)}
          </span>
          <RowMarks {...props} />
        </div>
      </div>
      <div className="min-w-16 self-start text-right" title={time.timeTitle}>
        <div className={cx('leading-snug', onAir ? 'font-semibold' : faded ? 'text-faint' : 'text-text')}>
          {time.timeWas && <s className="mr-1 text-2xs text-faint">{time.timeWas}</s>}
          {time.timeTop}
        </div>
        <PlannedTime
          slot={slot}
          name={product.name}
          text={time.timeBottom}
          tone={time.timeTone}
          faded={faded}
          editing={editing}
          locked={locked}
          asked={asked}
          onEdit={(next) => {
            setEditing(next);
            if (!next && asked) endOpEdit();
          }}
          onDone={() => main.current?.focus()}
        />
      </div>
      {!locked && (
        <RowMenu
          open={menuOpen}
          onOpenChange={(open) => {
            setMenuOpen(open);
            // The button that opened it was replaced: the focus goes back to the row.
            if (!open) setTimeout(() => main.current?.focus(), 0);
          }}
          slot={slot}
          name={product.name}
          onAir={onAir}
          armed={armed}
          ended={props.ended}
          onAction={act}
        />
      )}
    </li>
  );
});
