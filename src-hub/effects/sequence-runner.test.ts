/** Sequences step by step, and killed between any two lines: no step is done twice, and none is caught up on. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import { parentIdOf, parseDocument } from '#shared/domain/documents.ts';
import { type TestClock, testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { type TestTimers, testTimers } from '#shared/sync/test-timers.ts';
import type { OrderToAct, SequenceRunner } from '../hub.ts';
import { createHubLog } from '../hub-log.ts';
import type { HubStore } from '../store/hub-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { AT, committed, put, write } from '../store/test-documents.ts';
import type { Away } from './boot.ts';
import { type Life, newLife, type Template, template } from './crash-fixture.ts';
import { createSequenceRunner, type SequenceRunnerPorts } from './sequence-runner.ts';

const quiet = createHubLog();
quiet.level = 'silent';
const actor = {
  personId: 'amy',
  personName: 'Amy',
  role: 'operator',
  deviceId: 'desk',
  deviceName: null,
} as const;

const steps = [
  { does: 'take', slotId: 'slot-1', afterSec: 0 },
  { does: 'drop', dropId: 'drop-1', afterSec: 3 },
  { does: 'drop', dropId: 'drop-2', afterSec: 3 },
];
function sequence() {
  const document = parseDocument('sequence', {
    ...{ id: 'seq-1', showId: 'show-1', runId: 'run-1', title: '321', steps, createdAt: AT },
  });
  return { kind: 'sequence' as const, id: document.id, parentId: parentIdOf('sequence', document), document };
}
const ground = () => [
  put('show'),
  put('run'),
  put('slot'),
  put('drop'),
  put('drop', { id: 'drop-2' }),
  sequence(),
];

/** What happens outside, which lives on when the hub dies. */
interface Outside {
  readonly done: string[];
  fire: (dropId: string) => Promise<void>;
}

/** Does what a hub does, as far as a sequence can tell: an op is known by its id, a drop by what fired it. */
function portsOver(store: HubStore, outside: Outside): Pick<SequenceRunnerPorts, 'runOp' | 'drops' | 'acts'> {
  return {
    async runOp(op) {
      const known = await store.documents.findOp(op.opId);
      if (known) return known.result;
      const result = { opId: op.opId, outcome: 'applied', seq: 1 } as const;
      const { results } = await store.documents.commitOps([
        committed([put('run', { onAirSlotId: 'slot-1', state: 'live', startedAt: AT, onAirSince: AT })], {
          opId: op.opId,
        }),
      ]);
      outside.done.push(op.name);
      return results[0] ?? result;
    },
    drops: {
      async fireStep(dropId, key) {
        const record = await store.drops.get(dropId);
        if (record?.firedBy === key && record.state === 'open') return;
        if (record?.state !== 'planned')
          throw new AppError('drop/wrong-state', { state: record?.state ?? '' });
        await store.drops.move(dropId, record.revision, { state: 'sending', firedBy: key });
        await outside.fire(dropId);
        outside.done.push(dropId);
        await store.drops.move(dropId, record.revision + 1, { state: 'open' });
      },
      command: async () => undefined,
    },
    acts: { command: async () => undefined, pushOwn: async () => undefined },
  };
}

let store: HubStore;
let clock: TestClock;
let timers: TestTimers;
let outside: Outside;
let runner: SequenceRunner;
let away: (one: Away) => void;

function newRunner(): SequenceRunner {
  return createSequenceRunner({
    ...{ store, clock, timers, log: quiet, moved: () => undefined, ...portsOver(store, outside) },
    boot: {
      onAway: (listener) => {
        away = listener;
      },
    },
  });
}

async function start(): Promise<void> {
  clock = testClock();
  timers = testTimers(clock);
  outside = { done: [], fire: async () => undefined };
  store = await openSqliteStore({ file: ':memory:', clock, ids: countingIds() });
  await write(store, ...ground());
  runner = newRunner();
}
const current = () => store.sequences.get('seq-1');
const stepStates = async () => (await current())?.steps.map(({ state }) => state);
const order = (part: Partial<OrderToAct> = {}): OrderToAct => ({
  ...{ commandId: 'order', ttlMs: 3000, inTime: () => true, ...part },
});
const fire = (revision = 0, part: Partial<OrderToAct> = {}) =>
  runner.command({ name: 'sequence.fire', sequenceId: 'seq-1', revision }, order(part), actor);
