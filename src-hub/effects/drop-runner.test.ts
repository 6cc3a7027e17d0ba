import { afterEach, describe, expect, test } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import { type DropMove, dropMoves, dropStateSchema, moveDrop } from '#shared/domain/drop/drop.states.ts';
import { type TestClock, testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { type TestTimers, testTimers } from '#shared/sync/test-timers.ts';
import type { DropAnswer } from '../connectors/connector.ts';
import type { DropCommand, DropRunner } from '../hub.ts';
import { createHubLog } from '../hub-log.ts';
import type { HubStore } from '../store/hub-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { put, write } from '../store/test-documents.ts';
import { ASK_WAIT_MS, ATTEMPT_WAIT_MS } from './asking.ts';
import type { Away } from './boot.ts';
import { createDropRunner } from './drop-runner.ts';

let store: HubStore;
let clock: TestClock;
let timers: TestTimers;
let drops: DropRunner;
let fired: string[];
let connect: (drop: Drop) => Promise<void>;
let answer: (drop: Drop) => Promise<DropAnswer>;
let asked: number;
let away: (one: Away) => void;

const quiet = createHubLog();
quiet.level = 'silent';

function newRunner(): DropRunner {
  return createDropRunner({
    ...{ store, clock, timers, log: quiet, dropMoved: () => undefined },
    ...{ newSeed: () => 'seed', putPriceBack: null },
    boot: {
      onAway: (listener) => {
        away = listener;
      },
    },
    connectorFor: (runKind) => ({
      name: 'test',
      fireDrop: (drop) => {
        fired.push(`${runKind}:${drop.id}`);
        return connect(drop);
      },
      askDrop: (drop) => {
        asked += 1;
        return answer(drop);
      },
      stopDrop: async (dropId) => void fired.push(`stop:${dropId}`),
    }),
  });
}

async function start(): Promise<void> {
  clock = testClock();
  timers = testTimers(clock);
  fired = [];
  asked = 0;
  connect = async () => undefined;
  answer = async () => 'cannot-tell';
  store = await openSqliteStore({ file: ':memory:', clock, ids: countingIds() });
  await write(store, put('show'), put('drop'));
  drops = newRunner();
}

afterEach(async () => {
  const stopping = drops.stop();
  await timers.advance(10_000);
  await stopping;
  await store.close();
});

const current = () => store.drops.get('drop-1');
let commands = 0;
function run(command: DropCommand, { commandId, ageMs = 0 }: { commandId?: string; ageMs?: number } = {}) {
  commands += 1;
  const ttlMs = 4000;
  const notAfterMs = clock.monotonicMs() - ageMs + ttlMs;
  return drops.command(command, {
    ...{ commandId: commandId ?? `command-${commands}`, ttlMs },
    inTime: () => clock.monotonicMs() <= notAfterMs,
  });
}
const arm = (revision: number) => run({ name: 'drop.arm', dropId: 'drop-1', revision });
const fire = (revision: number, context = {}) =>
  run({ name: 'drop.fire', dropId: 'drop-1', revision }, context);
const stop = () => run({ name: 'drop.stop', dropId: 'drop-1' });
const ask = () => run({ name: 'drop.ask', dropId: 'drop-1' });
const settle = (opened: boolean) => run({ name: 'drop.settle', dropId: 'drop-1', opened });

describe('a drop', () => {
  test('is armed, fired, open for its time and closed', async () => {
    await start();
    await arm(0);
    let seen: string | undefined;
    connect = async () => {
      seen = (await current())?.state;
    };
    await fire(1, { commandId: 'fire-1' });
    expect(seen).toBe('sending');
    expect(fired).toEqual(['live:drop-1']);
    expect(await current()).toMatchObject({
      ...{ state: 'open', revision: 3, firedBy: 'fire-1' },
      ...{ openedAt: '2026-06-18T11:00:00.000Z', closesAt: '2026-06-18T11:01:00.000Z', closedAt: null },
    });
    await timers.advance(59_999);
    expect(await current()).toMatchObject({ state: 'open' });
    expect(await drops.claim('drop-1', 'c1', 'u1')).toBe('granted');
    await timers.advance(1);
    expect(await current()).toMatchObject({ state: 'closed', closedAt: '2026-06-18T11:01:00.000Z' });
    expect(await drops.claim('drop-1', 'c2', 'u2')).toBe('closed');
  });

  test('fires once, however many press at once', async () => {
    await start();
    await arm(0);
    const pressed = await Promise.allSettled([fire(1), fire(1), fire(1)]);
    expect(pressed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of pressed) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'drop/changed' });
    }
    expect(fired).toHaveLength(1);
  });

  test('an order whose answer was lost is answered again, not done again', async () => {
    await start();
    await arm(0);
    await fire(1, { commandId: 'same' });
    await fire(1, { commandId: 'same' });
    expect(fired).toHaveLength(1);
  });

  test('an order that waited too long expires, and the arming with it', async () => {
    await start();
    await expect(
      run({ name: 'drop.arm', dropId: 'drop-1', revision: 0 }, { ageMs: 4001 }),
    ).rejects.toMatchObject({
      code: 'effect/expired',
      params: { seconds: 4 },
    });
    expect(await current()).toMatchObject({ state: 'planned', revision: 0 });
    await arm(0);
    await expect(fire(0, { ageMs: 9000 })).rejects.toMatchObject({ code: 'effect/expired' });
    expect(await current()).toMatchObject({ state: 'armed' });
    await expect(fire(1, { ageMs: 4001 })).rejects.toMatchObject({ code: 'effect/expired' });
    expect(await current()).toMatchObject({ state: 'expired', revision: 2 });
    expect(fired).toEqual([]);
    await arm(2);
    await fire(3, { ageMs: 4000 });
    expect(await current()).toMatchObject({ state: 'open' });
  });

  test('refuses what the table does not know, and what was not seen', async () => {
    await start();
    const wrong = (state: string) => ({ code: 'drop/wrong-state', params: { state } });
    await expect(fire(0)).rejects.toMatchObject(wrong('planned'));
    await expect(stop()).rejects.toMatchObject(wrong('planned'));
    await expect(arm(5)).rejects.toMatchObject({ code: 'drop/changed' });
    await expect(run({ name: 'drop.stop', dropId: 'none' })).rejects.toMatchObject({
      code: 'drop/not-found',
    });
    await arm(0);
    await run({ name: 'drop.disarm', dropId: 'drop-1', revision: 1 });
    expect(await current()).toMatchObject({ state: 'planned', revision: 2 });
  });

  test('stops before its time, and stays closed', async () => {
    await start();
    await arm(0);
    await fire(1);
    await timers.advance(10_000);
    await stop();
    expect(await current()).toMatchObject({ state: 'closed', closedAt: '2026-06-18T11:00:10.000Z' });
    expect(fired).toEqual(['live:drop-1', 'stop:drop-1']);
    await timers.advance(60_000);
    expect(await current()).toMatchObject({ revision: 4 });
  });

  test('that surely did not go out has failed and may be armed again', async () => {
    await start();
    await arm(0);
    connect = () => Promise.reject(new AppError('request/too-many'));
    await expect(fire(1)).rejects.toMatchObject({ code: 'request/too-many' });
    expect(await current()).toMatchObject({ state: 'failed', reason: 'request/too-many' });
    await arm(3);
    expect(await current()).toMatchObject({ state: 'armed', reason: null });
  });

  test('of which nobody knows is unknown until a person has looked', async () => {
    await start();
    await arm(0);
    connect = () => Promise.reject(new Error('socket hang up'));
    await expect(fire(1)).rejects.toMatchObject({ code: 'effect/unanswered' });
    expect(await current()).toMatchObject({ state: 'unknown', reason: 'effect/unanswered' });
    await expect(arm(3)).rejects.toMatchObject({ code: 'drop/wrong-state' });
    await expect(drops.fireByKey('drop-1', 'key')).rejects.toMatchObject({ code: 'drop/wrong-state' });
    await settle(true);
    expect(await current()).toMatchObject({
      state: 'open',
      closesAt: '2026-06-18T11:01:00.000Z',
      reason: null,
    });
    await timers.advance(60_000);
    expect(await current()).toMatchObject({ state: 'closed' });
    expect(fired).toHaveLength(1);
  });

  test('of which a person says it did not go out has failed', async () => {
    await start();
    await store.drops.move('drop-1', 0, { state: 'unknown' });
    await settle(false);
    expect(await current()).toMatchObject({ state: 'failed' });
  });
});

