/** Whether the checklist stands before a run that is about to start: asked by its button, and by a first take. */
import { createStore, useStore } from '../client/store.ts';

const asked = createStore<string | null>(null);

/** Null closes it. */
export function askToStart(runId: string | null): void {
  asked.set(runId);
}

export function useAskedToStart(runId: string): boolean {
  return useStore(asked) === runId;
}
