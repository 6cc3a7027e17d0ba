/** What the runner does beyond opening and closing: countdowns, cool-downs, steps of a sequence, prices, draws. */
import { afterEach, describe, expect, test } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import { drawWinners, seedHash } from '#shared/domain/drop/draw.ts';
import { type TestClock, testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { type TestTimers, testTimers } from '#shared/sync/test-timers.ts';
import type { DropCommand, DropRunner } from '../hub.ts';
import { createHubLog } from '../hub-log.ts';
import type { HubStore } from '../store/hub-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { AT, put, write } from '../store/test-documents.ts';
import type { Away } from './boot.ts';
import { createDropRunner } from './drop-runner.ts';

let store: HubStore;
let clock: TestClock;
let timers: TestTimers;
let drops: DropRunner;
let fired: string[];
let backs: string[];
let putBack: () => Promise<void>;
let away: (one: Away) => void;
const quiet = createHubLog();
quiet.level = 'silent';

function newRunner(): DropRunner {
  return createDropRunner({
    ...{ store, clock, timers, log: quiet, dropMoved: () => undefined, newSeed: () => 'seed' },
    boot: {
      onAway: (listener) => {
        away = listener;
      },
    },
    putPriceBack: (drop, attempt) => {
      backs.push(`${drop.id}/${attempt}`);
      return putBack();
    },
    connectorFor: () => ({
      name: 'test',
      fireDrop: async ({ id }) => void fired.push(id),
      askDrop: async () => 'cannot-tell',
      stopDrop: async () => undefined,
    }),
  });
}

async function start(plan: Record<string, unknown> = {}): Promise<void> {
  clock = testClock();
  timers = testTimers(clock);
  fired = [];
  backs = [];
  putBack = async () => undefined;
  store = await openSqliteStore({ file: ':memory:', clock, ids: countingIds() });
  await write(store, put('show'), put('product'), put('drop', plan));
  drops = newRunner();
}

afterEach(async () => {
  const stopping = drops.stop();
  await timers.advance(10_000);
  await stopping;
  await store.close();
});

const current = (id = 'drop-1') => store.drops.get(id);
let commands = 0;
function run(command: DropCommand, commandId = `command-${++commands}`) {
  return drops.command(command, { commandId, ttlMs: 4000, inTime: () => true });
}
async function armAndFire(dropId = 'drop-1', commandId?: string) {
  const revision = (await current(dropId))?.revision ?? 0;
  await run({ name: 'drop.arm', dropId, revision });
  await run({ name: 'drop.fire', dropId, revision: revision + 1 }, commandId);
}

describe('[SY87] a countdown', () => {
  test('runs between the hold and the opening, by the hub’s clock', async () => {
    await start({ countdownSec: 3 });
    await armAndFire('drop-1', 'held');
    expect(await current()).toMatchObject({
      ...{ state: 'countdown', opensAt: '2026-06-18T11:00:03.000Z', firedBy: 'held' },
    });
    expect(await drops.claim('drop-1', 'c1', 'u1')).toBe('not-open');
    await timers.advance(2999);
    expect([(await current())?.state, fired]).toEqual(['countdown', []]);
    await timers.advance(1);
    expect(await current()).toMatchObject({
      ...{ state: 'open', opensAt: null, openedAt: '2026-06-18T11:00:03.000Z' },
    });
    expect(fired).toEqual(['drop-1']);
    // Its answer may have been lost: the same order again begins no second one.
    await run({ name: 'drop.fire', dropId: 'drop-1', revision: 1 }, 'held');
    expect(fired).toEqual(['drop-1']);
  });

  test('is called off by anybody, and then nothing goes out', async () => {
    await start({ countdownSec: 3 });
    await armAndFire();
    await timers.advance(2000);
    await run({ name: 'drop.callOff', dropId: 'drop-1' });
    await timers.advance(60_000);
    expect(await current()).toMatchObject({ state: 'planned', opensAt: null });
    expect(fired).toEqual([]);
    await expect(run({ name: 'drop.callOff', dropId: 'drop-1' })).rejects.toMatchObject({
      code: 'drop/wrong-state',
    });
  });

  test('opens nothing late: a hub that stood still past it lets it expire', async () => {
    await start({ countdownSec: 3 });
    await armAndFire();
    clock.advance(6000);
    await timers.advance(0);
    expect(await current()).toMatchObject({ state: 'expired', reason: 'effect/expired', opensAt: null });
    expect(fired).toEqual([]);
  });

  test('expires with a restart and with a sleep', async () => {
    await start({ countdownSec: 3 });
    await armAndFire();
    away({ slept: true, ms: 60_000 });
    await timers.advance(3000);
    expect(await current()).toMatchObject({ state: 'expired', reason: 'effect/restarted' });
    await timers.advance(5000);
    await armAndFire();
    drops = newRunner();
    await drops.recover();
    await timers.advance(3000);
    expect(await current()).toMatchObject({ state: 'expired', reason: 'effect/restarted' });
    expect(fired).toEqual([]);
  });

  test('an order that came in the nick of time but was kept too late begins none', async () => {
    await start({ countdownSec: 3 });
    await run({ name: 'drop.arm', dropId: 'drop-1', revision: 0 });
    let asked = 0;
    const inTime = () => ++asked === 1;
    const late = drops.command(
      { name: 'drop.fire', dropId: 'drop-1', revision: 1 },
      { commandId: 'late', ttlMs: 4000, inTime },
    );
    await expect(late).rejects.toMatchObject({ code: 'effect/expired' });
    await timers.advance(5000);
    expect([(await current())?.state, fired]).toEqual(['expired', []]);
  });
});

describe('[SY88] a kind cools down', () => {
  test('after a hand has fired it, and not for keys or another kind', async () => {
    await start();
    const gift = { id: 'drop-3', kind: 'gift', gift: '小样', costFen: 1 };
    await write(store, put('drop', { id: 'drop-2' }), put('drop', gift), put('drop', { id: 'drop-4' }));
    await armAndFire();
    await expect(armAndFire('drop-2')).rejects.toMatchObject({
      ...{ code: 'drop/cool-down', params: { seconds: 2 } },
    });
    expect(await current('drop-2')).toMatchObject({ state: 'armed' });
    await armAndFire('drop-3');
    await drops.fireByKey('drop-4', 'key');
    await timers.advance(2000);
    await run({ name: 'drop.fire', dropId: 'drop-2', revision: 1 });
    expect(fired).toEqual(['drop-1', 'drop-3', 'drop-4', 'drop-2']);
  });
});

describe('a step of a sequence', () => {
  test('resolves once the drop is open, after its own countdown, and once for its key', async () => {
    await start({ countdownSec: 3 });
    let opened = false;
    const step = drops
      .fireStep('drop-1', 'seq:1', () => true)
      .then(() => {
        opened = true;
      });
    await timers.advance(2000);
    expect([opened, (await current())?.state]).toEqual([false, 'countdown']);
    await timers.advance(1000);
    await step;
    expect((await current())?.state).toBe('open');
    await drops.fireStep('drop-1', 'seq:1', () => true);
    expect(fired).toEqual(['drop-1']);
  });

  test('rejects when its countdown is called off', async () => {
    await start({ countdownSec: 3 });
    const step = drops.fireStep('drop-1', 'seq:1', () => true).catch((error: unknown) => error);
    await timers.advance(1000);
    await run({ name: 'drop.callOff', dropId: 'drop-1' });
    expect(await step).toBeInstanceOf(AppError);
    expect(fired).toEqual([]);
  });
});

describe('[SY90] after a flash price', () => {
  const flash = { kind: 'flash-price', productId: 'product-1', priceFen: 900, fromFen: 4900 };

  test('the price goes back by itself', async () => {
    await start(flash);
    await armAndFire();
    await timers.advance(60_000);
    expect(await current()).toMatchObject({ state: 'closed', priceBack: 'done' });
    expect(backs).toHaveLength(1);
  });

  test('a price that did not go back says so, until a try succeeds', async () => {
    await start(flash);
    putBack = () => Promise.reject(new Error('no'));
    await armAndFire();
    await timers.advance(60_000);
    expect(await current()).toMatchObject({ state: 'closed', priceBack: 'failed' });
    putBack = async () => undefined;
    await run({ name: 'drop.priceBack', dropId: 'drop-1' });
    expect(await current()).toMatchObject({ priceBack: 'done' });
    expect(new Set(backs).size).toBe(2);
    await expect(run({ name: 'drop.priceBack', dropId: 'drop-1' })).rejects.toMatchObject({
      code: 'drop/wrong-state',
    });
  });

  test('a hub that died before it could puts it back after its start', async () => {
    await start(flash);
    await store.drops.move('drop-1', 0, { state: 'closed', closedAt: AT, priceBack: 'pending' });
    drops = newRunner();
    await drops.recover();
    await timers.advance(0);
    expect(await current()).toMatchObject({ priceBack: 'done' });
  });
});

test('a lucky bag is drawn with the move that closes it, from a seed that was sealed as it was fired', async () => {
  await start({ kind: 'lucky-bag', keyword: '福', prize: '被', costFen: 500, quota: 2, perBuyer: 1 });
  const target = { showId: 'show-1', runKind: 'live' as const };
  const comment = (user: string, text = '要福袋') => ({
    ...{ commentId: `c-${user}-${text}`, at: AT, user: { id: user, name: user }, text },
  });
  await store.comments.add(target, [comment('early')]);
  await armAndFire();
  expect(await current()).toMatchObject({ seedHash: seedHash('seed'), entered: 0 });
  const users = ['a', 'b', 'c', 'd'];
  const all = [...users, 'f'];
  await store.comments.add(target, [...users.map((user) => comment(user)), comment('e', '多少钱')]);
  // The way by the comment desk, which marks what it stores, lets in as well; told again, nobody is new.
  await store.commentDesk.add(target, [comment('a', '福福'), comment('b'), comment('f')], () => null);
  await store.comments.add({ ...target, runKind: 'rehearsal' }, [comment('r')]);
  expect(await current()).toMatchObject({ entered: 5, granted: 0 });
  expect(await drops.claim('drop-1', 'x', 'a')).toBe('by-comment');
  await timers.advance(60_000);
  const winners = drawWinners('seed', all, 2);
  expect(await current()).toMatchObject({ state: 'closed', granted: 2, grantedFen: 1000 });
  const entries = await store.drops.entries('drop-1', 0, 100);
  expect(entries.map(({ userId }) => userId)).toEqual(all);
  for (const { userId, place } of entries)
    expect(place).toBe(winners.includes(userId) ? winners.indexOf(userId) + 1 : null);
  // Late comments change nothing any more.
  await store.comments.add(target, [comment('late')]);
  expect(await current()).toMatchObject({ entered: 5, granted: 2 });
});
