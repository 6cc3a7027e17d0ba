import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import { parseDocument } from '#shared/domain/documents.ts';
import type { PlatformAct } from '#shared/domain/platform/act.schema.ts';
import { type TestClock, testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { type TestTimers, testTimers } from '#shared/sync/test-timers.ts';
import { sandboxPlatform } from '../connectors/sandbox/platform.ts';
import type { ActCommand, ActRunner } from '../hub.ts';
import { createHubLog } from '../hub-log.ts';
import type { HubStore } from '../store/hub-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { put, write } from '../store/test-documents.ts';
import { repusher } from './act-repush.ts';
import { createActRunner, PUSH_GAP_MS } from './act-runner.ts';

const amy = { personId: 'amy', personName: 'Amy', role: 'operator' } as const;
const TTL_MS = 3000;

let store: HubStore;
let clock: TestClock;
let timers: TestTimers;
let platform: ReturnType<typeof sandboxPlatform>;
/** When each push reached the platform, and which. */
let pushes: { readonly actId: string; readonly productId: string; readonly atMs: number }[];
let acts: ActRunner;
let admitted: string[];
let refuse: AppError | null;
let moved: PlatformAct[];

beforeEach(async () => {
  clock = testClock();
  timers = testTimers(clock);
  store = await openSqliteStore({ file: ':memory:', clock, ids: countingIds() });
  const slots = [1, 2, 3].flatMap((n) => [
    put('product', { id: `p${n}`, sku: `S${n}`, stockDeclared: 10 }),
    put('slot', { id: `s${n}`, runId: 'run-1', productId: `p${n}`, orderKey: `a${n}` }),
  ]);
  await write(store, put('show'), ...slots);
  await onAir('s1');
  platform = sandboxPlatform();
  pushes = [];
  admitted = [];
  moved = [];
  refuse = null;
  acts = runner();
});
afterEach(async () => {
  await acts.stop();
  await store.close();
});

function runner(): ActRunner {
  const log = createHubLog();
  log.level = 'silent';
  return createActRunner({
    ...{ store, clock, timers, log },
    platformFor: async () => ({
      ...platform,
      pushProduct(push) {
        pushes.push({ actId: push.actId, productId: push.product.id, atMs: clock.monotonicMs() });
        return platform.pushProduct(push);
      },
    }),
    admitOffer: async ({ actId }) => {
      if (refuse) throw refuse;
      admitted.push(actId);
    },
    actMoved: (act) => moved.push(act),
  });
}

async function onAir(slotId: string | null): Promise<void> {
  await write(store, put('run', { state: 'live', onAirSlotId: slotId, onAirSince: clock ? null : null }));
}
function order(command: ActCommand, ttlMs = TTL_MS): Promise<void> {
  const notAfterMs = clock.monotonicMs() + ttlMs;
  return acts.command(command, { ttlMs, inTime: () => clock.monotonicMs() <= notAfterMs }, amy);
}
const push = (actId: string, slotId: string) =>
  order({ name: 'act.push', actId, runId: 'run-1', slotId, origin: 'take' });
const stateOf = async (actId: string) => (await store.acts.get(actId))?.state;
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

describe('a push', () => {
  test('is planned, sent, taken and read back; every console hears of each step', async () => {
    await push('a1', 's1');
    await timers.advance(10);
    expect(moved.map(({ state }) => state)).toEqual(['planned', 'sending', 'sent', 'shown']);
    expect(await store.acts.get('a1')).toMatchObject({
      ...{ state: 'shown', productId: 'p1', orderedBy: 'Amy', origin: 'take', reason: null },
      runKind: 'live',
    });
    expect(await platform.onAir('show-1')).toEqual({ productId: 'p1', actId: 'a1' });
  });

  test('[SY81] the same act again is answered as done and does nothing; with another slot it is refused', async () => {
    await push('a1', 's1');
    await timers.advance(10);
    expect(await code(push('a1', 's1'))).toBe('done');
    await onAir('s2');
    expect(await code(push('a1', 's2'))).toBe('act/id-reused');
    await timers.advance(5000);
    expect(pushes).toHaveLength(1);
  });

  test('of a slot that is not on air any more is refused, also when it goes while it waits its turn', async () => {
    expect(await code(push('a1', 's2'))).toBe('act/not-on-air');
    expect(await store.acts.get('a1')).toBeNull();
    await push('a2', 's1');
    await timers.advance(100);
    await push('a3', 's1');
    await onAir('s2');
    await timers.advance(2000);
    expect(await store.acts.get('a3')).toMatchObject({ state: 'superseded', reason: 'act/not-on-air' });
    expect(pushes.map(({ actId }) => actId)).toEqual(['a2']);
  });

  test('[SY50] out of time it is refused; one that runs out while it waits expires and reaches nobody', async () => {
    const late = acts.command(
      { name: 'act.push', actId: 'a1', runId: 'run-1', slotId: 's1', origin: 'take' },
      { ttlMs: TTL_MS, inTime: () => false },
      amy,
    );
    expect(await code(late)).toBe('effect/expired');
    expect(await store.acts.get('a1')).toBeNull();
    await push('a2', 's1');
    await timers.advance(1);
    await order({ name: 'act.push', actId: 'a3', runId: 'run-1', slotId: 's1', origin: 'again' }, 500);
    await timers.advance(3000);
    expect(await store.acts.get('a3')).toMatchObject({ state: 'expired', reason: 'effect/expired' });
    expect(pushes).toHaveLength(1);
  });

  test('[SY82] pushes of a run keep a second between them, and the last one wins', async () => {
    const wanted = ['s1', 's2', 's3', 's1', 's2'];
    for (const [at, slotId] of wanted.entries()) {
      await onAir(slotId);
      await push(`a${at}`, slotId);
      await timers.advance(200);
    }
    await timers.advance(6000);
    for (const [at, { atMs }] of pushes.entries())
      if (at > 0) expect(atMs - (pushes[at - 1]?.atMs ?? 0)).toBeGreaterThanOrEqual(PUSH_GAP_MS);
    expect(pushes[0]?.actId).toBe('a0');
    expect(pushes.at(-1)?.actId).toBe('a4');
    expect(pushes.length).toBeLessThan(wanted.length);
    expect(await stateOf('a4')).toBe('shown');
    const others = await Promise.all(['a1', 'a2', 'a3'].map(stateOf));
    expect(others.every((state) => state === 'superseded' || state === 'shown')).toBe(true);
    expect(others).toContain('superseded');
  });

  test('another run’s pushes do not wait for it', async () => {
    await write(store, put('run', { id: 'run-2', state: 'live', onAirSlotId: 'other' }));
    await write(store, put('slot', { id: 'other', runId: 'run-2', productId: 'p2' }));
    await push('a1', 's1');
    await order({ name: 'act.push', actId: 'b1', runId: 'run-2', slotId: 'other', origin: 'take' });
    await timers.advance(50);
    expect(pushes.map(({ actId }) => actId).toSorted()).toEqual(['a1', 'b1']);
  });
});

describe('a push that does not show', () => {
  test('is flagged within three seconds, and unflagged where the platform was merely slow', async () => {
    platform.setFault('show-1' as never, 'swallows-pushes');
    await push('a1', 's1');
    await timers.advance(1900);
    expect(await stateOf('a1')).toBe('sent');
    await timers.advance(500);
    expect(await store.acts.get('a1')).toMatchObject({ state: 'not-shown', reason: 'act/not-shown' });
    platform.setFault('show-1' as never, 'none');
    await platform.pushProduct({
      ...{ actId: 'by-hand', slotId: 's1' },
      product: (await store.documents.get('product', 'p1')) as never,
    });
    await timers.advance(4000);
    // Another push than ours shows the same product: that is not what we sent.
    expect(await stateOf('a1')).toBe('not-shown');
    expect(pushes).toHaveLength(1);
  });

  test('shown later by the platform itself, it counts as shown', async () => {
    let slow = true;
    const quick = platform.onAir;
    platform.onAir = async (showId) => (slow ? { productId: null, actId: null } : quick(showId));
    await push('a1', 's1');
    await timers.advance(3000);
    expect(await stateOf('a1')).toBe('not-shown');
    slow = false;
    await timers.advance(2500);
    expect(await stateOf('a1')).toBe('shown');
  });

  test('a platform that is down has surely not done it', async () => {
    platform.setFault('show-1' as never, 'outage');
    await push('a1', 's1');
    await timers.advance(100);
    expect(await store.acts.get('a1')).toMatchObject({ state: 'failed', reason: 'platform/away' });
    platform.setFault('show-1' as never, 'none');
    await timers.advance(60_000);
    expect(pushes).toHaveLength(1);
    await push('a2', 's1');
    await timers.advance(100);
    expect(await stateOf('a2')).toBe('shown');
  });

  test('[SY80] without an answer it is unknown first, and read back: never sent again', async () => {
    platform.setFault('show-1' as never, 'loses-answers');
    await push('a1', 's1');
    await timers.advance(2900);
    expect(moved.map(({ state }) => state)).toEqual(['planned', 'sending', 'unknown', 'shown']);
    await timers.advance(60_000);
    expect(pushes).toHaveLength(1);
  });

  test('[SY51] a word about it that comes too late is refused like any order', async () => {
    platform.onAir = async () => 'cannot-tell';
    platform.askAct = async () => 'cannot-tell';
    await push('a1', 's1');
    await timers.advance(3000);
    expect(await code(order({ name: 'act.ask', actId: 'a1' }, -1))).toBe('effect/expired');
    expect(await code(order({ name: 'act.settle', actId: 'a1', done: true }, -1))).toBe('effect/expired');
    expect(await stateOf('a1')).toBe('unknown');
  });

  test('a platform that cannot be read leaves it unknown until a person settles it or a newer push comes', async () => {
    platform.onAir = async () => 'cannot-tell';
    platform.askAct = async () => 'cannot-tell';
    await push('a1', 's1');
    await timers.advance(3000);
    expect(await store.acts.get('a1')).toMatchObject({ state: 'unknown', reason: 'act/cannot-tell' });
    expect(await code(order({ name: 'act.ask', actId: 'a1' }))).toBe('act/cannot-tell');
    await order({ name: 'act.settle', actId: 'a1', done: true });
    expect(await stateOf('a1')).toBe('by-hand');
    expect(await code(order({ name: 'act.settle', actId: 'a1', done: true }))).toBe('done');
    expect(await code(order({ name: 'act.settle', actId: 'a1', done: false }))).toBe('act/wrong-state');
    await push('a2', 's1');
    await timers.advance(4000);
    await push('a3', 's1');
    await timers.advance(10);
    expect(await stateOf('a2')).toBe('superseded');
  });

  test('asked again, a person hears at once what it has come to', async () => {
    platform.setFault('show-1' as never, 'swallows-pushes');
    await push('a1', 's1');
    await timers.advance(40_000);
    expect(await stateOf('a1')).toBe('not-shown');
    platform.onAir = async () => ({ productId: 'p1', actId: null });
    await order({ name: 'act.ask', actId: 'a1' });
    expect(await stateOf('a1')).toBe('shown');
    expect(await code(order({ name: 'act.ask', actId: 'a1' }))).toBe('act/wrong-state');
    expect(await code(order({ name: 'act.ask', actId: 'none' }))).toBe('act/not-found');
  });

  test('taken away meanwhile it is no one’s trouble any more', async () => {
    platform.setFault('show-1' as never, 'swallows-pushes');
    await push('a1', 's1');
    await timers.advance(500);
    await onAir(null);
    await timers.advance(3000);
    expect(await store.acts.get('a1')).toMatchObject({ state: 'superseded', reason: 'act/not-on-air' });
  });
});

describe('an offer', () => {
  const offer = (actId: string, change: Extract<ActCommand, { name: 'act.offer' }>['change']) =>
    order({ name: 'act.offer', actId, runKind: 'live', runId: 'run-1', productId: 'p1', change });

  test('is changed and read back: price, shelf and stock', async () => {
    await offer('o1', { kind: 'price', priceFen: 3900 as never });
    await offer('o2', { kind: 'shelf', shelf: 'sold-out' });
    await offer('o3', { kind: 'stock', stockDelta: -4 });
    await timers.advance(100);
    expect(await Promise.all(['o1', 'o2', 'o3'].map(stateOf))).toEqual(['shown', 'shown', 'shown']);
    const product = (await store.documents.get('product', 'p1')) as never;
    expect(await platform.readOffer(product)).toEqual({ priceFen: 3900, shelf: 'sold-out', stock: 6 });
    expect(admitted).toEqual(['o1', 'o2', 'o3']);
  });

  test('what the rules refuse is not even planned; the same act again is not judged twice', async () => {
    refuse = new AppError('auth/role');
    expect(await code(offer('o1', { kind: 'shelf', shelf: 'off' }))).toBe('auth/role');
    expect(await store.acts.get('o1')).toBeNull();
    refuse = null;
    await offer('o1', { kind: 'shelf', shelf: 'off' });
    refuse = new AppError('auth/role');
    expect(await code(offer('o1', { kind: 'shelf', shelf: 'off' }))).toBe('done');
    expect(await code(offer('o1', { kind: 'shelf', shelf: 'on' }))).toBe('act/id-reused');
  });

  test('stock whose answer is lost is asked for by its act, and added once', async () => {
    platform.setFault('show-1' as never, 'loses-answers');
    await offer('o1', { kind: 'stock', stockDelta: 5 });
    await timers.advance(10_000);
    expect(await stateOf('o1')).toBe('shown');
    const product = (await store.documents.get('product', 'p1')) as never;
    expect(await platform.readOffer(product)).toMatchObject({ stock: 15 });
  });
});

describe('pushing again while on air', () => {
  let again: ReturnType<typeof repusher>;
  const target = { showId: 'show-1', runKind: 'live' } as const;
  beforeEach(() => {
    again = repusher({
      ...{ store, clock, timers, ids: countingIds('re'), log: createHubLog() },
      ...{ push: acts.pushOwn, changed: () => undefined },
    });
  });
  afterEach(() => again.stop());
  const policy = (repush: { minSec: number; maxSec: number } | null) =>
    write(store, {
      ...{ kind: 'pushPolicy', id: 'run-1', parentId: 'show-1' },
      document: parseDocument('pushPolicy', { id: 'run-1', showId: 'show-1', onTake: true, repush }),
    });
  const changed = (kind: string, id: string) =>
    again.documentsChanged({
      ...{ fromSeq: 0, toSeq: 1 },
      changes: [{ seq: 1, kind, id, parentId: 'show-1', json: '{}' }],
    });
  /** The runner and the repusher are told of each other by the hub's signals. */
  async function hear(): Promise<void> {
    for (const act of moved.splice(0)) again.actMoved(act);
    await timers.advance(0);
  }

  test('[SY83] it comes after a time between the two, says when, and stops at once when taken away', async () => {
    await policy({ minSec: 10, maxSec: 20 });
    await push('a1', 's1');
    await timers.advance(50);
    await hear();
    const [next] = again.of(target);
    expect(next).toMatchObject({ runId: 'run-1', slotId: 's1' });
    const waitSec = (Date.parse(next?.at ?? '') - clock.nowMs()) / 1000;
    expect(waitSec).toBeGreaterThan(9);
    expect(waitSec).toBeLessThanOrEqual(20);
    await timers.advance(21_000);
    await hear();
    expect(pushes).toHaveLength(2);
    expect(await store.acts.latestPush('run-1')).toMatchObject({
      origin: 'repush',
      orderedBy: null,
      state: 'shown',
    });
    await onAir('s2');
    changed('run', 'run-1');
    await timers.advance(0);
    expect(again.of(target)).toEqual([]);
    await timers.advance(60_000);
    expect(pushes).toHaveLength(2);
  });

  test('what failed or is unknown is never pushed again by itself; switched off it ends', async () => {
    await policy({ minSec: 10, maxSec: 10 });
    platform.setFault('show-1' as never, 'swallows-pushes');
    await push('a1', 's1');
    await timers.advance(3000);
    await hear();
    expect(again.of(target)).toEqual([]);
    await order({ name: 'act.settle', actId: 'a1', done: true });
    await hear();
    expect(again.of(target)).toHaveLength(1);
    await policy(null);
    changed('pushPolicy', 'run-1');
    await timers.advance(0);
    expect(again.of(target)).toEqual([]);
    await timers.advance(60_000);
    expect(pushes).toHaveLength(1);
  });

  test('a hub that comes back goes on with it', async () => {
    await policy({ minSec: 10, maxSec: 10 });
    await push('a1', 's1');
    await timers.advance(50);
    again.stop();
    again = repusher({
      ...{ store, clock, timers, ids: countingIds('re'), log: createHubLog() },
      ...{ push: acts.pushOwn, changed: () => undefined },
    });
    await again.recover();
    await timers.advance(12_000);
    expect(pushes).toHaveLength(2);
  });
});

test('stopped, it begins nothing more', async () => {
  await push('a1', 's1');
  await timers.advance(10);
  await push('a2', 's1');
  const stopping = acts.stop();
  await timers.advance(10_000);
  await stopping;
  expect(pushes).toHaveLength(1);
  expect(await stateOf('a2')).toBe('planned');
  acts = runner();
  await acts.recover();
  expect(await store.acts.get('a2')).toMatchObject({ state: 'expired', reason: 'effect/restarted' });
});
