import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { planBatch, planFingerprint } from '#shared/domain/batch/plan.ts';
import { parentIdOf, parseDocument, WORKSPACE } from '#shared/domain/documents.ts';
import { robotSecretName } from '#shared/domain/group/group.mutations.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { type TestClock, testClock } from '#shared/sync/clock.ts';
import type { DocumentWrite } from '#shared/sync/document-store.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { type TestTimers, testTimers } from '#shared/sync/test-timers.ts';
import type { RobotOutcome } from '../connectors/http/robot-reply.ts';
import type { BatchCommand } from '../hub.ts';
import { createHubLog } from '../hub-log.ts';
import type { HubStore } from '../store/hub-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { AT, commitOne, committed, put, removed, write } from '../store/test-documents.ts';
import { type BatchRunner, createBatchRunner } from './batch-runner.ts';
import { type Boot, createBoot } from './boot.ts';

const quiet = createHubLog();
quiet.level = 'silent';
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

let store: HubStore;
let clock: TestClock;
let timers: TestTimers;
let batches: BatchRunner;
let boot: Boot;
/** What wall and monotonic clock differ by: more of it is a sleep. */
let sleptMs: number;
let waitMs: number;
/** `robot text` of everything that robots were asked. */
let asked: string[];
let answer: (address: string, text: string) => Promise<RobotOutcome>;
const sent: RobotOutcome = { outcome: 'sent' };

function groupWrite(id: string, changes: Record<string, unknown> = {}): DocumentWrite {
  const document = parseDocument('group', {
    ...{ id, name: `群${id}`, owner: '', platform: 'wecom-internal', size: null, tags: [], brand: '' },
    ...{ hasRobot: true, ...changes },
  });
  return { kind: 'group', id, parentId: parentIdOf('group', document), document };
}
function postWrite(changes: Record<string, unknown> = {}): DocumentWrite {
  const document = parseDocument('post', {
    ...{
      id: 'post-1',
      showId: 'show-1',
      title: '开播',
      text: '{{group.name}} 八点',
      productId: null,
      tags: [],
    },
    ...{ updatedAt: AT, ...changes },
  });
  return { kind: 'post', id: document.id, parentId: 'show-1', document };
}

function newRunner(): BatchRunner {
  const connector = {
    send: (address: string, text: string) => {
      asked.push(`${address} ${text}`);
      return answer(address, text);
    },
  };
  return createBatchRunner({
    ...{ store, clock, timers, boot, waitMs, random: () => 0, log: quiet, batchMoved: () => undefined },
    robotsFor: (runKind) => ({
      connector,
      addressOf: ({ groupId }) =>
        runKind === 'live' ? store.secret(robotSecretName(groupId)) : Promise.resolve(`simulated-${groupId}`),
    }),
  });
}

/** Groups `a`, `b`, … with robots of their own, unless `robots` names others. */
async function start(groups: DocumentWrite[], robots: Record<string, string> = {}): Promise<void> {
  clock = testClock();
  timers = testTimers(clock);
  sleptMs = 0;
  waitMs = 0;
  const seen = { monotonicMs: clock.monotonicMs, nowMs: () => clock.nowMs() + sleptMs };
  boot = createBoot({ clock: seen, ids: countingIds('boot'), timers });
  asked = [];
  answer = async () => sent;
  store = await openSqliteStore({ file: ':memory:', clock, ids: countingIds() });
  const secrets = groups.map(({ id }) => ({ name: robotSecretName(id), value: robots[id] ?? `robot-${id}` }));
  const writes = [put('show'), put('run'), postWrite(), ...groups];
  await commitOne(
    store,
    committed([], {
      outcome: {
        batch: { writes, secrets: secrets.filter(({ value }) => value !== ''), orders: [], signups: [] },
      },
    }),
  );
  batches = newRunner();
}

afterEach(async () => {
  await batches.stop();
  boot.stop();
  await store.close();
});

