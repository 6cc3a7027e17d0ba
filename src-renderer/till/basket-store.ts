/** The basket outlives a look at another page. It belongs to one run: another run begins with none. */
import { useCallback } from 'react';
import { createStore, useStore } from '../client/store.ts';
import type { Basket } from './basket.ts';

const store = createStore<{ readonly runId: string; readonly basket: Basket }>({ runId: '', basket: [] });
const empty: Basket = [];

/** `set` changes what is there now, so that two scans in one moment both count. */
export function useBasket(runId: string): readonly [Basket, (change: (now: Basket) => Basket) => void] {
  const kept = useStore(store);
  const set = useCallback(
    (change: (now: Basket) => Basket) => {
      const now = store.get();
      store.set({ runId, basket: change(now.runId === runId ? now.basket : empty) });
    },
    [runId],
  );
  return [kept.runId === runId ? kept.basket : empty, set];
}
