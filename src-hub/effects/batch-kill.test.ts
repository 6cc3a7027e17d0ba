/** A batch to 240 groups, 80 by robot, on a real hub that is killed in the middle: nothing goes out twice. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Socket } from 'socket.io-client';
import { afterEach, expect, test } from 'vitest';
import { type Command, hubRequests } from '#shared/contract/hub.ts';
import { planBatch, planFingerprint } from '#shared/domain/batch/plan.ts';
import { groupSchema } from '#shared/domain/group/group.schema.ts';
import { postSchema } from '#shared/domain/post/post.schema.ts';
import { showSchema } from '#shared/domain/show/show.schema.ts';
import {
  type RobotBehaviour,
  type RobotSimulator,
  startRobotSimulator,
} from '../connectors/http/robot-simulator.ts';
import { ask, desk, endAll, giveOrder, newShow, OWNER_TOKEN, op, pushOf, tempDir } from '../test-hub.ts';

const GROUPS = 240;
const DEAD = 'robot-42';
const children: ChildProcess[] = [];
let robots: RobotSimulator;

afterEach(async () => {
  await endAll();
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await robots.close();
});

async function hubProcess(dataDir: string): Promise<{ child: ChildProcess; socket: Socket }> {
  const file = fileURLToPath(new URL('./batch-hub-process.ts', import.meta.url));
  const child = spawn(process.execPath, [file, '--data', dataDir, '--token', OWNER_TOKEN], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = (await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line')) as [
    string,
  ];
  return { child, socket: desk({ url: line.slice('ready '.length) } as never) };
}

let commands = 0;
async function command(socket: Socket, order: Command['command']): Promise<void> {
  commands += 1;
  const answer = await giveOrder(socket, order, { commandId: `c${commands}` });
  expect(answer).toEqual({ ok: true, value: null });
}
async function batchOf(socket: Socket) {
  const answer = hubRequests.batch.answer.parse(await ask(socket, 'batch', { batchId: 'batch-1' }));
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}
async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it never came to that');
}

/** Every third group is internal and has a robot: 80 of them. */
function groups() {
  return Array.from({ length: GROUPS }, (_, at) => {
    const id = `group-${String(at).padStart(3, '0')}`;
    const robotUrl = at % 3 === 0 ? robots.address(`robot-${at}`) : null;
    return { ...{ id, name: `${at} 群`, owner: '团长', size: 100, tags: ['x'], brand: '' }, robotUrl };
  });
}

/** Makes show, groups and announcement, and answers the fingerprint of the dry run. */
async function prepare(socket: Socket): Promise<string> {
  const run = { id: 'run-1', showId: 'show-1', kind: 'live' };
  const post = {
    id: 'post-1',
    showId: 'show-1',
    title: '',
    text: '{{group.name}} 八点见',
    productId: null,
    tags: [],
  };
  const imported = groups().map((one) => ({
    ...one,
    platform: one.robotUrl === null ? ('wecom-customer' as const) : ('wecom-internal' as const),
  }));
  const ops = [
    op('o1', 'show.create', newShow),
    op('o2', 'run.create', run),
    op('o3', 'group.import', { groups: imported }),
    op('o4', 'post.save', post),
  ];
  const { value } = (await ask(socket, 'push', pushOf(...ops))) as {
    value: { results: { outcome: string }[] };
  };
  expect(value.results.map(({ outcome }) => outcome)).toEqual(Array(4).fill('applied'));
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const at = '2026-06-18T11:00:00.000Z';
  const planned = planBatch({
    ...{ product: null, had: new Set<string>(), sha256 },
    post: postSchema.parse({ ...post, updatedAt: at }),
    show: showSchema.parse({ ...newShow, createdAt: at }),
    groups: imported.map(({ robotUrl, ...group }) =>
      groupSchema.parse({ ...group, hasRobot: robotUrl !== null }),
    ),
  });
  const hello = (await ask(socket, 'hello', { streamId: 'stream-1' })) as { value: { epoch: string } };
  const { epoch } = hello.value;
  return planFingerprint({ postId: 'post-1', runKind: 'live', epoch }, planned, sha256);
}

/** 3 % fail, one robot is dead for good, one never answers; the rest takes its time, so that some are under way. */
function behaviour(robot: string, call: number): RobotBehaviour {
  if (robot === DEAD) return { does: 'refuse', errcode: 93000 };
  if (['robot-9', 'robot-99', 'robot-150'].includes(robot) && call === 1)
    return { does: 'refuse', errcode: 40058 };
  if (robot === 'robot-201') return { does: 'take-and-cut' };
  return { does: 'take-late', ms: 120 };
}

test('killed in the middle: each group in one end state, no message twice', async () => {
  robots = await startRobotSimulator({ behaviour });
  const dataDir = tempDir();
  const first = await hubProcess(dataDir);
  const planHash = await prepare(first.socket);
  const order = {
    name: 'batch.send',
    batchId: 'batch-1',
    postId: 'post-1',
    runKind: 'live',
    planHash,
  } as const;
  await command(first.socket, order);
  await until(() => robots.received().length >= 25);
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const before = robots.received().length;
  expect(before).toBeLessThan(70);

  const { socket } = await hubProcess(dataDir);
  // The console does not know whether its order arrived, and asks again.
  await command(socket, order);
  await until(async () => (await batchOf(socket)).batch.state === 'done');
  const { batch, deliveries } = await batchOf(socket);
  const received = (groupId: string) => {
    const at = Number(groupId.slice('group-'.length));
    return robots.counts().get(`robot-${at}\n${at} 群 八点见`) ?? 0;
  };

  expect(deliveries).toHaveLength(GROUPS);
  expect(batch.counts).toMatchObject({ queued: 0, sending: 0, skipped: 0, 'by-hand': 160 });
  // One of the four that refuse may have been under way when the hub was killed.
  expect(batch.counts.failed).toBeGreaterThan(0);
  expect(batch.counts.failed).toBeLessThanOrEqual(4);
  expect(Object.values(batch.counts).reduce((sum, n) => sum + n, 0)).toBe(GROUPS);
  expect([...robots.counts().values()].filter((times) => times > 1)).toEqual([]);
  const interrupted = deliveries.filter(({ reason }) => reason === 'interrupted');
  expect(interrupted.length).toBeGreaterThan(0);
  expect(interrupted.length).toBeLessThanOrEqual(8);
  for (const { groupId, state } of deliveries) {
    if (state === 'sent') expect(received(groupId), groupId).toBe(1);
    if (state === 'failed') expect(received(groupId), groupId).toBe(0);
  }
  expect(robots.received().length).toBeGreaterThan(before);

  // A person looks into the groups that nobody knows of, and says so; what failed is tried again, alone.
  for (const { groupId, state } of deliveries) {
    if (state !== 'unknown') continue;
    await command(socket, {
      name: 'batch.settle',
      batchId: 'batch-1',
      groupId,
      sent: received(groupId) === 1,
    });
  }
  // Twice: one that refuses its first message may have been cut off before it got any.
  for (let round = 0; round < 2; round += 1) {
    await command(socket, { name: 'batch.retryFailed', batchId: 'batch-1' });
    await until(async () => (await batchOf(socket)).batch.state === 'done');
  }
  expect((await batchOf(socket)).batch.counts).toMatchObject({
    sent: 79,
    failed: 1,
    unknown: 0,
    'by-hand': 160,
  });
  expect(robots.counts().size).toBe(79);
  expect([...robots.counts().values()].every((times) => times === 1)).toBe(true);
}, 90_000);
