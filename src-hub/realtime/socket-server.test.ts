import { afterEach, describe, expect, test } from 'vitest';
import { answerSchema } from '#shared/contract/answer.ts';
import { type Changes, hubRequests, PROTOCOL_VERSION } from '#shared/contract/hub.ts';
import { type LiveFrame, liveFrameSchema } from '#shared/contract/live.ts';
import type { Hub } from '../create-hub.ts';
import { hashSecret } from '../ingest/secrets.ts';
import { AT } from '../store/test-documents.ts';
import {
  ask,
  comment,
  desk,
  endAll,
  giveOrder,
  newDrop,
  newShow,
  op,
  paid,
  pushOf,
  startHub,
} from '../test-hub.ts';

afterEach(endAll);

const live = { showId: 'show-1', runKind: 'live' } as const;
const owner = { personId: 'owner', role: 'owner', deviceId: 'owner' } as const;

async function hubWithShow(): Promise<Hub> {
  const hub = await startHub();
  await hub.services.runOp(op('op-show', 'show.create', newShow), owner);
  return hub;
}

/** A desk that watches the show: its snapshot, and every frame after it. */
async function watching(hub: Hub, target: typeof live | { showId: string; runKind: 'rehearsal' } = live) {
  const socket = desk(hub);
  const frames: LiveFrame[] = [];
  socket.on('live', (frame: unknown) => frames.push(liveFrameSchema.parse(frame)));
  const answer = hubRequests.watch.answer.parse(await ask(socket, 'watch', target));
  if (!answer.ok) throw new Error(answer.error.code);
  return { socket, frames, snapshot: answer.value };
}

