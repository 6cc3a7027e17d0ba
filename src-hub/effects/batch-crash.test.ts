/** The runner of batches killed between any two lines, judged by what the robots themselves have taken. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import type { Batch, Delivery } from '#shared/domain/batch/batch.schema.ts';
import { planBatch, planFingerprint } from '#shared/domain/batch/plan.ts';
import { parentIdOf, parseDocument, WORKSPACE } from '#shared/domain/documents.ts';
import { robotSecretName } from '#shared/domain/group/group.mutations.ts';
import type { DocumentWrite } from '#shared/sync/document-store.ts';
import type { RobotConnector } from '../connectors/http/robot.ts';
import type { BatchCommand } from '../hub.ts';
import type { HubStore } from '../store/hub-store.ts';
import { AT, commitOne, committed, put } from '../store/test-documents.ts';
import { sha256 } from './batch-orders.ts';
import { type BatchRunner, createBatchRunner } from './batch-runner.ts';
import { type Ground, type Life, mortal, newLife, type Template, template } from './crash-fixture.ts';

const NEVER = Number.POSITIVE_INFINITY;
const WAIT_MS = 5000;
const TTL_MS = 3000;
/** Half an hour after the ground's clock begins. */
const UNTIL = '2026-06-18T11:30:00.000Z';

/** What each group's robot does with a message; `h` is posted to by hand. */
const robots = {
  takes: 'takes',
  later: 'says later, once',
  refuses: 'refuses',
  unclear: 'takes and answers unclearly',
} as const;
type Robot = keyof typeof robots;
const groups = [...(Object.keys(robots) as Robot[]), 'h'] as const;

let files: Template;
let planHash: string;

function documentWrite(kind: 'group' | 'post' | 'release', plain: Record<string, unknown>): DocumentWrite {
  const document = parseDocument(kind, plain);
  return { kind, id: document.id, parentId: parentIdOf(kind, document), document };
}

async function seen(store: HubStore): Promise<string> {
  const post = await store.documents.get('post', 'post-1');
  const show = await store.documents.get('show', 'show-1');
  if (!post || !show) throw new Error('nothing to send');
  const all = await store.documents.list('group', WORKSPACE);
  const planned = planBatch({ post, show, product: null, groups: all, had: new Set(), sha256 });
  const { epoch } = await store.workspace();
  return planFingerprint({ postId: 'post-1', runKind: 'live', epoch }, planned, sha256);
}

async function fill(store: HubStore): Promise<void> {
  const post = { id: 'post-1', showId: 'show-1', title: '开播', text: '{{group.name}}', productId: null };
  const writes = [
    ...[put('show'), put('run'), documentWrite('post', { ...post, tags: [], updatedAt: AT })],
    ...groups.map((id) =>
      documentWrite('group', {
        ...{ id, name: id, owner: '', platform: 'wecom-internal', size: null, tags: [], brand: '' },
        hasRobot: id !== 'h',
      }),
    ),
  ];
  const secrets = groups.map((id) => ({ name: robotSecretName(id), value: id }));
  const batch = { writes, secrets, orders: [], signups: [] };
  await commitOne(store, committed([], { outcome: { batch } }));
  planHash = await seen(store);
  const release = {
    ...{ id: 'release-1', showId: 'show-1', postId: 'post-1', runKind: 'live', title: '开播' },
    ...{ batchId: 'batch-1', planHash, robots: 4, hands: 1, until: UNTIL, consoleId: 'desk', releasedAt: AT },
  };
  const writing = { writes: [documentWrite('release', release)], secrets: [], orders: [], signups: [] };
  await commitOne(store, committed([], { outcome: { batch: writing } }));
}

beforeAll(async () => {
  files = await template(fill);
});
afterAll(() => files.remove());

/** The robots live on when the hub dies. */
function outside(ground: Ground) {
  const taken: { robot: Robot; atMs: number }[] = [];
  const told = new Set<string>();
  const connector: RobotConnector = {
    async send(address) {
      const robot = address as Robot;
      if (robot === 'refuses') return { outcome: 'failed', reason: 'key', detail: '93000' };
      if (robot === 'later' && !told.has(robot)) {
        told.add(robot);
        return { outcome: 'later', afterMs: 3000, detail: '45033' };
      }
      taken.push({ robot, atMs: ground.clock.nowMs() });
      return robot === 'unclear'
        ? { outcome: 'unknown', reason: 'unclear', detail: null }
        : { outcome: 'sent' };
    },
  };
  return { connector, taken };
}

async function begin(ground: Ground, life: Life, connector: RobotConnector): Promise<BatchRunner> {
  const { store, boot } = await ground.open(life);
  return createBatchRunner({
    ...{ ...ground.ports, store, boot, waitMs: WAIT_MS, random: () => 0, batchMoved: () => undefined },
    robotsFor: () => ({
      connector: mortal(connector, life, 'robots.'),
      addressOf: ({ groupId }) => store.secret(robotSecretName(groupId)),
    }),
  });
}

type Way = 'sent' | 'released';

interface Run {
  readonly batch: Batch | null;
  readonly deliveries: readonly Delivery[];
  readonly taken: readonly { robot: Robot; atMs: number }[];
  readonly moments: readonly [number, number];
  readonly deaths: readonly (string | null)[];
}

