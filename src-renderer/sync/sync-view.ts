/** How the state of sync is said: one word, one look, for everywhere it is shown. Pure. */
import type { SyncState } from '#shared/contract/desk.ts';
import type { StorageState } from '#shared/contract/storage.ts';
import type { DotTone } from '../ui/Dot.tsx';

export type SyncWord =
  | 'online'
  | 'syncing'
  | 'connecting'
  | 'offline'
  | 'restarting'
  | 'refused'
  /** The hub is there and does not take what is sent. */
  | 'trouble'
  /** This machine cannot keep what is done. */
  | 'full'
  | 'damaged'
  | 'lost';

export interface SyncView {
  readonly word: SyncWord;
  readonly tone: DotTone;
  /** Since when the hub is out of reach, as far as that is known. */
  readonly since: string | null;
  /** Whether the hub can be reached: what needs it may be pressed. */
  readonly hubThere: boolean;
}

const tones: Readonly<Record<SyncWord, DotTone>> = {
  online: 'ok',
  syncing: 'ok',
  connecting: 'hatched',
  offline: 'hatched',
  restarting: 'hatched',
  refused: 'warn',
  trouble: 'warn',
  full: 'warn',
  damaged: 'warn',
  lost: 'hatched',
};

type Told = Pick<SyncState, 'hub' | 'ownHub' | 'outboxCount' | 'awaySince'> & {
  readonly trouble?: string | null;
};

/** `deskThere`: the screen's own wire to the desk stands. `storage`: the state of this machine's files. */
export function syncView(sync: Told, deskThere: boolean, storage: StorageState['state'] = 'ok'): SyncView {
  const word = wordOf(sync, deskThere, storage);
  return {
    word,
    tone: tones[word],
    since: word === 'offline' ? sync.awaySince : null,
    hubThere: deskThere && sync.hub === 'online',
  };
}

function wordOf(
  { hub, ownHub, outboxCount, trouble = null }: Told,
  deskThere: boolean,
  storage: StorageState['state'],
): SyncWord {
  if (!deskThere) return 'lost';
  // What cannot be kept here comes first: it concerns what is done next, whatever the hub does.
  if (storage === 'full' || storage === 'damaged') return storage;
  if (hub === 'online' && trouble !== null) return 'trouble';
  if (hub === 'online') return outboxCount === 0 ? 'online' : 'syncing';
  // A hub inside this console is never away: when it does not answer, it is being started again.
  if (hub === 'offline' && ownHub) return 'restarting';
  return hub;
}

/** A clock that differs by more than this is worth a word. */
const SKEW_SHOWN_MS = 5000;

/** How far this clock is off, in milliseconds and without a sign; null where nobody needs to know. */
export function shownSkewMs(skewMs: number | null): number | null {
  return skewMs !== null && Math.abs(skewMs) > SKEW_SHOWN_MS ? Math.abs(skewMs) : null;
}

export type Mark = 'sending' | 'waiting' | 'refused';

/** What is not sure of a thing on the screen: null where the hub has confirmed it as it stands. */
export function markOf(state: { pending: boolean; refused: boolean; hubThere: boolean }): Mark | null {
  if (state.pending) return state.hubThere ? 'sending' : 'waiting';
  return state.refused ? 'refused' : null;
}
