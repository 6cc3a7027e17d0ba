/** A pasted chain and what has been answered so far: kept while another page is looked at. One run's at a time. */
import { useCallback } from 'react';
import type { ErrorParams } from '#shared/contract/errors.ts';
import { type ChainAnswers, noAnswers } from '#shared/domain/till/chain/settle-chain.ts';
import { createStore, useStore } from '../client/store.ts';

/** What became of an entry, by its line. */
export type ChainOutcome =
  | { readonly opened: true; readonly label: string }
  | { readonly opened: false; readonly code: string; readonly params: ErrorParams };

export interface ChainWork {
  /** Null before anything was pasted. */
  readonly text: string | null;
  readonly answers: ChainAnswers;
  readonly outcomes: Readonly<Record<number, ChainOutcome>>;
}

const none: ChainWork = { text: null, answers: noAnswers, outcomes: {} };
const store = createStore<{ readonly runId: string; readonly work: ChainWork }>({ runId: '', work: none });

export function useChainWork(
  runId: string,
): readonly [ChainWork, (change: (now: ChainWork) => ChainWork) => void, () => void] {
  const kept = useStore(store);
  const set = useCallback(
    (change: (now: ChainWork) => ChainWork) => {
      const now = store.get();
      store.set({ runId, work: change(now.runId === runId ? now.work : none) });
    },
    [runId],
  );
  const clear = useCallback(() => store.set({ runId, work: none }), [runId]);
  return [kept.runId === runId ? kept.work : none, set, clear];
}
