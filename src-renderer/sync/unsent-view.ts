/** Which part of the unsent list is open; null = closed. */
import { createStore, useStore } from '../client/store.ts';

export type UnsentPart = 'waiting' | 'refused';
const part = createStore<UnsentPart | null>(null);

export function useUnsentPart(): UnsentPart | null {
  return useStore(part);
}

export function openUnsent(which: UnsentPart): void {
  part.set(which);
}

export function closeUnsent(): void {
  part.set(null);
}
