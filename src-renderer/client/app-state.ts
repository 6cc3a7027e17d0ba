/** What `app.watch` says: the state of sync, and which kinds of document changed. */
import { replaceEqualDeep } from '@tanstack/react-query';
import type { LockState } from '#shared/contract/acts.ts';
import type { AppState, SessionInfo, SyncState } from '#shared/contract/desk.ts';
import type { StorageState } from '#shared/contract/storage.ts';
import { client, orpc, queryClient } from './client.ts';
import { connection } from './connection.ts';
import { follow } from './follow.ts';
import { raisedKinds } from './revisions.ts';
import { createStore, useStore, useStorePart } from './store.ts';

const appState = createStore<AppState | null>(null);

/** Null until the desk has spoken. While the wire is down the last state stands: see `useConnection`. */
export function useSyncState(): SyncState | null {
  return useStorePart(appState, (state) => state?.sync ?? null);
}

/** One part of it: `useSync((sync) => sync.role)`. Whoever asks for it is drawn anew for that part alone. */
export function useSync<P>(pick: (sync: SyncState) => P): P | undefined {
  return useStorePart(appState, (state) => (state ? pick(state.sync) : undefined));
}

export const syncStateNow = (): SyncState | null => appState.get()?.sync ?? null;

/** This machine's own files; null until the desk has spoken. */
export function useStorage(): StorageState | null {
  return useStorePart(appState, (state) => state?.storage ?? null);
}

/** Null until the desk has spoken. */
export function useLockState(): LockState | null {
  return useStorePart(appState, (state) => state?.lock ?? null);
}

const noSessions: readonly SessionInfo[] = [];

/** Every hub that this console is joined to; one is shown. */
export function useSessions(): readonly SessionInfo[] {
  return useStorePart(appState, (state) => state?.sessions ?? noSessions);
}

const noConsoles: SessionInfo['consoles'] = [];

/** Consoles at the hub that is shown. */
export function useConsoles(): SessionInfo['consoles'] {
  return useStorePart(
    appState,
    (state) => state?.sessions.find(({ shown }) => shown)?.consoles ?? noConsoles,
  );
}

const switches = createStore(0);

/** Counts how often another hub came to be shown: what was on screen before belongs to another one. */
export function useSwitchCount(): number {
  return useStore(switches);
}

const shownId = (state: AppState | null) => state?.sessions.find(({ shown }) => shown)?.sessionId;

export function useConnection() {
  return useStore(connection);
}

/** Which queries show documents of a kind. */
const queriesOf: Readonly<Record<string, () => readonly unknown[][]>> = {
  show: () => [keyOf(orpc.show), keyOf(orpc.rundown)],
  run: () => [keyOf(orpc.show), keyOf(orpc.rundown), keyOf(orpc.checklist)],
  slot: () => [keyOf(orpc.rundown), keyOf(orpc.checklist)],
  product: () => [
    keyOf(orpc.rundown),
    keyOf(orpc.post.preview),
    keyOf(orpc.batch.plan),
    keyOf(orpc.till),
    keyOf(orpc.checklist),
  ],
  till: () => [keyOf(orpc.till.get)],
  lease: () => [keyOf(orpc.till), keyOf(orpc.rundown), keyOf(orpc.offer)],
  policy: () => [keyOf(orpc.policy)],
  approval: () => [keyOf(orpc.approval)],
  ticket: () => [keyOf(orpc.till)],
  pushPolicy: () => [keyOf(orpc.push)],
  push: () => [keyOf(orpc.push)],
  drop: () => [keyOf(orpc.drop), keyOf(orpc.checklist)],
  sequence: () => [keyOf(orpc.sequence)],
  group: () => [keyOf(orpc.group), keyOf(orpc.post.preview), keyOf(orpc.batch.plan)],
  post: () => [keyOf(orpc.post.list), keyOf(orpc.batch.plan)],
  release: () => [keyOf(orpc.release)],
  batch: () => [keyOf(orpc.batch.list)],
  checklist: () => [keyOf(orpc.checklist)],
  mark: () => [keyOf(orpc.mark)],
  preference: () => [keyOf(orpc.preference)],
  question: () => [keyOf(orpc.question)],
  'blocked-word': () => [keyOf(orpc.comment)],
  'canned-reply': () => [keyOf(orpc.comment)],
  'reply-rule': () => [keyOf(orpc.comment)],
  'reply-policy': () => [keyOf(orpc.comment)],
  act: () => [keyOf(orpc.act)],
  promise: () => [keyOf(orpc.promise)],
  handover: () => [keyOf(orpc.handover)],
  'host-view': () => [keyOf(orpc.host)],
};

function keyOf(utils: { key: () => readonly unknown[] }): unknown[] {
  return [...utils.key()];
}

/** Keeps following the desk for as long as the page lives. */
export function followApp(): void {
  connection.subscribe(() => {
    // After a gap anything may have changed without a word.
    if (connection.get() === 'open') void queryClient.invalidateQueries();
  });
  const forever = new AbortController().signal;
  void follow((signal) => client.app.watch(undefined, { signal }), receive, forever);
}

function receive(next: AppState): void {
  const previous = appState.get();
  const switched = previous !== null && shownId(previous) !== shownId(next);
  // Answers of the hub that was shown, also those still under way, must never be seen under the new one.
  if (switched) queryClient.clear();
  // Parts that say the same stay the same objects: the desk speaks at every op, and most of the screen shows none of it.
  appState.set(replaceEqualDeep(previous, next));
  if (switched) {
    switches.set(switches.get() + 1);
    return;
  }
  // A take changes run and slots at once: each query is asked again once, not once a kind.
  const stale = new Map<string, readonly unknown[]>();
  for (const kind of raisedKinds(previous?.revisions ?? {}, next.revisions)) {
    for (const queryKey of queriesOf[kind]?.() ?? []) stale.set(JSON.stringify(queryKey), queryKey);
  }
  for (const queryKey of stale.values()) void queryClient.invalidateQueries({ queryKey });
  if (previous?.sync.conflictCount !== next.sync.conflictCount)
    void queryClient.invalidateQueries({ queryKey: keyOf(orpc.outbox) });
}
