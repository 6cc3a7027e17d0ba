/** The wall between demo and real, on a real hub: a rehearsal reaches no robot that a group has, and live no loopback. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planBatch, planFingerprint } from '#shared/domain/batch/plan.ts';
import { WORKSPACE } from '#shared/domain/documents.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { type RobotSimulator, startRobotSimulator } from '../connectors/http/robot-simulator.ts';
import type { Hub } from '../create-hub.ts';
import { hashSecret } from '../ingest/secrets.ts';
import { AT } from '../store/test-documents.ts';
import { desk, endAll, giveOrder, newShow, op, startHub } from '../test-hub.ts';

const owner = { personId: 'owner', role: 'owner', deviceId: 'owner' } as const;
let robots: RobotSimulator;

beforeEach(async () => {
  robots = await startRobotSimulator();
});
afterEach(async () => {
  await endAll();
  await robots.close();
});

async function hubWith(allowLoopbackRobots: boolean): Promise<Hub> {
  const hub = await startHub({ allowLoopbackRobots, batchWaitMs: 0 });
  const run = (id: string, name: string, input: unknown) => hub.services.runOp(op(id, name, input), owner);
  await run('o1', 'show.create', newShow);
  await run('o2', 'run.create', { id: 'run-1', showId: 'show-1', kind: 'live' });
  const group = {
    ...{ id: 'g1', name: '群', owner: '', platform: 'wecom-internal', size: null, tags: [], brand: '' },
    robotUrl: robots.address('real'),
  };
  await run('o3', 'group.import', { groups: [group] });
  const post = { id: 'p1', showId: 'show-1', title: '', text: '八点', productId: null, tags: [] };
  expect(await run('o4', 'post.save', post)).toMatchObject({ outcome: 'applied' });
  return hub;
}

async function sendAndWait({ services }: Hub, runKind: RunKind) {
  const { store } = services;
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const post = await store.documents.get('post', 'p1');
  const show = await store.documents.get('show', 'show-1');
  if (!post || !show) throw new Error('nothing to send');
  const groups = await store.documents.list('group', WORKSPACE);
  const planned = planBatch({ post, show, product: null, groups, had: new Set(), sha256 });
  const { epoch } = await store.workspace();
  const planHash = planFingerprint({ postId: 'p1', runKind, epoch }, planned, sha256);
  const order = { name: 'batch.send', batchId: runKind, postId: 'p1', runKind, planHash } as const;
  await services.batches.command(order, { ttlMs: 3000, inTime: () => true, personName: 'amy' });
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await store.batches.get(runKind))?.state === 'done') break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return store.batches.deliveries(runKind, 0);
}

test('a rehearsal goes to the simulator alone, even where loopback robots are allowed', async () => {
  expect(await sendAndWait(await hubWith(true), 'rehearsal')).toMatchObject([{ state: 'sent' }]);
  expect(robots.received()).toEqual([]);
});

test('a live batch reaches no robot on loopback, unless a test allows it', async () => {
  expect(await sendAndWait(await hubWith(false), 'live')).toMatchObject([
    { state: 'failed', reason: 'host' },
  ]);
  expect(robots.received()).toEqual([]);
});

test('and with that allowance it does', async () => {
  expect(await sendAndWait(await hubWith(true), 'live')).toMatchObject([{ state: 'sent' }]);
  expect(robots.received()).toMatchObject([{ robot: 'real', text: '八点' }]);
});

test('a community manager may send, a host may not', async () => {
  const hub = await hubWith(false);
  const answers = new Map<string, unknown>();
  for (const role of ['community', 'host'] as const) {
    const device = { deviceId: role, personId: role, personName: role, role, createdAt: AT };
    await hub.services.store.access.addDevice({ ...device, tokenHash: hashSecret(role) });
    const answer = await giveOrder(desk(hub, { token: role }), { name: 'batch.pause', batchId: 'none' });
    answers.set(role, answer.error?.code);
  }
  expect(Object.fromEntries(answers)).toEqual({ community: 'batch/not-found', host: 'auth/role' });
});
