/**
 * Two presses in a row take once: after a take this console takes no other for a second, which is also the gap that
 * pushes of a run keep. What was refused does not count.
 */
import { createStore, useStore } from '../client/store.ts';

export const TAKE_GAP_MS = 1000;

const resting = createStore(false);
let ends: ReturnType<typeof setTimeout> | null = null;

/** Whether a take would be too soon now. */
export function useTakeRests(): boolean {
  return useStore(resting);
}

/** False: too soon. Otherwise the gap begins. */
export function beginTake(): boolean {
  if (resting.get()) return false;
  resting.set(true);
  ends = setTimeout(takeCameToNothing, TAKE_GAP_MS);
  return true;
}

/** The take was refused, or the gap is over. */
export function takeCameToNothing(): void {
  if (ends !== null) clearTimeout(ends);
  ends = null;
  resting.set(false);
}
