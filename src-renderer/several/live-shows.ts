/** Every show that is on now, as the desk tells it; and when the person last switched from one to another. */
import type { LiveBrief } from '#shared/contract/several.ts';
import { setPreferences } from '../app/use-appearance.ts';
import { client } from '../client/client.ts';
import { follow } from '../client/follow.ts';
import { createStore, useStore } from '../client/store.ts';

const none: readonly LiveBrief[] = [];
const briefs = createStore<readonly LiveBrief[]>(none);

export function useLiveShows(): readonly LiveBrief[] {
  return useStore(briefs);
}

/** Follows them until the answer is called. */
export function followLiveShows(): () => void {
  const controller = new AbortController();
  void follow((signal) => client.several.watch(undefined, { signal }), briefs.set, controller.signal);
  return () => {
    controller.abort();
    briefs.set(none);
  };
}

/** A key that was on its way down in one show must not act in the next. */
const SETTLE_MS = 500;
let switchedAt = Number.NEGATIVE_INFINITY;

export async function switchTo(showId: string): Promise<void> {
  switchedAt = performance.now();
  await setPreferences({ currentShowId: showId });
  switchedAt = performance.now();
}

export function justSwitched(): boolean {
  return performance.now() - switchedAt < SETTLE_MS;
}