const stop = () => runner.command({ name: 'sequence.stop', sequenceId: 'seq-1' }, order(), actor);

describe('a sequence', () => {
  afterEach(async () => {
    const stopping = runner.stop();
    await timers.advance(10_000);
    await stopping;
    await store.close();
  });

  test('does step after step, each after its pause', async () => {
    await start();
    await fire();
    await timers.advance(0);
    expect(outside.done).toEqual(['rundown.take']);
    expect(await stepStates()).toEqual(['done', 'waiting', 'waiting']);
    await timers.advance(3000);
    expect(outside.done).toEqual(['rundown.take', 'drop-1']);
    await timers.advance(3000);
    expect(await current()).toMatchObject({ state: 'done', firedBy: 'order' });
    expect(outside.done).toEqual(['rundown.take', 'drop-1', 'drop-2']);
    // The same order again is answered as done; another finds that it has run.
    await fire();
    await expect(fire(0, { commandId: 'other' })).rejects.toMatchObject({ code: 'sequence/changed' });
    const { revision = 0 } = (await current()) ?? {};
    await expect(fire(revision, { commandId: 'other' })).rejects.toMatchObject({
      code: 'sequence/wrong-state',
    });
  });

  test('stops at the first step that goes wrong, with the reason at that step', async () => {
    await start();
    outside.fire = () => Promise.reject(new AppError('request/too-many'));
    await fire();
    await timers.advance(10_000);
    expect(await current()).toMatchObject({ state: 'failed', reason: 'request/too-many' });
    expect((await current())?.steps).toEqual([
      { state: 'done', reason: null },
      { state: 'failed', reason: 'request/too-many' },
      { state: 'skipped', reason: null },
    ]);
    expect(outside.done).toEqual(['rundown.take']);
  });

  test('a step of which nobody knows ends it as unknown', async () => {
    await start();
    outside.fire = () => Promise.reject(new Error('socket hang up'));
    await fire();
    await timers.advance(10_000);
    expect(await stepStates()).toEqual(['done', 'unknown', 'skipped']);
  });

  test('is stopped in a pause at once, and in a step after it', async () => {
    await start();
    await fire();
    await timers.advance(1000);
    await stop();
    expect(await stepStates()).toEqual(['done', 'skipped', 'skipped']);
    expect(await current()).toMatchObject({ state: 'stopped' });
    await timers.advance(60_000);
    expect(outside.done).toEqual(['rundown.take']);
    await expect(stop()).rejects.toMatchObject({ code: 'sequence/wrong-state' });
  });

  test('is stopped while a step is being done: that one ends, the next does not begin', async () => {
    await start();
    let go: () => void = () => undefined;
    outside.fire = () => new Promise((resolve) => (go = resolve));
    await fire();
    await timers.advance(3000);
    const stopping = stop();
    await timers.advance(100);
    go();
    await timers.advance(0);
    await stopping;
    expect(await stepStates()).toEqual(['done', 'done', 'skipped']);
    expect(await current()).toMatchObject({ state: 'stopped' });
  });

  test('an order to stop that came too late stops nothing: whoever gave it was told so', async () => {
    await start();
    await fire();
    const late = order({ inTime: () => false });
    const stopLate = runner.command({ name: 'sequence.stop', sequenceId: 'seq-1' }, late, actor);
    await expect(stopLate).rejects.toMatchObject({ code: 'effect/expired' });
    expect(await current()).toMatchObject({ state: 'running' });
  });

  test('an order that came too late starts nothing, nor does one that saw another state', async () => {
    await start();
    await expect(fire(0, { inTime: () => false })).rejects.toMatchObject({ code: 'effect/expired' });
    await expect(fire(1)).rejects.toMatchObject({ code: 'sequence/changed' });
    await timers.advance(10_000);
    expect(await current()).toMatchObject({ state: 'planned', revision: 0 });
    expect(outside.done).toEqual([]);
  });

  test('a hub that stood still past a step, or slept, does no later step', async () => {
    await start();
    await fire();
    await timers.advance(0);
    clock.advance(20_000);
    await timers.advance(0);
    expect(await current()).toMatchObject({ state: 'failed', reason: 'effect/expired' });
    expect(outside.done).toEqual(['rundown.take']);
  });

  test('a sleep of the machine ends it', async () => {
    await start();
    await fire();
    await timers.advance(1000);
    away({ slept: true, ms: 60_000 });
    await timers.advance(10_000);
    expect(await current()).toMatchObject({ state: 'failed', reason: 'effect/restarted' });
    expect(outside.done).toEqual(['rundown.take']);
  });
});

