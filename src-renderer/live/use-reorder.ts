import {
  closestCenter,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import { useMemo, useState } from 'react';
import { useWords } from '../app/i18n.ts';
import type { NumberedSlot } from './slot-view.ts';
import { useRundownActions } from './use-rundown-actions.ts';

// Always the same objects: every row listens to the sensors, and new ones would draw all rows at every drawing of the list.
const byPointer = { activationConstraint: { distance: 4 } };
const byKeys = { coordinateGetter: sortableKeyboardCoordinates };

/** Reordering by pointer, by dnd-kit's keys on the handle, and by one step at a time; each said aloud. */
export function useReorder(numbered: readonly NumberedSlot[]) {
  const t = useWords('live');
  const actions = useRundownActions();
  const [announcement, setAnnouncement] = useState('');
  const sensors = useSensors(useSensor(PointerSensor, byPointer), useSensor(KeyboardSensor, byKeys));

  const accessibility = useMemo(() => {
    const placeOf = (id: unknown) => numbered.findIndex(({ slot }) => slot.id === id) + 1;
    const nameOf = (id: unknown) => numbered.find(({ slot }) => slot.id === id)?.product.name ?? '';
    return {
      screenReaderInstructions: { draggable: t('dragInstructions') },
      announcements: {
        onDragStart: ({ active }: { active: { id: unknown } }) =>
          t('dragStart', { name: nameOf(active.id), at: placeOf(active.id) }),
        onDragOver: ({ active, over }: { active: { id: unknown }; over: { id: unknown } | null }) =>
          over ? t('dragOver', { name: nameOf(active.id), at: placeOf(over.id) }) : undefined,
        onDragEnd: ({ active, over }: { active: { id: unknown }; over: { id: unknown } | null }) =>
          t('dragEnd', { name: nameOf(active.id), at: placeOf(over?.id ?? active.id) }),
        onDragCancel: ({ active }: { active: { id: unknown } }) =>
          t('dragCancel', { name: nameOf(active.id) }),
      },
    };
  }, [numbered, t]);

  /** Puts a slot to another place of the list, counted from 0. */
  function moveTo(slotId: string, place: number): boolean {
    const others = numbered.filter(({ slot }) => slot.id !== slotId);
    if (place < 0 || place > others.length || others.length === numbered.length) return false;
    void actions.move(slotId, others[place - 1]?.slot.id ?? null);
    return true;
  }
  function moveBy(slotId: string, step: 1 | -1): void {
    const at = numbered.findIndex(({ slot }) => slot.id === slotId);
    const name = numbered[at]?.product.name ?? '';
    if (moveTo(slotId, at + step)) setAnnouncement(t('moved', { name, at: at + step + 1 }));
  }
  const [dragged, setDragged] = useState<string | null>(null);
  function onDragEnd({ active, over }: DragEndEvent): void {
    setDragged(null);
    if (!over || over.id === active.id) return;
    moveTo(
      String(active.id),
      numbered.findIndex(({ slot }) => slot.id === over.id),
    );
  }
  return {
    dnd: {
      ...{ sensors, collisionDetection: closestCenter, accessibility, onDragEnd },
      onDragStart: ({ active }: { active: { id: unknown } }) => setDragged(String(active.id)),
      onDragCancel: () => setDragged(null),
    },
    dragged,
    moveBy,
    announcement,
  };
}