describe('[SY51] an order that comes too late', () => {
  test('is judged at the moment of firing, after whatever took its time', async () => {
    await start();
    await arm(0);
    // The process was stopped with the order in its hands, and woken an hour later.
    const order = fire(1);
    clock.advance(3_600_000);
    await expect(order).rejects.toMatchObject({ code: 'effect/expired' });
    expect(await current()).toMatchObject({ state: 'expired' });
    expect(fired).toEqual([]);
  });

  test('is withdrawn when its time ran out between the commit and the platform', async () => {
    await start();
    await arm(0);
    let judged = 0;
    const inTime = () => {
      judged += 1;
      return judged === 1;
    };
    const order = { commandId: 'slow', ttlMs: 4000, inTime };
    await expect(
      drops.command({ name: 'drop.fire', dropId: 'drop-1', revision: 1 }, order),
    ).rejects.toMatchObject({ code: 'effect/expired' });
    expect(await current()).toMatchObject({ state: 'expired', reason: 'effect/expired', revision: 3 });
    expect(fired).toEqual([]);
  });

  test('[SY54] but has fired that very drop is answered as done', async () => {
    await start();
    await arm(0);
    await fire(1, { commandId: 'same' });
    await fire(1, { commandId: 'same', ageMs: 60_000 });
    await timers.advance(60_000);
    await fire(1, { commandId: 'same', ageMs: 60_000 });
    expect(fired).toHaveLength(1);
    expect(await current()).toMatchObject({ state: 'closed' });
  });
});