describe('a desk’s connection', () => {
  const refusal = (hub: Hub, auth: Record<string, unknown>) =>
    new Promise<unknown>((resolve) => {
      const socket = desk(hub, auth);
      socket.once('connect_error', (error) => resolve((error as { data?: unknown }).data));
      socket.once('connect', () => resolve('connected'));
    });

  test('needs a known token and the right protocol', async () => {
    const hub = await startHub();
    expect(await refusal(hub, { token: 'no' })).toEqual({ code: 'auth/unknown', params: {} });
    expect(await refusal(hub, { token: undefined })).toMatchObject({ code: 'auth/unknown' });
    expect(await refusal(hub, { protocol: PROTOCOL_VERSION + 1 })).toMatchObject({ code: 'hub/protocol' });
    expect(await refusal(hub, { protocol: undefined })).toMatchObject({ code: 'hub/protocol' });
    expect(await refusal(hub, {})).toBe('connected');
  });

  test('is greeted with who it is and where the hub stands', async () => {
    const hub = await hubWithShow();
    const { id, epoch } = await hub.services.store.workspace();
    const answer = hubRequests.hello.answer.parse(await ask(desk(hub), 'hello', { streamId: 's' }));
    expect(answer).toMatchObject({
      ok: true,
      value: { workspaceId: id, epoch, headSeq: 1, personId: 'owner', role: 'owner' },
    });
  });

  test('gets an answer to whatever it sends, and the hub goes on', async () => {
    const hub = await hubWithShow();
    const socket = desk(hub);
    const bad = [undefined, null, 7, 'x', [], { ops: [] }, { ops: [{ opId: '' }] }, { afterSeq: -1 }];
    for (const name of ['push', 'pull', 'watch', 'unwatch', 'command'] as const) {
      for (const input of bad) {
        expect(await ask(socket, name, input)).toMatchObject({
          ok: false,
          error: { code: 'request/invalid' },
        });
      }
    }
    socket.emit('push', { ops: [] });
    socket.emit('push', { ops: [] }, 'not a function');
    expect(await ask(socket, 'watch', { ...live, showId: 'none' })).toMatchObject({
      error: { code: 'show/not-found' },
    });
    expect((await ask(socket, 'hello', { streamId: 's' })).ok).toBe(true);
  });

  test('a role that only looks can read, and neither command nor change', async () => {
    const hub = await hubWithShow();
    await hub.services.store.access.addDevice({
      ...{ deviceId: 'tablet', personId: 'p2', personName: '主播', role: 'host' },
      ...{ tokenHash: hashSecret('host-token'), createdAt: AT },
    });
    const socket = desk(hub, { token: 'host-token' });
    expect((await ask(socket, 'pull', { afterSeq: 0, limit: 10 })).ok).toBe(true);
    expect(await giveOrder(socket, { name: 'drop.stop', dropId: 'd' })).toMatchObject({
      error: { code: 'auth/role' },
    });
    const edit = op('op-x', 'show.edit', { showId: 'show-1', title: 'mine' });
    expect(await ask(socket, 'push', pushOf(edit))).toMatchObject({
      ok: true,
      value: { results: [{ outcome: 'refused', code: 'auth/role' }] },
    });
  });

  test('hears of every change without a gap', async () => {
    const hub = await hubWithShow();
    const told: Changes[] = [];
    const socket = desk(hub);
    socket.on('changes', (changes: Changes) => told.push(changes));
    await ask(socket, 'hello', { streamId: 's' });
    const edits = Array.from({ length: 30 }, (_, n) =>
      op(`e${n}`, 'show.edit', { showId: 'show-1', title: `t${n}` }),
    );
    const pushed = hubRequests.push.answer.parse(await ask(socket, 'push', pushOf(...edits)));
    expect(pushed.ok && pushed.value.results.map((result) => result.outcome)).toEqual(
      Array(30).fill('applied'),
    );
    // Told once a commit ([SY15]), and before the answer.
    expect(told).toMatchObject([{ fromSeq: 1, toSeq: 31, changes: [{ seq: 31, id: 'show-1' }] }]);
    for (let n = 30; n < 35; n += 1)
      await ask(socket, 'push', pushOf(op(`e${n}`, 'show.edit', { showId: 'show-1', title: `t${n}` })));
    expect(told.map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual([
      ...[
        [1, 31],
        [31, 32],
        [32, 33],
        [33, 34],
        [34, 35],
        [35, 36],
      ],
    ]);
  });
});

describe('a desk that does not keep up', () => {
  test('is spared what it cannot take, learns of the gap and catches up', async () => {
    const hub = await hubWithShow();
    const socket = desk(hub);
    const told: Changes[] = [];
    socket.on('changes', (changes: Changes) => told.push(changes));
    await ask(socket, 'hello', { streamId: 's' });
    const wire = (
      socket.io.engine.transport as unknown as { ws: { _socket: { pause(): void; resume(): void } } }
    ).ws._socket;
    wire.pause();
    // 8 KB each, 800 of them: more than the system holds for a connection that nobody reads.
    const post = { id: 'post-1', showId: 'show-1', title: '', productId: null, tags: [] };
    const text = 'x'.repeat(8000);
    for (let n = 0; n < 800; n += 1) {
      await hub.services.runOp(op(`post-${n}`, 'post.save', { ...post, text }), owner);
    }
    wire.resume();
    const head = await hub.services.store.documents.headSeq();
    await expect.poll(() => told.at(-1)?.toSeq, { timeout: 10_000 }).toBe(head);
    expect(told.length).toBeLessThan(head - 1);
    expect((await ask(socket, 'pull', { afterSeq: 1, limit: 500 })).value).toMatchObject({ toSeq: head });
  });
});

describe('live frames', () => {
  test('a snapshot holds everything of its run kind alone', async () => {
    const hub = await hubWithShow();
    const { services } = hub;
    await services.runOp(op('d1', 'drop.plan', newDrop), owner);
    await services.runOp(op('d2', 'drop.plan', { ...newDrop, id: 'drop-2', runKind: 'rehearsal' }), owner);
    await services.ingestOrders(live, [paid('e1', 100)]);
    await services.ingestComments(
      live,
      Array.from({ length: 210 }, (_, n) => comment(`c${n}`)),
    );
    await services.ingestAudience(live, [{ sampleId: 'a', at: AT, online: 5, entered: 9 }]);
    const { snapshot } = await watching(hub);
    expect(snapshot).toMatchObject({ snapshot: true, totals: { grossFen: 100 }, audience: { online: 5 } });
    expect(snapshot.drops).toMatchObject([{ dropId: 'drop-1', state: 'planned', leftMs: null }]);
    expect(snapshot.comments).toHaveLength(200);
    expect(snapshot.comments?.at(-1)?.commentId).toBe('c209');
    const rehearsal = await watching(hub, { showId: 'show-1', runKind: 'rehearsal' });
    expect(rehearsal.snapshot).toMatchObject({ totals: { grossFen: 0 }, comments: [], audience: null });
    expect(rehearsal.snapshot.drops).toMatchObject([{ dropId: 'drop-2' }]);
  });

  test('a burst is merged into few frames, numbered without a gap, that end in the truth', async () => {
    const hub = await hubWithShow();
    const { frames, snapshot } = await watching(hub);
    for (let n = 0; n < 200; n += 1) await hub.services.ingestOrders(live, [paid(`e${n}`, 10, `S${n % 3}`)]);
    await expect.poll(() => frames.at(-1)?.totals?.orders).toBe(200);
    expect(frames.length).toBeLessThan(60);
    expect(frames.map(({ number }) => number)).toEqual(frames.map((_, at) => snapshot.number + at + 1));
    const lastOf = new Map(
      frames.flatMap(({ byProduct = [] }) => byProduct.map((row) => [row.sku, row.orders])),
    );
    expect(lastOf).toEqual(
      new Map([
        ['S0', 67],
        ['S1', 67],
        ['S2', 66],
      ]),
    );
  });

  test('of too many comments the latest are shown and the rest is counted', async () => {
    const hub = await hubWithShow();
    const { frames } = await watching(hub);
    await hub.services.ingestComments(
      live,
      Array.from({ length: 320 }, (_, n) => comment(`c${n}`)),
    );
    await expect.poll(() => frames[0]?.comments).toBeDefined();
    expect(frames[0]?.comments?.map(({ commentId }) => commentId)).toEqual(
      Array.from({ length: 250 }, (_, n) => `c${n + 70}`),
    );
    expect(frames[0]?.commentsDropped).toBe(70);
    // What is counted is all of them, whatever was shown.
    await expect.poll(() => frames.at(-1)?.commentDesk?.counts.all).toBe(320);
  });

  test('take and sale show in the figures of the slot on air', async () => {
    const hub = await hubWithShow();
    const product = { id: 'p1', shopId: 'main', sku: 'MR-1', name: '柔巾', spec: '', priceFen: 100 };
    const blank = {
      listFen: null,
      floorFen: null,
      stockDeclared: null,
      commissionBp: null,
      mechanics: '',
      points: [],
    };
    const slot = { id: 's1', productId: 'p1', type: '', plannedSec: 60, remark: '' };
    const ops = [
      op('r', 'run.create', { id: 'run-1', showId: 'show-1', kind: 'live' }),
      op('p', 'product.import', {
        ...{ showId: 'show-1', runId: 'run-1', products: [{ ...product, ...blank }], slots: [slot] },
      }),
    ];
    for (const request of ops)
      expect(await hub.services.runOp(request, owner)).toMatchObject({ outcome: 'applied' });
    await hub.services.ingestOrders(live, [paid('before', 7)]);
    const { frames } = await watching(hub);
    await hub.services.runOp(op('t', 'rundown.take', { runId: 'run-1', from: null, to: 's1' }), owner);
    await expect
      .poll(() => frames.at(-1)?.slots)
      .toEqual([{ slotId: 's1', qty: 0, grossFen: 0, refundsFen: 0 }]);
    await hub.services.ingestOrders(live, [paid('after', 100)]);
    await expect
      .poll(() => frames.at(-1)?.slots)
      .toEqual([{ slotId: 's1', qty: 1, grossFen: 100, refundsFen: 0 }]);
  });

  test('a drop’s way and its claims are seen as they happen', async () => {
    const hub = await hubWithShow();
    await hub.services.runOp(op('d', 'drop.plan', newDrop), owner);
    const { frames, socket } = await watching(hub);
    const command = (name: 'drop.arm' | 'drop.fire', revision: number) =>
      giveOrder(socket, { name, dropId: 'drop-1', revision }, { commandId: `c-${name}` });
    expect(await command('drop.arm', 0)).toEqual({ ok: true, value: null });
    expect(await command('drop.fire', 0)).toMatchObject({ error: { code: 'drop/changed' } });
    expect(await command('drop.fire', 1)).toMatchObject({ ok: true });
    for (const buyer of ['u1', 'u2', 'u3']) await hub.services.drops.claim('drop-1', `c-${buyer}`, buyer);
    const latest = () => frames.findLast(({ drops }) => drops?.length)?.drops?.[0];
    await expect.poll(latest).toMatchObject({ state: 'open', revision: 3, granted: 2, refused: 1 });
    expect(latest()?.leftMs).toBeGreaterThan(55_000);
    expect(latest()?.leftMs).toBeLessThanOrEqual(60_000);
  });

  test('who no longer watches hears nothing, and may watch again', async () => {
    const hub = await hubWithShow();
    const { socket, frames } = await watching(hub);
    expect(await ask(socket, 'unwatch', live)).toEqual({ ok: true, value: null });
    // What came before the answer, such as a first look at the platform, was still asked for.
    frames.splice(0);
    await hub.services.ingestOrders(live, [paid('e1', 10)]);
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(frames).toEqual([]);
    const again = answerSchema(liveFrameSchema).parse(await ask(socket, 'watch', live));
    expect(again).toMatchObject({ ok: true, value: { totals: { orders: 1 } } });
    await hub.services.ingestOrders(live, [paid('e2', 10)]);
    await expect.poll(() => frames.at(-1)?.totals?.orders).toBe(2);
  });

  test('desks that join in the middle of a stream see every frame after their snapshot', async () => {
    const hub = await hubWithShow();
    let sent = 0;
    const stream = (async () => {
      for (; sent < 300; sent += 1) await hub.services.ingestOrders(live, [paid(`e${sent}`, 1)]);
    })();
    const desks = await Promise.all(Array.from({ length: 5 }, () => watching(hub)));
    await stream;
    for (const { frames, snapshot } of desks) {
      await expect.poll(() => frames.at(-1)?.totals?.orders).toBe(300);
      expect(frames.map(({ number }) => number)).toEqual(frames.map((_, at) => snapshot.number + at + 1));
    }
  });
});
