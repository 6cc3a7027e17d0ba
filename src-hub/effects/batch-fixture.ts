/** The bed of the tests of batches: a show, groups with robots that answer as a test likes, and a runner over a store in memory. */
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
import { AT, commitOne, committed, put } from '../store/test-documents.ts';
import { sha256 } from './batch-orders.ts';
import { type BatchRunner, createBatchRunner } from './batch-runner.ts';
import { type Boot, createBoot } from './boot.ts';

const quiet = createHubLog();
quiet.level = 'silent';

/** What a test has at hand; it may put other things in place. */
export const bed = {} as {
  store: HubStore;
  clock: TestClock;
  timers: TestTimers;
  batches: BatchRunner;
  boot: Boot;
  /** What wall and monotonic clock differ by: more of it is a sleep. */
  sleptMs: number;
  waitMs: number;
  /** `robot text` of everything that robots were asked. */
  asked: string[];
  answer: (address: string, text: string) => Promise<RobotOutcome>;
};
export const sent: RobotOutcome = { outcome: 'sent' };

export function groupWrite(id: string, changes: Record<string, unknown> = {}): DocumentWrite {
  const document = parseDocument('group', {
    ...{ id, name: `群${id}`, owner: '', platform: 'wecom-internal', size: null, tags: [], brand: '' },
    ...{ hasRobot: true, ...changes },
  });
  return { kind: 'group', id, parentId: parentIdOf('group', document), document };
}
export function postWrite(changes: Record<string, unknown> = {}): DocumentWrite {
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

export function newRunner(): BatchRunner {
  const connector = {
    send: (address: string, text: string) => {
      bed.asked.push(`${address} ${text}`);
      return bed.answer(address, text);
    },
  };
  return createBatchRunner({
    ...{
      store: bed.store,
      clock: bed.clock,
      timers: bed.timers,
      boot: bed.boot,
      waitMs: bed.waitMs,
      random: () => 0,
      log: quiet,
      batchMoved: () => undefined,
    },
    robotsFor: (runKind) => ({
      connector,
      addressOf: ({ groupId }) =>
        runKind === 'live'
          ? bed.store.secret(robotSecretName(groupId))
          : Promise.resolve(`simulated-${groupId}`),
    }),
  });
}

/** Groups `a`, `b`, … with robots of their own, unless `robots` names others. */
export async function start(groups: DocumentWrite[], robots: Record<string, string> = {}): Promise<void> {
  bed.clock = testClock();
  bed.timers = testTimers(bed.clock);
  bed.sleptMs = 0;
  bed.waitMs = 0;
  const seen = { monotonicMs: bed.clock.monotonicMs, nowMs: () => bed.clock.nowMs() + bed.sleptMs };
  bed.boot = createBoot({ clock: seen, ids: countingIds('boot'), timers: bed.timers });
  bed.asked = [];
  bed.answer = async () => sent;
  bed.store = await openSqliteStore({ file: ':memory:', clock: bed.clock, ids: countingIds() });
  const secrets = groups.map(({ id }) => ({ name: robotSecretName(id), value: robots[id] ?? `robot-${id}` }));
  const writes = [put('show'), put('run'), postWrite(), ...groups];
  await commitOne(
    bed.store,
    committed([], {
      outcome: {
        batch: { writes, secrets: secrets.filter(({ value }) => value !== ''), orders: [], signups: [] },
      },
    }),
  );
  bed.batches = newRunner();
}

export async function endBed(): Promise<void> {
  const stopping = bed.batches.stop();
  await bed.timers.advance(10_000);
  await stopping;
  bed.boot.stop();
  await bed.store.close();
}

/** What somebody sees in the dry run, or saw while the hub was in `another` epoch. */
export async function seen(runKind: RunKind = 'live', another?: string): Promise<string> {
  const post = await bed.store.documents.get('post', 'post-1');
  const show = await bed.store.documents.get('show', 'show-1');
  if (!post || !show) throw new Error('no post');
  const groups = await bed.store.documents.list('group', WORKSPACE);
  const had = (await bed.store.batches.had('post-1', runKind)).map(
    ({ groupId, textHash }) => `${groupId} ${textHash}`,
  );
  const plan = planBatch({ post, show, product: null, groups, had: new Set(had), sha256 });
  const epoch = another ?? (await bed.store.workspace()).epoch;
  return planFingerprint({ postId: 'post-1', runKind, epoch }, plan, sha256);
}
export const run = (command: BatchCommand, ageMs = 0) =>
  bed.batches.command(command, { ttlMs: 3000, inTime: () => ageMs <= 3000, personName: 'amy' });
export async function send({
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
export const act = (name: 'cancel' | 'pause' | 'resume' | 'stop' | 'retryFailed') =>
  run({ name: `batch.${name}`, batchId: 'batch-1' });
export const states = async (batchId = 'batch-1') =>
  Object.fromEntries(
    (await bed.store.batches.deliveries(batchId, 0)).map(({ groupId, state, reason }) => [
      groupId,
      reason === null ? state : `${state}: ${reason}`,
    ]),
  );
export const batch = (batchId = 'batch-1') => bed.store.batches.get(batchId);
/** Answers that the test gives when it likes. */
export function heldAnswers(): Map<string, (outcome: RobotOutcome) => void> {
  const held = new Map<string, (outcome: RobotOutcome) => void>();
  bed.answer = (address) => new Promise((resolve) => held.set(address, resolve));
  return held;
}