describe('[SY55] a platform that does not answer', () => {
  const never = new Promise<never>(() => undefined);
  /** Fires, and waits until nothing is waited for any more. */
  async function firedInto(platform: Promise<void>, says: () => Promise<DropAnswer>): Promise<unknown> {
    await start();
    await arm(0);
    connect = () => platform;
    answer = says;
    const order = fire(1, { commandId: 'fire-1' }).then(
      () => 'done',
      (error: unknown) => (error as AppError).code,
    );
    await timers.advance(ATTEMPT_WAIT_MS - 1);
    expect(await current()).toMatchObject({ state: 'sending' });
    await timers.advance(1 + ASK_WAIT_MS);
    return order;
  }

  test('is asked, and says that it is open: it is so since it was fired', async () => {
    expect(await firedInto(never, async () => 'open')).toBe('done');
    expect(await current()).toMatchObject({
      ...{ state: 'open', reason: null, firedAt: '2026-06-18T11:00:00.000Z' },
      ...{ openedAt: '2026-06-18T11:00:00.000Z', closesAt: '2026-06-18T11:01:00.000Z' },
    });
    await timers.advance(60_000);
    expect(await current()).toMatchObject({ state: 'closed', closedAt: '2026-06-18T11:01:00.000Z' });
    expect([fired.length, asked]).toEqual([1, 1]);
  });

  test('is asked, and says that it is not: it has failed and may be armed again', async () => {
    expect(await firedInto(never, async () => 'not-open')).toBe('drop/not-open');
    expect(await current()).toMatchObject({ state: 'failed', reason: 'drop/not-open' });
    connect = async () => undefined;
    await arm(4);
    await fire(5);
    expect(await current()).toMatchObject({ state: 'open' });
    expect(fired).toHaveLength(2);
  });

  test('and cannot be asked either leaves it unknown, until it can be asked again', async () => {
    const mute = [
      () => never,
      () => Promise.reject(new Error('no route')),
      async () => 'cannot-tell' as const,
    ];
    for (const says of mute) {
      expect(await firedInto(never, says)).toBe('effect/unanswered');
      expect(await current()).toMatchObject({ state: 'unknown', reason: 'effect/unanswered', revision: 3 });
      await expect(fire(3)).rejects.toMatchObject({ code: 'drop/wrong-state' });
      const again = expect(ask()).rejects.toMatchObject({ code: 'drop/cannot-tell' });
      await timers.advance(ASK_WAIT_MS);
      await again;
      expect(await current()).toMatchObject({ state: 'unknown', revision: 3 });
      answer = async () => 'open';
      await ask();
      expect(await current()).toMatchObject({ state: 'open', openedAt: '2026-06-18T11:00:00.000Z' });
      await expect(ask()).rejects.toMatchObject({ code: 'drop/wrong-state' });
      expect(fired).toHaveLength(1);
    }
  });

  test('and whose connector throws before it has promised anything leaves it unknown', async () => {
    await start();
    await arm(0);
    connect = () => {
      throw new TypeError('a connector with a mistake in it');
    };
    answer = connect as never;
    await expect(fire(1)).rejects.toMatchObject({ code: 'effect/unanswered' });
    expect(await current()).toMatchObject({ state: 'unknown', reason: 'effect/unanswered' });
  });

  test('found open after its time was over, it is closed', async () => {
    await firedInto(never, () => never);
    await timers.advance(600_000);
    answer = async () => 'open';
    await ask();
    await timers.advance(0);
    expect(await current()).toMatchObject({ state: 'closed', closedAt: '2026-06-18T11:01:00.000Z' });
  });

  test('and answers late after all settles what is still unknown', async () => {
    let take: () => void = () => undefined;
    const late = new Promise<void>((resolve) => {
      take = resolve;
    });
    expect(await firedInto(late, () => never)).toBe('effect/unanswered');
    take();
    await timers.advance(0);
    expect(await current()).toMatchObject({ state: 'open', openedAt: '2026-06-18T11:00:00.000Z' });

    let refuse: (error: Error) => void = () => undefined;
    const no = new Promise<void>((_resolve, reject) => {
      refuse = reject;
    });
    expect(await firedInto(no, () => never)).toBe('effect/unanswered');
    refuse(new AppError('request/too-many'));
    await timers.advance(0);
    expect(await current()).toMatchObject({ state: 'failed', reason: 'request/too-many' });
  });

  test('and answers late changes nothing that was settled meanwhile', async () => {
    let take: () => void = () => undefined;
    const late = new Promise<void>((resolve) => {
      take = resolve;
    });
    await firedInto(late, () => never);
    await settle(false);
    take();
    await timers.advance(0);
    expect(await current()).toMatchObject({ state: 'failed', revision: 4 });
  });
});

