/**
 * Why a drop or a script was not armed or fired, kept by its card until the person tries again or has read it: a message that goes
 * by is missed by whoever looks at the camera. Of this window alone.
 */
import type { ErrorParams } from '#shared/contract/errors.ts';
import { createStore, useStorePart } from '../client/store.ts';

export interface Refusal {
  readonly code: string;
  readonly params: ErrorParams;
  /** Its state when it was pressed: once it has moved on, the reason is over. */
  readonly state: string;
}
/** What would let it through, as a key of the words for it. */
export type RefusalAdvice = 'adviceFloor' | 'adviceWait' | 'adviceHub' | 'adviceRole' | 'adviceElse';

/** The state on the card says these better than words that stay. */
const saidByState = new Set([
  ...['drop/changed', 'drop/wrong-state', 'effect/unanswered'],
  ...['sequence/changed', 'sequence/wrong-state'],
]);

const store = createStore<ReadonlyMap<string, Refusal>>(new Map());

export function keepRefusal(dropId: string, refusal: Refusal): void {
  if (saidByState.has(refusal.code)) {
    forgetRefusal(dropId);
    return;
  }
  store.set(new Map(store.get()).set(dropId, refusal));
  const seconds = Number(refusal.params['seconds']);
  // What has only to be waited for is over by itself.
  if (refusal.code === 'drop/cool-down')
    setTimeout(() => store.get().get(dropId) === refusal && forgetRefusal(dropId), seconds * 1000);
}

export function forgetRefusal(dropId: string): void {
  if (!store.get().has(dropId)) return;
  const left = new Map(store.get());
  left.delete(dropId);
  store.set(left);
}

export function refusalOf(dropId: string, state: string): Refusal | null {
  const kept = store.get().get(dropId);
  return kept?.state === state ? kept : null;
}

export function useRefusal(dropId: string, state: string): Refusal | null {
  return useStorePart(store, () => refusalOf(dropId, state));
}

export function adviceFor(code: string): RefusalAdvice {
  if (code === 'offer/below-floor') return 'adviceFloor';
  if (code === 'drop/cool-down') return 'adviceWait';
  if (code === 'hub/away' || code === 'effect/expired' || code === 'effect/restarted') return 'adviceHub';
  return code.startsWith('auth/') ? 'adviceRole' : 'adviceElse';
}
