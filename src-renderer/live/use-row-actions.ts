import { useCallback, useRef } from 'react';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { useWords } from '../app/i18n.ts';
import { toast } from '../ui/toast.ts';
import type { RowAction } from './row-action.ts';
import type { NumberedSlot } from './slot-view.ts';
import { useRundownActions } from './use-rundown-actions.ts';

interface RowContext {
  readonly run: Run;
  readonly numbered: readonly NumberedSlot[];
  readonly moveBy: (slotId: string, step: 1 | -1) => void;
  readonly onReprice: (productId: string) => void;
  readonly onRemove: (slot: NumberedSlot) => void;
  readonly onSchedule: (slot: NumberedSlot) => void;
}

/** Carries out a row's action. The answer stays the same function, so that rows are not drawn again for it. */
export function useRowActions(context: RowContext): (action: RowAction, slotId: string) => void {
  const t = useWords('live');
  const actions = useRundownActions();
  const now = useRef(context);
  now.current = context;
  return useCallback(
    (action, slotId) => {
      const { run, numbered, moveBy, onReprice, onRemove, onSchedule } = now.current;
      const row = numbered.find(({ slot }) => slot.id === slotId);
      if (!row) return;
      const { slot, product } = row;
      switch (action) {
        case 'take':
          return void actions.take(run, slot.id);
        case 'arm':
          return void actions.arm(run.id, slot.id);
        case 'disarm':
          return void actions.arm(run.id, null);
        case 'skip':
        case 'unskip':
          return void actions.skip(slot.id, action === 'skip');
        case 'second-slot':
          return void actions.add(run.id, product.id, slot.plannedSec).then((done) => {
            if (done) toast.ok(t('secondSlotAdded', { name: product.name }));
          });
        case 'reprice':
          return onReprice(product.id);
        case 'up':
          return moveBy(slot.id, -1);
        case 'down':
          return moveBy(slot.id, 1);
        case 'schedule':
          return onSchedule(row);
        case 'remove':
          return onRemove(row);
        case 'edit-plan':
        case 'menu':
          // The row's own: they change nothing but its looks.
          return;
      }
    },
    [actions, t],
  );
}