/** One way to ask for each move of the table, and what answers it where the table has no such move. */
const asking: Record<string, (revision: number) => Promise<unknown>> = {
  arm: (revision) => arm(revision),
  disarm: (revision) => run({ name: 'drop.disarm', dropId: 'drop-1', revision }),
  fire: (revision) => fire(revision),
  close: () => stop(),
  callOff: () => run({ name: 'drop.callOff', dropId: 'drop-1' }),
  settleOpen: () => settle(true),
  settleFailed: () => settle(false),
};

describe('the table of states, move by move', () => {
  test.each(dropStateSchema.options.flatMap((state) => Object.keys(asking).map((name) => ({ state, name }))))(
    '$name of a drop that is $state',
    async ({ state, name }) => {
      await start();
      await store.drops.move('drop-1', 0, { state, closesAt: '2026-06-18T12:00:00.000Z' });
      const to = moveDrop(state, name as DropMove);
      const order = asking[name]?.(1) ?? Promise.reject(new Error(name));
      if (to === null) {
        await expect(order).rejects.toMatchObject({ code: 'drop/wrong-state', params: { state } });
        expect(await current()).toMatchObject({ state, revision: 1 });
        expect(fired).toEqual([]);
        return;
      }
      await order;
      // What is fired is open as soon as the platform has answered.
      expect(await current()).toMatchObject({ state: to === 'sending' ? 'open' : to });
    },
  );

  test('every move of it is asked for by a person, or made by the runner alone', () => {
    const byItself: DropMove[] = ['count', 'zero', 'expire', 'withdraw', 'opened', 'fail', 'lose'];
    expect([...Object.keys(asking), ...byItself].sort()).toEqual(Object.keys(dropMoves).sort());
  });
});

