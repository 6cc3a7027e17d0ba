import { afterEach, describe, expect, test } from 'vitest';
import { countersOf } from '#shared/domain/order/counters.ts';
import type { OrderEvent } from '#shared/domain/order/order.schema.ts';
import { testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { testTimers } from '#shared/sync/test-timers.ts';
import type { Hub } from '../../create-hub.ts';
import { createHubLog } from '../../hub-log.ts';
import { put, write } from '../../store/test-documents.ts';
import { desk, endAll, giveOrder, startHub } from '../../test-hub.ts';
import { seededRandom } from './random.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';

const rehearsal = { showId: 'show-1', runKind: 'rehearsal' } as const;
const live = { showId: 'show-1', runKind: 'live' } as const;

afterEach(endAll);

async function stage() {
  const clock = testClock();
  const timers = testTimers(clock);
  const hub = await startHub({ clock, timers, ids: countingIds() });
  const { services } = hub;
  const products = Array.from({ length: 5 }, (_, n) => put('product', { id: `p${n}`, sku: `S${n}` }));
  const slot = put('slot', { id: 'slot-1', runId: 'run-1', productId: 'p2' });
  const run = put('run', { kind: 'rehearsal', state: 'live', onAirSlotId: 'slot-1' });
  const drop = put('drop', { runKind: 'rehearsal', quota: 20, openSec: 30 });
  await write(services.store, put('show'), ...products, slot, run, drop, put('drop', { id: 'live-drop' }));
  const sandbox = createSandbox({
    ...{ store: services.store, clock, timers, ids: countingIds('sandbox'), log: createHubLog() },
    ingest: services,
    claim: services.drops.claim,
  });
  return { hub, timers, sandbox };
}

async function orders(hub: Hub): Promise<OrderEvent[]> {
  const events: OrderEvent[] = [];
  for await (const event of hub.services.store.orders.all(rehearsal)) events.push(event);
  return events;
}

async function played(seed: number): Promise<{ orders: OrderEvent[]; comments: unknown; audience: unknown }> {
  const { hub, timers, sandbox } = await stage();
  await sandbox.set({ showId: 'show-1', running: true, pace: 4, losesAnswers: false, seed });
  await timers.advance(20_000);
  await sandbox.stop();
  const { store } = hub.services;
  return {
    orders: await orders(hub),
    comments: await store.comments.latest(rehearsal, 1000),
    audience: await store.audience.latest(rehearsal, 1000),
  };
}

describe('the sandbox platform', () => {
  test('plays the same show for the same seed, and another for another', async () => {
    const first = await played(7);
    expect(await played(7)).toEqual(first);
    const other = await played(8);
    expect(other.orders).not.toEqual(first.orders);
    expect(first.orders.length).toBeGreaterThan(10);
    expect(first.comments).not.toEqual([]);
    expect(first.audience).toHaveLength(10);
  });

  test('sells what is on air most, refunds some, and counts in the rehearsal alone', async () => {
    const { hub, timers, sandbox } = await stage();
    await sandbox.set({ showId: 'show-1', running: true, pace: 40, losesAnswers: false, seed: 1 });
    await timers.advance(15_000);
    await sandbox.stop();
    const { store } = hub.services;
    const counters = await store.orders.counters(rehearsal);
    expect(counters).toEqual(countersOf(await orders(hub)));
    expect(counters.refundsCount).toBeGreaterThan(0);
    expect(counters.byProduct.length).toBe(5);
    const [best] = [...counters.byProduct].sort((a, b) => b.orders - a.orders);
    expect(best?.sku).toBe('S2');
    expect((await store.orders.counters(live)).orders).toBe(0);
    expect(await store.comments.latest(live, 1)).toEqual([]);
  });

  test('its viewers claim an open rehearsal drop to the last coupon, and never a live one', async () => {
    const { hub, timers, sandbox } = await stage();
    await sandbox.set({ showId: 'show-1', running: true, pace: 10, losesAnswers: false, seed: 1 });
    await hub.services.drops.fireByKey('drop-1', 'k1');
    await hub.services.drops.fireByKey('live-drop', 'k2');
    await timers.advance(29_000);
    await sandbox.stop();
    const { drops } = hub.services.store;
    expect(await drops.get('drop-1')).toMatchObject({ state: 'open', granted: 20 });
    expect((await drops.get('drop-1'))?.refused).toBeGreaterThan(0);
    // Some of the coupons are used, each once at most.
    const used = (await orders(hub)).filter(
      ({ kind, dropIds }) => kind === 'paid' && dropIds?.[0] === 'drop-1',
    );
    expect(used.length).toBeLessThanOrEqual(20);
    expect((await drops.get('live-drop'))?.granted).toBe(0);
    expect(await drops.get('live-drop')).toMatchObject({ granted: 0, refused: 0 });
  });

  test('stops when told to, and goes on at another pace', async () => {
    const { hub, timers, sandbox } = await stage();
    const set = (changes: Partial<Parameters<Sandbox['set']>[0]>) =>
      sandbox.set({ showId: 'show-1', running: true, pace: 1, losesAnswers: false, seed: 3, ...changes });
    await expect(set({ showId: 'none' })).rejects.toMatchObject({ code: 'show/not-found' });
    await set({});
    await timers.advance(10_000);
    const slow = (await orders(hub)).length;
    await set({ pace: 50 });
    await timers.advance(10_000);
    const fast = (await orders(hub)).length;
    expect(fast - slow).toBeGreaterThan(slow * 5);
    await set({ running: false });
    await timers.advance(10_000);
    expect((await orders(hub)).length).toBe(fast);
  });

  test('is set by a desk, and a hub closes cleanly while it plays', async () => {
    const hub = await startHub();
    await write(hub.services.store, put('show'), put('product'));
    const command = { name: 'sandbox.set', showId: 'show-1', running: true, pace: 50, seed: 1 } as const;
    const socket = desk(hub);
    expect(await giveOrder(socket, command)).toEqual({
      ok: true,
      value: null,
    });
    await expect.poll(async () => (await orders(hub)).length, { timeout: 5000 }).toBeGreaterThan(0);
    const left = new Promise<string>((resolve) => socket.once('disconnect', resolve));
    await hub.close();
    // Not "io server disconnect": that would tell the desk that it is not wanted.
    expect(await left).toBe('transport close');
  });
});

describe('seeded chance', () => {
  test('is even, and counts around what is expected', () => {
    const random = seededRandom(42);
    const draws = Array.from({ length: 10_000 }, () => random.next());
    expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true);
    expect(draws.reduce((sum, draw) => sum + draw, 0) / draws.length).toBeCloseTo(0.5, 1);
    for (const mean of [0.3, 5, 100]) {
      const counts = Array.from({ length: 2000 }, () => random.count(mean));
      expect(counts.reduce((sum, count) => sum + count, 0) / counts.length / mean).toBeCloseTo(1, 1);
    }
    expect(random.count(0)).toBe(0);
  });
});
