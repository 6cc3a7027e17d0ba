/** Ops of a person at this console: done at once, and judged by the hub where that comes soon enough to be told. */
import { AppError, isErrorCode } from '#shared/contract/errors.ts';
import type { MutationInput, MutationName } from '#shared/domain/mutations.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { HubSession } from '../sync/hub-session.ts';
import type { HowOften, LocalDocuments } from '../sync/local-documents.ts';
import type { Acts } from './acts.ts';

/** How long a person waits for the hub's verdict before "pending" is shown instead. */
const VERDICT_MS = 1500;

export interface TakeOpsPorts {
  readonly documents: Pick<LocalDocuments, 'submit' | 'takeConflict'>;
  readonly session: Pick<HubSession, 'state' | 'pushed'>;
  readonly timers: Timers;
  readonly recorded: Acts['recorded'];
}

export interface TakeOps {
  /** See `DeskParts.mutate`; `undoing`: it takes back what was done before. */
  take<N extends MutationName>(
    name: N,
    input: MutationInput<N>,
    how?: HowOften,
    undoing?: boolean,
  ): Promise<void>;
  /** Refuses what comes from now on; what is being taken is in the outbox when this resolves. */
  noMore(): Promise<void>;
  again(): void;
}

export function takeOps({ documents, session, timers, recorded }: TakeOpsPorts): TakeOps {
  const submitting = new Set<Promise<unknown>>();
  let leaving = false;
  return {
    async take(name, input, how, undoing = false) {
      // A hub that has removed this console will never take it: better said now than kept for nothing.
      const { hub: state, refusal } = session.state();
      if (state === 'refused' && refusal === 'auth/removed') throw new AppError('auth/removed');
      if (leaving) throw new AppError('session/leaving');
      const submitted = recorded({ name, input, undoing }, () => documents.submit(name, input, how));
      submitting.add(submitted);
      const { done: op, forget } = await submitted.finally(() => submitting.delete(submitted));
      const verdict = session.pushed(op);
      if (session.state().hub !== 'online') return;
      const result = await within(timers, VERDICT_MS, verdict);
      if (result?.outcome !== 'refused') return;
      forget();
      await documents.takeConflict(op.opId);
      throw new AppError(isErrorCode(result.code) ? result.code : 'app/unexpected', result.params);
    },
    async noMore() {
      leaving = true;
      await Promise.allSettled(submitting);
    },
    again() {
      leaving = false;
    },
  };
}

/** What `work` comes to, or null when that takes longer. */
function within<T>(timers: Timers, ms: number, work: Promise<T>): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const callOff = timers.after(ms, () => resolve(null));
    work.then(resolve, reject).finally(callOff);
  });
}
