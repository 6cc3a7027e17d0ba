/** What was released may be taken back for as long as nothing of it has gone out: the hub alone knows. */
import { afterEach, expect, test } from 'vitest';
import { batchStateSchema } from '#shared/domain/batch/batch.states.ts';
import { testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { createHubLog } from '../hub-log.ts';
import { createOpRunner } from '../realtime/op-runner.ts';
import { batchOrder } from '../store/contract/batches.contract.ts';
import type { HubStore } from '../store/hub-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { AT } from '../store/test-documents.ts';
import { newShow, op } from '../test-hub.ts';

const owner = { personId: 'owner', role: 'owner', deviceId: 'desk' } as const;
let store: HubStore;
afterEach(() => store.close());

async function released() {
  const clock = testClock();
  store = await openSqliteStore({ file: ':memory:', clock, ids: countingIds() });
  const { runOp } = createOpRunner({
    ...{ store, clock, log: createHubLog() },
    onChanges: () => undefined,
    onFacts: () => undefined,
  });
  const post = { id: 'post-1', showId: 'show-1', title: '', text: 'x', productId: null, tags: [] };
  const release = {
    ...{ id: 'release-1', postId: 'post-1', runKind: 'live', batchId: 'batch-1', planHash: 'hash' },
    ...{ robots: 1, hands: 0, until: '2026-06-18T12:00:00.000Z', consoleId: 'desk' },
  };
  await runOp(op('o1', 'show.create', newShow), owner);
  await runOp(op('o2', 'post.save', post), owner);
  expect(await runOp(op('o3', 'post.release', release), owner)).toMatchObject({ outcome: 'applied' });
  return async () => {
    const result = await runOp(op('o4', 'post.cancel-release', { releaseId: 'release-1' }), owner);
    return result.outcome === 'refused' ? result.code : result.outcome;
  };
}

test('before there is a batch, and after one that was not sent', async () => {
  expect(await (await released())()).toBe('applied');
  await store.close();
  for (const state of ['expired', 'refused'] as const) {
    const takeBack = await released();
    await store.batches.create(batchOrder(0, 0, { state }));
    expect([state, await takeBack()]).toEqual([state, 'applied']);
    await store.close();
  }
});

test('not once it has begun, whatever became of it', async () => {
  const ways = {
    running: [],
    paused: ['pause'],
    stopped: ['stop'],
    done: [],
  } as const;
  for (const [state, moves] of Object.entries(ways)) {
    const takeBack = await released();
    await store.batches.create(batchOrder(state === 'done' ? 0 : 1, 1));
    for (const move of moves) await store.batches.move('batch-1', move, AT);
    expect((await store.batches.get('batch-1'))?.state).toBe(batchStateSchema.parse(state));
    expect([state, await takeBack()]).toEqual([state, 'release/sent']);
    await store.close();
  }
});