/**
 * One evening with a hub that dies at moment `first`, and again at moment `second` of its next run. A person sends once;
 * a console hands its release over until it is answered. What the hub has paused because it was away, a person resumes.
 */
async function evening(way: Way, first: number, second: number, awayMs: number): Promise<Run> {
  const ground = files.ground();
  const { clock, timers } = ground;
  const { connector, taken } = outside(ground);
  const lives = [newLife(first), newLife(second), newLife(NEVER)];
  const order = (runner: BatchRunner, command: BatchCommand) => {
    const notAfterMs = clock.monotonicMs() + TTL_MS;
    const inTime = () => clock.monotonicMs() <= notAfterMs;
    return runner
      .command(command, { ttlMs: TTL_MS, inTime, personName: 'amy' })
      .catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
  };
  for (const [at, life] of lives.entries()) {
    const runner = await begin(ground, life, connector);
    const work = (async () => {
      await runner.recover();
      const of = { batchId: 'batch-1', postId: 'post-1', runKind: 'live', planHash } as const;
      if (way === 'sent' && at === 0) await order(runner, { name: 'batch.send', ...of });
      if (way === 'released')
        await order(runner, { name: 'batch.release', batchId: 'batch-1', releaseId: 'release-1' });
    })();
    await Promise.race([work, life.death]);
    for (let waited = 0; waited < 20 && life.diedAt === null; waited += 1) await timers.advance(1000);
    if (life.diedAt === null) {
      await Promise.race([order(runner, { name: 'batch.resume', batchId: 'batch-1' }), life.death]);
      for (let waited = 0; waited < 20 && life.diedAt === null; waited += 1) await timers.advance(1000);
    }
    if (life.diedAt === null) {
      await runner.stop();
      break;
    }
    clock.advance(awayMs);
  }
  const store = ground.look();
  const run = {
    batch: await store.batches.get('batch-1'),
    deliveries: await store.batches.deliveries('batch-1', 0),
    taken,
    moments: [lives[0]?.moments ?? 0, lives[1]?.moments ?? 0] as const,
    deaths: lives.map(({ diedAt }) => diedAt),
  };
  await ground.close();
  return run;
}

function judge(way: Way, run: Run): void {
  const told = JSON.stringify({
    way,
    ...run,
    deliveries: run.deliveries.map((one) => [one.groupId, one.state, one.reason]),
  });
  const times = (groupId: string) => run.taken.filter(({ robot }) => robot === groupId).length;
  for (const group of groups) expect(times(group), told).toBeLessThanOrEqual(1);
  if (way === 'released')
    for (const { atMs } of run.taken) {
      // It was handed over in time, or nothing of it went out; what was begun then goes on.
      expect(run.batch?.state, told).toBe('done');
      expect(Date.parse(run.batch?.createdAt ?? ''), told).toBeLessThanOrEqual(Date.parse(UNTIL));
      expect(atMs, told).toBeGreaterThan(0);
    }
  // Nobody sends it again: an order that never arrived, or a batch that was not begun, is over.
  if (run.batch === null || run.batch.state === 'expired') {
    expect(run.taken, told).toEqual([]);
    for (const { state } of run.deliveries) expect(state, told).toBe('skipped');
    if (way === 'released') expect(run.batch, told).not.toBeNull();
    return;
  }
  expect(run.batch.state, told).toBe('done');
  expect(run.deliveries, told).toHaveLength(groups.length);
  const died = run.deaths.some((where) => where !== null);
  for (const { groupId, state, reason } of run.deliveries) {
    switch (state) {
      case 'sent':
        expect(times(groupId), told).toBe(1);
        break;
      case 'failed':
        expect([groupId, times(groupId)], told).toEqual(['refuses', 0]);
        break;
      case 'by-hand':
        expect(groupId, told).toBe('h');
        break;
      case 'unknown':
        // Either the robot left it open, or the hub died over it: nobody can say.
        expect(reason === 'unclear' ? groupId === 'unclear' : reason === 'interrupted' && died, told).toBe(
          true,
        );
        break;
      default:
        expect.unreachable(`${state} is no end: ${told}`);
    }
  }
}

describe('[SY55] killed between any two lines, every group gets a message once or not at all, and its state is true', () => {
  test.each(['sent', 'released'] as const)(
    'a batch that was %s',
    async (way) => {
      const whole = await evening(way, NEVER, NEVER, 0);
      judge(way, whole);
      expect(whole.taken).toHaveLength(3);
      expect(whole.moments[0]).toBeGreaterThan(60);
      const ends = new Set<string>();
      // Back at once, after a minute, and so late that what was released is not meant any more.
      const aways = [0, 60_000, 31 * 60_000];
      for (let first = 1; first <= whole.moments[0]; first += 1) {
        const once = await evening(way, first, NEVER, aways[first % 3] ?? 0);
        expect(once.deaths[0]).not.toBeNull();
        judge(way, once);
        ends.add(once.batch?.state ?? 'none');
        if (first % 8 !== 0) continue;
        for (let second = 1 + ((first / 8) % 4); second <= once.moments[1]; second += 4)
          judge(way, await evening(way, first, second, 0));
      }
      expect([...ends].sort()).toEqual(way === 'sent' ? ['done', 'expired', 'none'] : ['done', 'expired']);
    },
    240_000,
  );
});
