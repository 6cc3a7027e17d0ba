/** The wall clock as the screen sees it: one tick a second for everybody, on the second. */
import { useSyncExternalStore } from 'react';

let nowMs = Date.now();
let timer: ReturnType<typeof setTimeout> | null = null;
const listeners = new Set<() => void>();

function tick(): void {
  nowMs = Date.now();
  timer = setTimeout(tick, 1000 - (nowMs % 1000));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) tick();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearTimeout(timer);
    timer = null;
  };
}

/** Milliseconds since 1970, renewed each second. */
export function useNowMs(): number {
  return useSyncExternalStore(subscribe, () => nowMs);
}
