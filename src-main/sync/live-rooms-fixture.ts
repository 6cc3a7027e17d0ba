/** Test fixture: rooms of live figures on clocks that stand still, and screens that look into them. */
import { vi } from 'vitest';
import type { DeskLive, LiveFrame } from '#shared/contract/live.ts';
import { testClock } from '#shared/sync/clock.ts';
import type { KeptLive } from '../cache/live-snapshot.repo.ts';
import { snapshotFrame } from './live-frames-fixture.ts';
import { liveRooms } from './live-rooms.ts';

type Frame = DeskLive & { readonly atMs: number };

/** Rooms with a hub whose answers the test decides, and a clock that goes with the timers. */
export function setUp(shelf = new Map<string, KeptLive>()) {
  const clock = testClock();
  const asked: string[] = [];
  const errors: unknown[] = [];
  const hub = {
    connected: true,
    answer: (): Promise<LiveFrame> => Promise.resolve(snapshotFrame()),
    skus: new Set(['A']),
    /** Answers when it is asked whether it is there. */
    alive: (): Promise<unknown> => Promise.resolve(null),
  };
  const rooms = liveRooms({
    clock,
    connected: () => hub.connected,
    request: (async (name: string) => {
      if (name === 'time') return hub.alive();
      asked.push(name);
      return name === 'watch' ? hub.answer() : null;
    }) as Parameters<typeof liveRooms>[0]['request'],
    skusOf: async () => hub.skus,
    onError: (error) => errors.push(error),
    kept: {
      load: (showId, runKind) => shelf.get(`${showId}/${runKind}`) ?? null,
      save: (showId, runKind, kept) => void shelf.set(`${showId}/${runKind}`, structuredClone(kept)),
    },
  });
  return {
    shelf,
    clock,
    asked,
    errors,
    hub,
    rooms,
    /** A screen that takes every frame as it comes. */
    screen(showId = 'show-1') {
      const frames: Frame[] = [];
      const channel = rooms.watch(showId, 'live');
      const state = { frames, channel, ended: false };
      void (async () => {
        for await (const frame of channel) frames.push({ ...frame, atMs: clock.monotonicMs() });
        state.ended = true;
      })();
      return state;
    },
    async pass(ms: number) {
      for (let passed = 0; passed < ms; passed += 10) {
        clock.advance(10);
        await vi.advanceTimersByTimeAsync(10);
      }
    },
    settle: () => vi.advanceTimersByTimeAsync(0),
  };
}
export const figures = (frames: readonly Frame[]) =>
  frames.flatMap((frame) => frame.products?.map((row) => row.grossFen) ?? []);
