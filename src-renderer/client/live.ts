/** Follows the live data of the show on screen and draws at most once per animation frame. */
import type { DeskLive } from '#shared/contract/live.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { client } from './client.ts';
import { connection } from './connection.ts';
import { follow } from './follow.ts';
import { aged, emptyLive, type LiveState, mergeLive } from './live-state.ts';
import { createStore, useStorePart } from './store.ts';

const live = createStore<LiveState>(emptyLive);
const AGEING_MS = 1000;

/** One part of the live data: `useLive((live) => live.totals)`. */
export function useLive<P>(pick: (state: LiveState) => P): P {
  return useStorePart(live, pick);
}

/** Follows a show until the answer is called. */
export function followLive(showId: string, runKind: RunKind): () => void {
  const controller = new AbortController();
  let waiting: DeskLive[] = [];
  let scheduled = false;
  live.set(emptyLive);

  function flush(): void {
    scheduled = false;
    if (controller.signal.aborted) return;
    const frames = waiting;
    waiting = [];
    const now = performance.now();
    live.set(
      aged(
        frames.reduce((state, frame) => mergeLive(state, frame, now), live.get()),
        Date.now(),
      ),
    );
  }
  function receive(frame: DeskLive): void {
    waiting.push(frame);
    if (scheduled) return;
    scheduled = true;
    // A hidden page gets no animation frames; its figures must go on all the same.
    if (document.hidden) setTimeout(flush, 100);
    else requestAnimationFrame(flush);
  }

  const stopWatching = connection.subscribe(() => {
    if (connection.get() !== 'open') live.set(aged({ ...live.get(), connected: false }, Date.now()));
  });
  const ageing = setInterval(() => live.set(aged(live.get(), Date.now())), AGEING_MS);
  void follow((signal) => client.live.watch({ showId, runKind }, { signal }), receive, controller.signal);
  return () => {
    stopWatching();
    clearInterval(ageing);
    controller.abort();
    // Nobody follows it any more: its figures must not stand on under another show's name.
    live.set(emptyLive);
  };
}
