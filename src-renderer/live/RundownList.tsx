import { DndContext } from '@dnd-kit/core';
import { SortableContext, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Rundown } from '#shared/contract/desk.ts';
import { needsSecondPerson } from '#shared/domain/product/product.schema.ts';
import type { RundownTiming } from '#shared/domain/rundown/rundown.timing.ts';
import { useWords } from '../app/i18n.ts';
import { useAskedThing } from '../sync/use-asked-thing.ts';
import { useMarks } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { ScheduleDialog } from '../timing/ScheduleDialog.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { RundownRow } from './RundownRow.tsx';
import { rowTicks } from './row-time.ts';
import type { NumberedSlot } from './slot-view.ts';
import { useReorder } from './use-reorder.ts';
import { useRowActions } from './use-row-actions.ts';
import { useRowsOnScreen } from './use-rows-on-screen.ts';
import { useRundownActions } from './use-rundown-actions.ts';
import { useSameList } from './use-same-list.ts';

/** The rows: dragged by handle or keys, walked with the arrow keys, scrolled to what is on air. */
export function RundownList({
  rundown,
  numbered,
  timing,
  nextId,
  onReprice,
}: {
  rundown: Rundown;
  numbered: readonly NumberedSlot[];
  timing: RundownTiming;
  nextId: string | null;
  onReprice: (productId: string) => void;
}) {
  const t = useWords('live');
  const { run, show } = rundown;
  const [list, setList] = useState<HTMLOListElement | null>(null);
  const pending = useMemo(() => new Set(rundown.pendingIds), [rundown.pendingIds]);
  const marks = useMarks();
  const locked = useMayNot('show') !== null;
  const times = useMemo(() => new Map(timing.rows.map((row) => [row.slotId, row])), [timing]);
  // Every row listens to this list through dnd-kit: a new one of the same rows would draw them all again.
  const ids = useSameList(numbered.map(({ slot }): string => slot.id));
  const [focusId, setFocusId] = useState<string | null>(null);
  const [removing, setRemoving] = useState<NumberedSlot | null>(null);
  const [scheduled, setScheduled] = useState<NumberedSlot | null>(null);
  const actions = useRundownActions();
  const { dnd, dragged, moveBy, announcement } = useReorder(numbered);
  const asked = useAskedThing('rundown.plan', ({ slotId }) =>
    numbered.some(({ slot }) => slot.id === slotId),
  );
  const onAction = useRowActions({
    ...{ run, numbered, moveBy, onReprice, onRemove: setRemoving, onSchedule: setScheduled },
  });

  const tabStop = (focusId !== null && ids.includes(focusId) ? focusId : run.onAirSlotId) ?? ids[0] ?? null;
  const { rows, below, measure, scrollTo } = useRowsOnScreen(list, ids, [
    tabStop,
    dragged,
    asked?.input.slotId ?? null,
  ]);
  const followed = useRef<string | null>(null);
  useEffect(() => {
    // A screen that comes back into sight stands where it was; only another slot on air moves it.
    if (!list || run.onAirSlotId === followed.current) return;
    followed.current = run.onAirSlotId;
    if (run.onAirSlotId !== null) scrollTo(run.onAirSlotId);
  }, [list, run.onAirSlotId, scrollTo]);

  return (
    <DndContext {...dnd}>
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ol
          ref={setList}
          data-testid="rundown"
          aria-labelledby="rundown-title"
          className="min-h-0 flex-1 overflow-y-auto overflow-x-hidden"
        >
          {rows.map(({ at, above }) => {
            const each = numbered[at];
            if (!each) return null;
            const { slot, product, number } = each;
            const time = times.get(slot.id);
            return (
              <RundownRow
                key={slot.id}
                at={at}
                of={numbered.length}
                above={above}
                measure={measure}
                slot={slot}
                product={product}
                number={number}
                currency={show.currency}
                onAir={slot.id === run.onAirSlotId}
                rehearsal={run.kind === 'rehearsal'}
                armed={slot.id === run.armedSlotId}
                next={slot.id === nextId}
                mark={marks([slot.id, product.id], pending.has(slot.id) || pending.has(product.id))}
                blocked={needsSecondPerson(product)}
                atTills={each.atTills}
                focusable={slot.id === tabStop}
                ended={run.state === 'ended'}
                locked={locked}
                asked={asked?.input.slotId === slot.id ? asked : null}
                onFocus={setFocusId}
                onAction={onAction}
                {...rowTicks(time)}
              />
            );
          })}
          <li aria-hidden style={{ height: below }} />
        </ol>
      </SortableContext>
      <p aria-live="polite" className="sr-only">
        {announcement}
      </p>
      {scheduled && (
        <ScheduleDialog
          slot={scheduled.slot}
          name={scheduled.product.name}
          aroundMs={times.get(scheduled.slot.id)?.forecastStartMs ?? Date.now()}
          onClose={() => setScheduled(null)}
        />
      )}
      {removing && (
        <ConfirmDialog
          open
          onOpenChange={() => setRemoving(null)}
          title={t('removeTitle', { name: removing.product.name })}
          description={t('removeText')}
          confirmLabel={t('remove')}
          look="danger"
          onConfirm={() => actions.remove(removing.slot.id)}
        />
      )}
    </DndContext>
  );
}