async function seen(runKind: RunKind = 'live'): Promise<string> {
  const post = await store.documents.get('post', 'post-1');
  const show = await store.documents.get('show', 'show-1');
  if (!post || !show) throw new Error('no post');
  const groups = await store.documents.list('group', WORKSPACE);
  const had = (await store.batches.had('post-1', runKind)).map(
    ({ groupId, textHash }) => `${groupId} ${textHash}`,
  );
  const plan = planBatch({ post, show, product: null, groups, had: new Set(had), sha256 });
  return planFingerprint({ postId: 'post-1', runKind }, plan, sha256);
}
const run = (command: BatchCommand, ageMs = 0) =>
  batches.command(command, { ttlMs: 3000, inTime: () => ageMs <= 3000, personName: 'amy' });
async function send({
  planHash,
  batchId = 'batch-1',
  runKind = 'live',
}: {
  planHash?: string;
  batchId?: string;
  runKind?: RunKind;
} = {}): Promise<void> {
  return run({
    name: 'batch.send',
    batchId,
    postId: 'post-1',
    runKind,
    planHash: planHash ?? (await seen(runKind)),
  });
}
const act = (name: 'cancel' | 'pause' | 'resume' | 'stop' | 'retryFailed') =>
  run({ name: `batch.${name}`, batchId: 'batch-1' });
const states = async (batchId = 'batch-1') =>
  Object.fromEntries(
    (await store.batches.deliveries(batchId, 0)).map(({ groupId, state, reason }) => [
      groupId,
      reason === null ? state : `${state}: ${reason}`,
    ]),
  );
const batch = (batchId = 'batch-1') => store.batches.get(batchId);
/** Answers that the test gives when it likes. */
function heldAnswers(): Map<string, (outcome: RobotOutcome) => void> {
  const held = new Map<string, (outcome: RobotOutcome) => void>();
  answer = (address) => new Promise((resolve) => held.set(address, resolve));
  return held;
}

