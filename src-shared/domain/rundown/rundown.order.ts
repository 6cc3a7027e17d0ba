import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';
import type { Run } from '../show/show.schema.ts';
import type { Slot } from './slot.schema.ts';

/** Rundown order: by key, then by id, so that two consoles that made the same key still agree. */
export function inOrder(slots: readonly Slot[]): Slot[] {
  return [...slots].sort((a, b) => {
    if (a.orderKey !== b.orderKey) return a.orderKey < b.orderKey ? -1 : 1;
    return a.id < b.id ? -1 : 1;
  });
}

/** Keys for `count` new slots behind everything in `slots`. */
export function keysAtEnd(slots: readonly Slot[], count: number): string[] {
  return generateNKeysBetween(inOrder(slots).at(-1)?.orderKey ?? null, null, count);
}

/** The key that puts `movedId` right behind `afterId` (null = first). Null where `afterId` is not in the rundown. */
export function keyAfter(slots: readonly Slot[], movedId: string, afterId: string | null): string | null {
  const others = inOrder(slots).filter((slot) => slot.id !== movedId);
  const at = afterId === null ? 0 : others.findIndex((slot) => slot.id === afterId) + 1;
  if (afterId !== null && at === 0) return null;
  const before = others[at - 1]?.orderKey ?? null;
  // Twins made by two consoles at once share a key: step over them to the next greater one.
  const after = others.slice(at).find((slot) => before === null || slot.orderKey > before)?.orderKey ?? null;
  return generateKeyBetween(before, after);
}

/** What a plain "take next" takes: the armed slot, else the first waiting one behind what is on air, else any waiting. */
export function nextSlot(run: Run, slots: readonly Slot[]): Slot | null {
  const ordered = inOrder(slots);
  const armed = ordered.find((slot) => slot.id === run.armedSlotId && slot.id !== run.onAirSlotId);
  if (armed) return armed;
  const onAirAt = ordered.findIndex((slot) => slot.id === run.onAirSlotId);
  const waiting = (slot: Slot) => slot.state === 'waiting';
  return ordered.slice(onAirAt + 1).find(waiting) ?? ordered.find(waiting) ?? null;
}