describe('[SY89] killed between any two lines', () => {
  let files: Template;
  beforeAll(async () => {
    files = await template((fresh) => write(fresh, ...ground()));
  });
  afterAll(() => files.remove());

  /** One evening with a hub that dies at that moment; the next one recovers. */
  async function evening(first: number) {
    const here = files.ground();
    const world: Outside = { done: [], fire: async () => undefined };
    const lives: Life[] = [newLife(first), newLife(Number.POSITIVE_INFINITY)];
    for (const [at, life] of lives.entries()) {
      const { store: own, boot } = await here.open(life);
      const one = createSequenceRunner({
        ...{ store: own, boot, log: quiet, moved: () => undefined, ...portsOver(own, world) },
        ...{ clock: here.clock, timers: here.timers },
      });
      const work = (async () => {
        await one.recover();
        if (at === 0)
          await one
            .command({ name: 'sequence.fire', sequenceId: 'seq-1', revision: 0 }, order(), actor)
            .catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
      })();
      let ended = false;
      void Promise.race([work, life.death]).then(() => {
        ended = true;
      });
      for (let waited = 0; waited < 20 && !ended; waited += 1) await here.timers.advance(100);
      for (let waited = 0; waited < 20 && life.diedAt === null; waited += 1) await here.timers.advance(1000);
      if (life.diedAt === null) break;
      here.clock.advance(1000);
    }
    const look = here.look();
    const record = await look.sequences.get('seq-1');
    const drops = [await look.drops.get('drop-1'), await look.drops.get('drop-2')];
    // An op is done when it is committed, whether the hub lived to hear of it or not.
    const taken = (await look.documents.findOp('seq-1:1')) !== null;
    const done = world.done.filter((name) => name !== 'rundown.take');
    await here.close();
    return { record, drops, done: taken ? ['rundown.take', ...done] : done, moments: lives[0]?.moments ?? 0 };
  }

  test('no step is done twice, and what stands there is true', async () => {
    const whole = await evening(Number.POSITIVE_INFINITY);
    expect(whole.record).toMatchObject({ state: 'done' });
    expect(whole.moments).toBeGreaterThan(10);
    const ends = new Set<string>();
    for (let moment = 1; moment <= whole.moments; moment += 1) {
      const { record, done, drops } = await evening(moment);
      expect(new Set(done).size, `moment ${moment}: ${done}`).toBe(done.length);
      expect(['planned', 'done', 'failed'], `moment ${moment}`).toContain(record?.state);
      ends.add(record?.state ?? '');
      record?.steps.forEach(({ state }, at) => {
        const name = ['rundown.take', 'drop-1', 'drop-2'][at] ?? '';
        if (state === 'done') expect(done, `moment ${moment}`).toContain(name);
        if (state === 'skipped') expect(done, `moment ${moment}`).not.toContain(name);
        if (state === 'failed') expect(drops[at - 1]?.state, `moment ${moment}`).not.toBe('open');
      });
    }
    expect(ends).toEqual(new Set(['planned', 'done', 'failed']));
  });
});
