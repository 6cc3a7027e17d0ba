import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BatchFrame } from '#shared/contract/batch.ts';
import { type TestClock, testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { type TestTimers, testTimers } from '#shared/sync/test-timers.ts';
import { batchOrder } from '../store/contract/batches.contract.ts';
import type { HubStore } from '../store/hub-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { AT } from '../store/test-documents.ts';
import { type BatchFeed, createBatchFeed } from './batch-feed.ts';

let store: HubStore;
let clock: TestClock;
let timers: TestTimers;
let feed: BatchFeed;
let frames: BatchFrame[];

beforeEach(async () => {
  clock = testClock();
  timers = testTimers(clock);
  frames = [];
  store = await openSqliteStore({ file: ':memory:', clock, ids: countingIds() });
  feed = createBatchFeed({
    ...{ store, clock, timers },
    send: (frame) => frames.push(frame),
    onError: (error) => {
      throw error;
    },
  });
});
afterEach(async () => {
  feed.close();
  await store.close();
});

async function begin(groupId: string): Promise<void> {
  await store.batches.begin('batch-1', groupId, 'robot', AT);
  feed.batchMoved('batch-1');
}

describe('what desks are told of a batch', () => {
  test('at most ten frames a second, each with all that has changed since the last', async () => {
    await store.batches.create(batchOrder(100));
    feed.batchMoved('batch-1');
    await timers.advance(200);
    for (let at = 1; at <= 100; at += 1) {
      await begin(`r${at}`);
      await timers.advance(10);
    }
    await timers.advance(200);
    expect(frames.length).toBeLessThanOrEqual(13);
    for (const [at, frame] of frames.entries()) {
      if (at > 0) expect(frame.fromRevision).toBe(frames[at - 1]?.batch.revision);
    }
    expect(new Set(frames.flatMap((one) => one.deliveries.map(({ groupId }) => groupId))).size).toBe(100);
    expect(frames.at(-1)?.batch.counts).toMatchObject({ sending: 100, queued: 0 });
  });

  test('a new batch, and many changes at once, are told without their deliveries: they are asked for', async () => {
    await store.batches.create(batchOrder(600));
    feed.batchMoved('batch-1');
    await timers.advance(200);
    expect(frames).toMatchObject([{ fromRevision: 1, batch: { revision: 1 }, deliveries: [] }]);
    const stopped = await store.batches.move('batch-1', 'stop', AT);
    feed.batchMoved('batch-1');
    await timers.advance(200);
    expect(frames[1]).toMatchObject({ fromRevision: stopped?.revision, deliveries: [] });
  });
});
