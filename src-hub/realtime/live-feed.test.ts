import { afterEach, expect, test } from 'vitest';
import type { LiveFrame } from '#shared/contract/live.ts';
import { emptyCommentDesk } from '#shared/domain/comment/comment.schema.ts';
import { testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { systemTimers } from '#shared/sync/timers.ts';
import type { HubStore } from '../store/hub-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { put, write } from '../store/test-documents.ts';
import { createLiveFeed, type LiveFeed, roomName } from './live-feed.ts';

const target = { showId: 'show-1', runKind: 'live' } as const;
const audience = (n: number) =>
  ({
    kind: 'audience',
    samples: [{ sampleId: `${n}`, at: '2026-06-18T11:00:00Z', online: n, entered: n }],
  }) as const;
let store: HubStore;
let feed: LiveFeed;
let sent: LiveFrame[];

async function start(): Promise<void> {
  const clock = testClock();
  store = await openSqliteStore({ file: ':memory:', clock, ids: countingIds() });
  await write(store, put('show'));
  sent = [];
  feed = createLiveFeed({
    store,
    clock,
    timers: systemTimers,
    send: (_room, frame) => sent.push(frame),
    commentDeskOf: async () => emptyCommentDesk,
    platformOf: () => ({ name: 'house', health: 'good', reason: null, since: null, repushes: [] }),
    onError: (error) => {
      throw error;
    },
  });
}

afterEach(async () => {
  feed.close();
  await store.close();
});

test('a room stays while one is joining, even when the last one leaves', async () => {
  await start();
  await feed.watch(target, () => undefined);
  const joining = feed.watch(target, () => undefined);
  feed.forget(roomName(target));
  await joining;
  feed.factsAdded(target, audience(1));
  await expect.poll(() => sent.length).toBe(1);
});

test('a room that nobody watches costs nothing and says nothing', async () => {
  await start();
  feed.factsAdded(target, audience(1));
  await feed.watch(target, () => undefined);
  feed.factsAdded(target, audience(2));
  feed.forget(roomName(target));
  feed.factsAdded(target, audience(3));
  await new Promise((resolve) => setTimeout(resolve, 80));
  expect(sent).toEqual([]);
});

test('what waits goes out before a snapshot is taken, so that nothing comes twice', async () => {
  await start();
  await feed.watch(target, () => undefined);
  feed.factsAdded(target, audience(1));
  let joined: LiveFrame | undefined;
  await feed.watch(target, (snapshot) => {
    joined = snapshot;
  });
  expect(sent).toMatchObject([{ number: 1, audience: { online: 1 } }]);
  expect(joined).toMatchObject({ snapshot: true, number: 1 });
  await new Promise((resolve) => setTimeout(resolve, 80));
  expect(sent).toHaveLength(1);
});