describe('sending', () => {
  test('every robot gets its own text, the rest waits for a person', async () => {
    await start([
      groupWrite('a'),
      groupWrite('b'),
      groupWrite('c', { platform: 'wecom-customer', hasRobot: false }),
    ]);
    await send();
    expect(await batch()).toMatchObject({ state: 'running', createdBy: 'amy', title: '开播' });
    await timers.advance(5000);
    expect(asked.sort()).toEqual(['robot-a 群a 八点', 'robot-b 群b 八点']);
    expect(await states()).toEqual({ a: 'sent', b: 'sent', c: 'by-hand' });
    expect(await batch()).toMatchObject({ state: 'done' });
    await run({ name: 'batch.tick', batchId: 'batch-1', groupId: 'c' });
    expect(await states()).toMatchObject({ c: 'sent' });
    await expect(run({ name: 'batch.tick', batchId: 'batch-1', groupId: 'c' })).rejects.toMatchObject({
      code: 'batch/wrong-state',
    });
  });

  test('`sending` is committed before the robot is asked', async () => {
    await start([groupWrite('a')]);
    let before: unknown;
    answer = async () => {
      before = await states();
      return sent;
    };
    await send();
    await timers.advance(5000);
    expect(before).toEqual({ a: 'sending' });
  });

  test('the same order makes one batch, however often it comes', async () => {
    await start([groupWrite('a'), groupWrite('b')]);
    const planHash = await seen();
    await Promise.all([send({ planHash }), send({ planHash }), send({ planHash })]);
    await timers.advance(5000);
    await send({ planHash });
    await timers.advance(5000);
    expect(asked).toHaveLength(2);
    await expect(send({ planHash: 'other' })).rejects.toMatchObject({ code: 'op/id-reused' });
  });

  test('two people who saw the same dry run send once', async () => {
    await start([groupWrite('a')]);
    const planHash = await seen();
    const both = await Promise.allSettled([send({ planHash }), send({ planHash, batchId: 'batch-2' })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await timers.advance(5000);
    expect(asked).toHaveLength(1);
  });

  test('what was not seen is not sent', async () => {
    await start([groupWrite('a')]);
    const planHash = await seen();
    await write(store, postWrite({ text: '九点' }));
    await expect(send({ planHash })).rejects.toMatchObject({ code: 'batch/changed' });
    await write(store, postWrite(), groupWrite('b'));
    await expect(send({ planHash })).rejects.toMatchObject({ code: 'batch/changed' });
    expect(await batch()).toBeNull();
  });

  test('what is sent is what was seen, whatever is edited meanwhile', async () => {
    await start([groupWrite('a')]);
    await send();
    await write(store, postWrite({ text: '取消' }), groupWrite('a', { name: '改名' }));
    await timers.advance(5000);
    expect(asked).toEqual(['robot-a 群a 八点']);
  });

  test('an unfilled variable, no group, an old order and a rehearsal as live are refused', async () => {
    await start([groupWrite('a'), groupWrite('b', { owner: '团长' })]);
    await write(store, postWrite({ text: '{{group.owner}}' }));
    await expect(send()).rejects.toMatchObject({ code: 'batch/unfilled', params: { count: 1 } });
    await write(store, postWrite({ tags: ['nobody'] }));
    await expect(send()).rejects.toMatchObject({ code: 'batch/empty' });
    await write(store, postWrite());
    const order = { batchId: 'batch-1', postId: 'post-1', runKind: 'live', planHash: await seen() } as const;
    await expect(run({ name: 'batch.send', ...order }, 3001)).rejects.toMatchObject({
      code: 'effect/expired',
    });
    await write(store, put('run', { kind: 'rehearsal' }));
    await expect(send()).rejects.toMatchObject({ code: 'batch/rehearsal' });
    expect(asked).toEqual([]);
  });

  test('a rehearsal never uses a real address', async () => {
    await start([groupWrite('a')]);
    await send({ runKind: 'rehearsal' });
    await timers.advance(5000);
    expect(asked).toEqual(['simulated-a 群a 八点']);
  });

  test('a group that has had the text is skipped by the next batch, one where it failed is not', async () => {
    await start([groupWrite('a'), groupWrite('b')]);
    answer = async (address) =>
      address === 'robot-b' ? { outcome: 'failed', reason: 'key', detail: '93000' } : sent;
    await send();
    await timers.advance(5000);
    answer = async () => sent;
    await send({ batchId: 'batch-2' });
    await timers.advance(5000);
    expect(await states('batch-2')).toEqual({ a: 'skipped: had-it', b: 'sent' });
    await expect(send({ batchId: 'batch-3' })).rejects.toMatchObject({ code: 'batch/empty' });
  });
});

describe('when things go wrong', () => {
  test('one group’s failure stays its own; retry asks only what has failed', async () => {
    await start(
      ['a', 'b', 'c', 'd'].map((id) => groupWrite(id)),
      { d: '' },
    );
    answer = async (address) => {
      if (address === 'robot-a') return { outcome: 'failed', reason: 'key', detail: '93000' };
      if (address === 'robot-b') return { outcome: 'unknown', reason: 'no-answer', detail: 'timeout' };
      return sent;
    };
    await send();
    await timers.advance(5000);
    expect(await states()).toEqual({
      ...{ a: 'failed: key', b: 'unknown: no-answer', c: 'sent', d: 'failed: no-address' },
    });
    expect(await batch()).toMatchObject({ state: 'done' });
    answer = async () => sent;
    asked = [];
    await act('retryFailed');
    await timers.advance(5000);
    expect(asked).toEqual(['robot-a 群a 八点']);
    expect(await states()).toMatchObject({ a: 'sent', b: 'unknown: no-answer' });
  });

  test('a connector that throws leaves its group in the dark, and the others go on', async () => {
    await start([groupWrite('a'), groupWrite('b')]);
    answer = async (address) => {
      if (address === 'robot-a') throw new Error('bug');
      return sent;
    };
    await send();
    await timers.advance(5000);
    expect(await states()).toEqual({ a: 'unknown: unclear', b: 'sent' });
  });

  test('an unknown is settled by a person, and only then tried again', async () => {
    await start([groupWrite('a'), groupWrite('b')]);
    answer = async () => ({ outcome: 'unknown', reason: 'no-answer', detail: null });
    await send();
    await timers.advance(5000);
    await run({ name: 'batch.settle', batchId: 'batch-1', groupId: 'a', sent: true });
    await run({ name: 'batch.settle', batchId: 'batch-1', groupId: 'b', sent: false });
    expect(await states()).toEqual({ a: 'sent', b: 'failed: not-arrived' });
    answer = async () => sent;
    asked = [];
    await act('retryFailed');
    await timers.advance(5000);
    expect(asked).toEqual(['robot-b 群b 八点']);
  });

  test('a robot that says "too many" rests a minute, and fails after the third time', async () => {
    await start([groupWrite('a'), groupWrite('b')]);
    let times = 0;
    answer = async (address) => {
      if (address === 'robot-b') return { outcome: 'later', afterMs: 60_000, detail: '45009' };
      times += 1;
      return times === 1 ? { outcome: 'later', afterMs: 60_000, detail: '45009' } : sent;
    };
    await send();
    await timers.advance(5000);
    expect(await states()).toEqual({ a: 'queued: rate', b: 'queued: rate' });
    await timers.advance(50_000);
    expect(times).toBe(1);
    await timers.advance(10_000);
    expect(await states()).toEqual({ a: 'sent', b: 'queued: rate' });
    await timers.advance(70_000);
    expect(await states()).toEqual({ a: 'sent', b: 'failed: rate' });
    expect(await batch()).toMatchObject({ state: 'done' });
  });

  test('a robot that several groups share keeps to 20 a minute, others do not wait for it', async () => {
    const groups = Array.from({ length: 30 }, (_, at) => groupWrite(`g${String(at).padStart(2, '0')}`));
    const shared = Object.fromEntries(groups.slice(0, 25).map(({ id }) => [id, 'shared']));
    await start(groups, shared);
    await send();
    await timers.advance(40_000);
    expect(asked.filter((one) => one.startsWith('shared'))).toHaveLength(20);
    expect(asked).toHaveLength(25);
    await timers.advance(60_000);
    expect(asked).toHaveLength(30);
    expect(await batch()).toMatchObject({ state: 'done', counts: { sent: 30 } });
  });

  test('5,000 robots: each once, eight at a time', async () => {
    await start(Array.from({ length: 5000 }, (_, at) => groupWrite(`g${at}`)));
    let open = 0;
    let most = 0;
    answer = async () => {
      open += 1;
      most = Math.max(most, open);
      await null;
      open -= 1;
      return sent;
    };
    await send();
    for (let round = 0; round < 400 && (await batch())?.state !== 'done'; round += 1)
      await timers.advance(10_000);
    expect(await batch()).toMatchObject({ state: 'done', counts: { sent: 5000 } });
    expect(new Set(asked).size).toBe(5000);
    expect(asked).toHaveLength(5000);
    expect(most).toBeLessThanOrEqual(8);
  }, 60_000);
});

describe('pause, resume, stop', () => {
  test('a paused batch begins nothing; what is under way ends; resumed it goes on', async () => {
    await start([groupWrite('a'), groupWrite('b')], { a: 'one', b: 'one' });
    const held = heldAnswers();
    await send();
    await timers.advance(5000);
    await act('pause');
    held.get('one')?.(sent);
    await timers.advance(60_000);
    expect(await states()).toEqual({ a: 'sent', b: 'queued' });
    expect(asked).toHaveLength(1);
    answer = async () => sent;
    await act('resume');
    await timers.advance(60_000);
    expect(await states()).toEqual({ a: 'sent', b: 'sent' });
    expect(asked).toHaveLength(2);
  });

  test('stop skips the rest for good, what was under way keeps its own end', async () => {
    await start([groupWrite('a'), groupWrite('b'), groupWrite('h', { hasRobot: false })], {
      a: 'one',
      b: 'one',
    });
    const held = heldAnswers();
    await send();
    await timers.advance(5000);
    await act('stop');
    expect(await states()).toEqual({ a: 'sending', b: 'skipped: stopped', h: 'skipped: stopped' });
    held.get('one')?.(sent);
    await timers.advance(60_000);
    expect(await states()).toMatchObject({ a: 'sent' });
    await expect(act('resume')).rejects.toMatchObject({ code: 'batch/wrong-state' });
    await expect(run({ name: 'batch.stop', batchId: 'none' })).rejects.toMatchObject({
      code: 'batch/not-found',
    });
  });

  test('"too many" that comes after a pause and a resume is not forgotten', async () => {
    await start([groupWrite('a')]);
    const held = heldAnswers();
    await send();
    await timers.advance(5000);
    await act('pause');
    await act('resume');
    answer = async () => sent;
    held.get('robot-a')?.({ outcome: 'later', afterMs: 3000, detail: '45033' });
    await timers.advance(60_000);
    expect(await states()).toEqual({ a: 'sent' });
    expect(asked).toHaveLength(2);
  });
});

describe('the seconds before a batch begins', () => {
  async function waiting(): Promise<void> {
    await start([groupWrite('a'), groupWrite('h', { hasRobot: false })]);
    waitMs = 5000;
    batches = newRunner();
    await send();
    expect(await batch()).toMatchObject({ state: 'waiting', beginsAt: '2026-06-18T11:00:05.000Z' });
    await timers.advance(4900);
    expect(await states()).toEqual({ a: 'queued', h: 'by-hand' });
  }

  test('pass without a message; then it begins by itself', async () => {
    await waiting();
    expect(asked).toEqual([]);
    await timers.advance(100);
    expect(await batch()).toMatchObject({ beginsAt: null });
    await timers.advance(5000);
    expect(asked).toEqual(['robot-a 群a 八点']);
    expect(await states()).toEqual({ a: 'sent', h: 'by-hand' });
    await expect(act('cancel')).rejects.toMatchObject({ code: 'batch/wrong-state' });
  });

  test('called off in them, surely nothing is sent, and the same may be sent anew', async () => {
    await waiting();
    await act('cancel');
    expect(await batch()).toMatchObject({ state: 'cancelled', beginsAt: null });
    await timers.advance(60_000);
    expect(await states()).toEqual({ a: 'skipped: cancelled', h: 'skipped: cancelled' });
    await expect(act('retryFailed')).rejects.toMatchObject({ code: 'batch/wrong-state' });
    expect(asked).toEqual([]);
    await send({ batchId: 'batch-2' });
    await timers.advance(10_000);
    expect(asked).toHaveLength(1);
  });

  test('called off at the very moment: either nothing is sent, or the person is told that it has begun', async () => {
    for (const at of [4999, 5000, 5001]) {
      await start([groupWrite('a')]);
      waitMs = 5000;
      batches = newRunner();
      await send();
      const cancel = new Promise<string>((resolve) => {
        timers.after(at, () => {
          act('cancel').then(
            () => resolve('cancelled'),
            (error: { code: string }) => resolve(error.code),
          );
        });
      });
      await timers.advance(30_000);
      const told = await cancel;
      expect([told, asked.length]).toEqual(
        told === 'cancelled' ? ['cancelled', 0] : ['batch/wrong-state', 1],
      );
      if (at !== 5001) continue;
      expect(told).toBe('batch/wrong-state');
    }
  });

  test('[SY52] a restart within or after them: it has expired and never begins by itself', async () => {
    for (const awayMs of [0, 3000, 600_000]) {
      await waiting();
      await batches.stop();
      clock.advance(awayMs);
      batches = newRunner();
      await batches.recover();
      expect(await batch()).toMatchObject({ state: 'expired', beginsAt: null });
      await timers.advance(60_000);
      expect(await states()).toEqual({ a: 'skipped: expired', h: 'skipped: expired' });
      expect(asked).toEqual([]);
    }
  });

  test('[SY51] a hub that was stopped in them and woken too late does not begin', async () => {
    await waiting();
    clock.advance(10_000);
    await timers.advance(0);
    expect(await batch()).toMatchObject({ state: 'expired' });
    await timers.advance(60_000);
    expect(asked).toEqual([]);
  });

  test('[SY52] nor does one whose machine slept', async () => {
    await waiting();
    sleptMs = 60_000;
    await timers.advance(60_000);
    expect(await batch()).toMatchObject({ state: 'expired' });
    expect(asked).toEqual([]);
  });

  test('[SY54] the order that made it is answered as done, also when it comes again too late', async () => {
    await start([groupWrite('a')]);
    waitMs = 5000;
    batches = newRunner();
    const planHash = await seen();
    const order = { batchId: 'batch-1', postId: 'post-1', runKind: 'live', planHash } as const;
    await run({ name: 'batch.send', ...order });
    await run({ name: 'batch.send', ...order }, 60_000);
    await timers.advance(10_000);
    await run({ name: 'batch.send', ...order }, 60_000);
    await timers.advance(10_000);
    expect(asked).toHaveLength(1);
  });
});

describe('[SY56] a release', () => {
  const UNTIL = '2026-06-18T11:30:00.000Z';
  async function releaseWrite(changes: Record<string, unknown> = {}): Promise<DocumentWrite> {
    const runKind = (changes['runKind'] as RunKind | undefined) ?? 'live';
    const document = parseDocument('release', {
      ...{ id: 'release-1', showId: 'show-1', postId: 'post-1', title: '开播', batchId: 'batch-1' },
      ...{ planHash: await seen(runKind), robots: 1, hands: 0, until: UNTIL, consoleId: 'desk-1' },
      ...{ releasedAt: AT, runKind, ...changes },
    });
    return { kind: 'release', id: document.id, parentId: parentIdOf('release', document), document };
  }
  async function released(changes: Record<string, unknown> = {}): Promise<void> {
    await start([groupWrite('a')]);
    waitMs = 5000;
    batches = newRunner();
    await write(store, await releaseWrite(changes));
  }
  const hand = (ageMs = 0) =>
    run({ name: 'batch.release', batchId: 'batch-1', releaseId: 'release-1' }, ageMs);

  test('handed over in time is sent at once, and exactly once, however often it is handed over', async () => {
    await released();
    clock.advance(30 * 60_000);
    // The hub itself was there all the while.
    boot.reading();
    await Promise.all([hand(), hand(), hand()]);
    await timers.advance(10_000);
    await hand();
    await hand(60_000);
    await timers.advance(10_000);
    expect(asked).toEqual(['robot-a 群a 八点']);
    expect(await batch()).toMatchObject({ state: 'done', createdBy: 'amy', title: '开播' });
  });

  test('handed over too late is kept as expired, and never sent', async () => {
    await released();
    clock.advance(30 * 60_000 + 1);
    await hand();
    expect(await batch()).toMatchObject({ state: 'expired', refusal: null, title: '开播' });
    await hand();
    await timers.advance(60_000);
    expect(asked).toEqual([]);
  });

  test.each([
    ['other text', 'batch/changed', () => write(store, postWrite({ text: '九点' }))],
    ['another group', 'batch/changed', () => write(store, groupWrite('b'))],
    ['no announcement', 'post/not-found', () => write(store, removed('post', 'post-1'))],
    ['only a rehearsal', 'batch/rehearsal', () => write(store, put('run', { kind: 'rehearsal' }))],
  ])('of what is not what was seen (%s) is kept with its reason: %s', async (_what, code, change) => {
    await released();
    await change();
    await hand();
    expect(await batch()).toMatchObject({ state: 'refused', refusal: { code, params: {} } });
    await write(store, postWrite(), put('run'));
    await hand();
    await timers.advance(60_000);
    expect(asked).toEqual([]);
  });

  test('of which a group has had the text meanwhile is refused: it says so instead of sending less', async () => {
    await start([groupWrite('a')]);
    const write1 = await releaseWrite();
    await send({ batchId: 'by-another' });
    await timers.advance(5000);
    await write(store, write1);
    await hand();
    expect(await batch()).toMatchObject({ state: 'refused', refusal: { code: 'batch/changed' } });
    expect(asked).toHaveLength(1);
  });

  test('that was taken back is sent by nobody', async () => {
    await released();
    await write(store, removed('release', 'release-1'));
    await expect(hand()).rejects.toMatchObject({ code: 'release/not-found' });
    expect(await batch()).toBeNull();
    expect(asked).toEqual([]);
  });

  test('[SY51] in an order that came too late makes nothing: the console asks again', async () => {
    await released();
    await expect(hand(60_000)).rejects.toMatchObject({ code: 'effect/expired' });
    expect(await batch()).toBeNull();
    await hand();
    expect(await batch()).toMatchObject({ state: 'running' });
  });

  test('of a rehearsal never uses a real address', async () => {
    await released({ runKind: 'rehearsal' });
    await hand();
    await timers.advance(10_000);
    expect(asked).toEqual(['simulated-a 群a 八点']);
  });
});

describe('when the hub was away while it sent', () => {
  test('[SY52] for long, asleep or stopped: what is queued waits for a person', async () => {
    for (const away of [
      () => {
        sleptMs += 3_600_000;
      },
      () => clock.advance(3_600_000),
    ]) {
      await start([groupWrite('a'), groupWrite('b')], { a: 'one', b: 'one' });
      await send();
      await timers.advance(100);
      expect(asked).toHaveLength(1);
      away();
      await timers.advance(60_000);
      expect(await batch()).toMatchObject({ state: 'paused', pausedByHub: true });
      expect(asked).toHaveLength(1);
      await act('resume');
      await timers.advance(5000);
      expect(await states()).toEqual({ a: 'sent', b: 'sent' });
    }
  });

  test('between the commit of a message and its sending: it is not sent, and surely so', async () => {
    await start([groupWrite('a')]);
    const { begin } = store.batches;
    const awayOnce = {
      ...store,
      batches: {
        ...store.batches,
        begin: async (...input: Parameters<typeof begin>) => {
          const text = await begin(...input);
          if (asked.length === 0 && (await states())['a'] === 'sending' && sleptMs === 0) sleptMs = 3_600_000;
          return text;
        },
      },
    };
    const whole = store;
    store = awayOnce;
    batches = newRunner();
    await send();
    await timers.advance(60_000);
    store = whole;
    expect(asked).toEqual([]);
    expect(await states()).toEqual({ a: 'queued' });
    expect(await batch()).toMatchObject({ state: 'paused', pausedByHub: true });
    await act('resume');
    await timers.advance(5000);
    expect(asked).toHaveLength(1);
  });
});

describe('after a restart', () => {
  test('what was sending is unknown and never asked again; what was queued goes on', async () => {
    await start([groupWrite('a'), groupWrite('b')], { a: 'one', b: 'one' });
    heldAnswers();
    await send();
    await timers.advance(5000);
    expect(await states()).toEqual({ a: 'sending', b: 'queued' });
    // As a crash leaves it: the first runner's answer never comes.
    batches = newRunner();
    answer = async () => sent;
    await batches.recover();
    expect(await states()).toMatchObject({ a: 'unknown: interrupted' });
    await timers.advance(120_000);
    expect(await states()).toEqual({ a: 'unknown: interrupted', b: 'sent' });
    expect(asked).toEqual(['one 群a 八点', 'one 群b 八点']);
  });

  test('after a long time away it waits for a person', async () => {
    await start([groupWrite('a')]);
    await send();
    batches = newRunner();
    clock.advance(11 * 60_000);
    await batches.recover();
    expect(await batch()).toMatchObject({ state: 'paused', pausedByHub: true });
    await timers.advance(60_000);
    expect(asked).toEqual([]);
    await act('resume');
    await timers.advance(5000);
    expect(await batch()).toMatchObject({ state: 'done', pausedByHub: false });
  });
});
