/** The state of sync as components ask for it. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useWords } from '../app/i18n.ts';
import { useConnection, useStorage, useSync, useSyncState } from '../client/app-state.ts';
import { orpc } from '../client/client.ts';
import { type Mark, markOf, type SyncView, syncView } from './sync-view.ts';

/** Null until the desk has spoken. */
export function useSyncView(): SyncView | null {
  const sync = useSyncState();
  const deskThere = useConnection() === 'open';
  const storage = useStorage()?.state ?? 'ok';
  return useMemo(() => (sync ? syncView(sync, deskThere, storage) : null), [sync, deskThere, storage]);
}

/** Whether the hub can be reached now: for what needs it at once. */
export function useHubThere(): boolean {
  const deskThere = useConnection() === 'open';
  return useSync((sync) => sync.hub === 'online') === true && deskThere;
}

/** The label of a button that needs the hub: while it is away the button says so, before anybody presses. */
export function useHubLabel(): (label: string) => string {
  const t = useWords('sync');
  const hubThere = useHubThere();
  return useCallback((label) => (hubThere ? label : `${label} · ${t('needsHub')}`), [hubThere, t]);
}

export function useConflicts() {
  return useQuery(orpc.outbox.conflicts.queryOptions()).data ?? none;
}
const none: never[] = [];

/** Says what is not sure of a thing: by the ids of its documents, and whether any of them is pending. */
export function useMarks(): (ids: readonly string[], pending: boolean) => Mark | null {
  const hubThere = useHubThere();
  const conflicts = useConflicts();
  const refused = useMemo(() => new Set(conflicts.flatMap(({ about }) => about)), [conflicts]);
  return useCallback(
    (ids, pending) => markOf({ pending, refused: ids.some((id) => refused.has(id)), hubThere }),
    [refused, hubThere],
  );
}