describe('firing by key', () => {
  test('arms by itself and answers the same to the same key, at once or later', async () => {
    await start();
    const answers = await Promise.all([drops.fireByKey('drop-1', 'k1'), drops.fireByKey('drop-1', 'k1')]);
    expect(answers).toEqual([{ state: 'open' }, { state: 'open' }]);
    await expect(drops.fireByKey('drop-1', 'k2')).rejects.toMatchObject({ code: 'drop/wrong-state' });
    await timers.advance(60_000);
    expect(await drops.fireByKey('drop-1', 'k1')).toEqual({ state: 'open' });
    await expect(drops.fireByKey('drop-1', 'k2')).rejects.toMatchObject({ params: { state: 'closed' } });
    await expect(drops.fireByKey('none', 'k1')).rejects.toMatchObject({ code: 'drop/not-found' });
    expect(fired).toHaveLength(1);
  });

  test('of two keys at once one fires', async () => {
    await start();
    const [one, two] = await Promise.allSettled([
      drops.fireByKey('drop-1', 'a'),
      drops.fireByKey('drop-1', 'b'),
    ]);
    expect([one.status, two.status]).toEqual(['fulfilled', 'rejected']);
  });

  test('a key whose drop failed does not fire it again; another may', async () => {
    await start();
    connect = () => Promise.reject(new AppError('request/too-many'));
    await expect(drops.fireByKey('drop-1', 'a')).rejects.toMatchObject({ code: 'request/too-many' });
    connect = async () => undefined;
    await expect(drops.fireByKey('drop-1', 'a')).rejects.toMatchObject({ params: { state: 'failed' } });
    expect(await drops.fireByKey('drop-1', 'b')).toEqual({ state: 'open' });
  });
});

describe('[SY52] after a restart', () => {
  test('past its time closes at that time, the rest closes when it is due', async () => {
    await start();
    await write(store, put('drop', { id: 'drop-2' }), put('drop', { id: 'drop-3' }));
    const closed = '2026-06-18T10:59:00.000Z';
    await store.drops.move('drop-2', 0, { state: 'open', closesAt: closed });
    await store.drops.move('drop-3', 0, { state: 'open', closesAt: '2026-06-18T11:00:05.000Z' });
    drops = newRunner();
    await drops.recover();
    expect(await store.drops.get('drop-2')).toMatchObject({ state: 'closed', closedAt: closed });
    expect(await store.drops.get('drop-3')).toMatchObject({ state: 'open' });
    await timers.advance(5000);
    expect(await store.drops.get('drop-3')).toMatchObject({ state: 'closed' });
    expect(fired).toEqual([]);
  });

  test.each([
    ['open', 'open'],
    ['not-open', 'failed'],
    ['cannot-tell', 'unknown'],
  ] as const)('[SY55] sending is unknown, and asked for: %s', async (says, state) => {
    await start();
    await store.drops.move('drop-1', 0, { state: 'sending', firedAt: '2026-06-18T10:59:50.000Z' });
    answer = async () => says;
    drops = newRunner();
    await drops.recover();
    await timers.advance(0);
    expect(await current()).toMatchObject({ state });
    if (says === 'open') expect(await current()).toMatchObject({ closesAt: '2026-06-18T11:00:50.000Z' });
    expect([fired, asked]).toEqual([[], 1]);
  });

  test('nobody waits for a platform that is slow to say', async () => {
    await start();
    await store.drops.move('drop-1', 0, { state: 'sending' });
    answer = () => new Promise<never>(() => undefined);
    drops = newRunner();
    await drops.recover();
    expect(await current()).toMatchObject({ state: 'unknown' });
  });

  test('what was armed has expired, and is fired neither by key nor by an order from before', async () => {
    await start();
    await arm(0);
    drops = newRunner();
    await drops.recover();
    expect(await current()).toMatchObject({ state: 'expired', reason: 'effect/restarted', revision: 2 });
    await expect(fire(1)).rejects.toMatchObject({ code: 'drop/changed' });
    expect(fired).toEqual([]);
    await arm(2);
    await fire(3);
    expect(await current()).toMatchObject({ state: 'open' });
  });

  test('so it does when the machine slept or stood still for long, but not when the process was stopped for a minute', async () => {
    await start();
    await arm(0);
    away({ slept: false, ms: 60_000 });
    await timers.advance(0);
    expect(await current()).toMatchObject({ state: 'armed' });
    away({ slept: true, ms: 60_000 });
    await timers.advance(0);
    expect(await current()).toMatchObject({ state: 'expired', reason: 'effect/restarted' });
    await arm(2);
    away({ slept: false, ms: 8 * 3_600_000 });
    await timers.advance(0);
    expect(await current()).toMatchObject({ state: 'expired', revision: 4 });
  });
});
