import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, test } from 'vitest';
import { type Changes, type LiveFrame, PROTOCOL_VERSION } from '#shared/contract/hub.ts';
import { createHub, type Hub, type HubOptions } from './create-hub.ts';

const at = '2026-06-18T11:00:00.000Z';
const endings: Array<() => unknown> = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'livedesk-hub-'));
  endings.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

async function startHub(options: Partial<HubOptions> = {}): Promise<Hub> {
  const hub = await createHub({ dataDir: tempDir(), port: 0, ownerToken: 'owner-token', ...options });
  endings.push(() => hub.close());
  return hub;
}

function desk(hub: Hub, auth: Record<string, unknown> = {}): Socket {
  const socket = io(hub.url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token: 'owner-token', protocol: PROTOCOL_VERSION, deviceId: 'desk-1', ...auth },
  });
  endings.push(() => socket.close());
  return socket;
}

const ask = (socket: Socket, name: string, input: unknown) =>
  socket.timeout(5000).emitWithAck(name, input);

function op(opId: string, name: string, input: unknown) {
  return { opId, name, input, at };
}

const newShow = {
  id: 'show-1',
  title: '618',
  currency: 'CNY',
  startsAt: null,
  plannedEndAt: null,
  targetFen: null,
  hostName: '',
};

function paid(eventId: string, amountFen: number) {
  const line = { sku: 'MR-1', title: '柔巾', qty: 1, priceFen: amountFen, amountFen };
  return { eventId, orderId: eventId, kind: 'paid', amountFen, lines: [line], buyerId: 'u1', at };
}

describe('the way of an op and of an order', () => {
  test('an op is run, told to every desk and pulled', async () => {
    const hub = await startHub();
    const one = desk(hub);
    const two = desk(hub, { deviceId: 'desk-2' });
    await ask(two, 'hello', {});
    const told = new Promise<Changes>((resolve) => two.once('changes', resolve));
    const pushed = await ask(one, 'push', { ops: [op('op-1', 'show.create', newShow)] });
    expect(pushed).toEqual({
      ok: true,
      value: { results: [{ opId: 'op-1', outcome: 'applied', seq: 1 }] },
    });
    expect((await told).changes).toMatchObject([{ kind: 'show', id: 'show-1', seq: 1 }]);
    const pulled = await ask(one, 'pull', { afterSeq: 0, limit: 500 });
    expect(pulled.value).toMatchObject({ fromSeq: 0, toSeq: 1, changes: [{ id: 'show-1' }] });
  });

  test('orders move the counters and reach who watches, after the snapshot and in order', async () => {
    const hub = await startHub();
    const socket = desk(hub);
    await ask(socket, 'push', { ops: [op('op-1', 'show.create', newShow)] });
    const frames: LiveFrame[] = [];
    socket.on('live', (frame: LiveFrame) => frames.push(frame));
    const target = { showId: 'show-1', runKind: 'live' } as const;
    await hub.services.ingestOrders(target, [paid('e1', 100)]);
    const snapshot = await ask(socket, 'watch', target);
    expect(snapshot.value).toMatchObject({ snapshot: true, number: 0, totals: { netFen: 100 } });
    await hub.services.ingestOrders(target, [paid('e2', 50), paid('e1', 100)]);
    await expect.poll(() => frames.length).toBe(1);
    expect(frames[0]).toMatchObject({
      snapshot: false,
      number: 1,
      totals: { grossFen: 150, orders: 2, buyers: 1 },
      byProduct: [{ sku: 'MR-1', title: '柔巾', qty: 2 }],
    });
  });
});
