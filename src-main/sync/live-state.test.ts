import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeskLive, LiveFrame } from '#shared/contract/live.ts';
import { anyFrames, at, head, productFrame, snapshotFrame } from './live-frames-fixture.ts';
import { mergeFrames } from './live-rooms.ts';
import { type LiveState, liveState } from './live-state.ts';

type News = Omit<DeskLive, 'connected' | 'asOf'>;
const skus = new Set(['A', 'B']);
const tableKeys = {
  products: 'sku',
  minutes: 'minute',
  channels: 'channel',
  shops: 'shopId',
  slots: 'slotId',
  drops: 'dropId',
} as const;

/** A screen: entries replace their equals, a snapshot replaces everything. */
function screenAfter(frames: readonly News[]): unknown {
  let tables: Record<string, Map<unknown, unknown>> = {};
  let rest: Record<string, unknown> = {};
  let comments: string[] = [];
  for (const frame of frames) {
    if (frame.snapshot) {
      tables = {};
      rest = {};
      comments = [];
    }
    for (const [name, key] of Object.entries(tableKeys)) {
      tables[name] ??= new Map();
      for (const row of (frame[name as keyof News] ?? []) as Record<string, unknown>[])
        tables[name].set(row[key], row);
    }
    for (const name of ['totals', 'top', 'audience'] as const) if (name in frame) rest[name] = frame[name];
    comments = [...comments, ...(frame.comments ?? []).map((one) => one.commentId)];
  }
  const sorted = Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [name, Object.fromEntries(table)]),
  );
  return { ...sorted, ...rest, comments: [...new Set(comments)] };
}

function fed(frames: readonly LiveFrame[]): LiveState {
  const state = liveState();
  for (const frame of frames) expect(state.merge(frame)).toBe(true);
  return state;
}

describe('what a desk knows of a show', () => {
  test('however the changes are taken, a screen that gets them shows what a new screen would', () => {
    fc.assert(
      fc.property(anyFrames, fc.infiniteStream(fc.boolean()), (frames, taken) => {
        const state = liveState();
        const news: News[] = [];
        for (const frame of frames) {
          state.merge(frame);
          const changes = taken.next().value ? state.takeChanges(skus) : null;
          if (changes) news.push(changes);
        }
        const last = state.takeChanges(skus);
        if (last) news.push(last);
        expect(screenAfter(news)).toEqual(screenAfter([state.snapshot(skus)]));
      }),
    );
  });

  test('a snapshot replaces everything: what was before it leaves no trace', () => {
    fc.assert(
      fc.property(anyFrames, (frames) => {
        const from = frames.findLastIndex((frame) => frame.snapshot);
        expect(fed(frames).snapshot(skus)).toEqual(fed(frames.slice(from)).snapshot(skus));
      }),
    );
  });

  test('frames that a slow screen has not taken are merged into one that says the same', () => {
    fc.assert(
      fc.property(anyFrames, (frames) => {
        const state = liveState();
        const freshness = { connected: true, asOf: at };
        const news = frames.flatMap((frame) => {
          state.merge(frame);
          const changes = state.takeChanges(skus);
          return changes ? [{ ...changes, ...freshness }] : [];
        });
        const [first, ...others] = news;
        if (!first) return;
        expect(screenAfter([others.reduce(mergeFrames, first)])).toEqual(screenAfter(news));
      }),
    );
  });

  test('a lost frame is seen: nothing is taken until a new snapshot', () => {
    const state = fed([snapshotFrame(4), productFrame(5, 100)]);
    expect(state.merge(productFrame(7, 300))).toBe(false);
    expect(state.merge(productFrame(6, 200))).toBe(false);
    expect(state.merge(productFrame(8, 400))).toBe(false);
    expect(state.snapshot(skus).products).toMatchObject([{ grossFen: 100 }]);
    expect(state.merge(snapshotFrame(9))).toBe(true);
    expect(state.merge(productFrame(10, 500))).toBe(true);
    expect(state.snapshot(skus).products).toMatchObject([{ grossFen: 500 }]);
  });

  test('a frame before the first snapshot, or the same one twice, is a gap', () => {
    expect(liveState().merge(productFrame(1, 1))).toBe(false);
    expect(fed([snapshotFrame(0), productFrame(1, 1)]).merge(productFrame(1, 1))).toBe(false);
  });

  test('only the show’s own products are told one by one; the best sellers are of all but the rest', () => {
    const state = fed([snapshotFrame(0)]);
    state.takeChanges(skus);
    for (const [at, sku] of ['A', 'X', ''].entries()) state.merge(productFrame(at + 1, 100 * (at + 1), sku));
    const changes = state.takeChanges(skus);
    expect(changes?.products?.map((row) => row.sku)).toEqual(['A']);
    expect(changes?.top?.map((row) => row.sku)).toEqual(['X', 'A']);
    expect(state.takeChanges(skus)).toBeNull();
  });

  test('at most twenty best sellers, by net GMV, and three hundred comments are kept', () => {
    const state = fed([snapshotFrame(0)]);
    for (let number = 1; number <= 400; number += 1) {
      const comment = { commentId: `c${number}`, at, user: { id: 'u', name: '' }, text: '' };
      state.merge({ ...head, ...productFrame(number, number, `sku-${number}`), comments: [comment] });
    }
    const { comments, top } = state.snapshot(skus);
    expect(comments?.length).toBe(300);
    expect(comments?.at(-1)?.commentId).toBe('c400');
    expect(top?.map((row) => row.grossFen)).toEqual(Array.from({ length: 20 }, (_, at) => 400 - at));
  });

  test('comments that were left out are counted until told', () => {
    const state = fed([snapshotFrame(0)]);
    state.takeChanges(skus);
    state.merge({ ...head, snapshot: false, number: 1, commentsDropped: 3 });
    state.merge({ ...head, snapshot: false, number: 2, commentsDropped: 4 });
    expect(state.takeChanges(skus)).toEqual({ snapshot: false, commentsDropped: 7 });
  });
});
