/** A real hub in a temporary folder with real sockets, for tests; everything ends with `endAll`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import type { z } from 'zod';
import type { commandSchema, HubClock, HubRequestName, Op } from '#shared/contract/hub.ts';
import { PROTOCOL_VERSION } from '#shared/contract/hub.ts';
import { createHub, type Hub, type HubOptions } from './create-hub.ts';
import { AT } from './store/test-documents.ts';

export const OWNER_TOKEN = 'owner-token';
const endings: Array<() => unknown> = [];

export async function endAll(): Promise<void> {
  for (const end of endings.splice(0).reverse()) await end();
}

export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'livedesk-hub-'));
  endings.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export async function startHub(options: Partial<HubOptions> = {}): Promise<Hub> {
  const hub = await createHub({ dataDir: tempDir(), port: 0, ownerToken: OWNER_TOKEN, ...options });
  endings.push(() => hub.close());
  return hub;
}

/** A desk's socket. `auth` changes its handshake. */
export function desk(hub: Hub, auth: Record<string, unknown> = {}): Socket {
  const socket = io(hub.url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token: OWNER_TOKEN, protocol: PROTOCOL_VERSION, deviceId: 'desk-1', ...auth },
  });
  endings.push(() => socket.close());
  return socket;
}

type Answer = { ok: boolean; value?: unknown; error?: { code: string; params: Record<string, unknown> } };

export async function ask(socket: Socket, name: HubRequestName, input: unknown): Promise<Answer> {
  return socket.timeout(5000).emitWithAck(name, input);
}

/** Gives an order to act as a desk does, by the hub's clock as it was read just before. */
export async function giveOrder(
  socket: Socket,
  command: z.input<typeof commandSchema>['command'],
  { commandId = 'c', ttlMs = 3000 } = {},
): Promise<Answer> {
  const { bootId, monoMs } = (await ask(socket, 'time', {})).value as HubClock;
  return ask(socket, 'command', { commandId, ttlMs, bootId, notAfterMs: monoMs + ttlMs, command });
}

let streams = 0;

/** A push of ops as the first of a stream of their own. */
export function pushOf(...ops: Op[]) {
  streams += 1;
  return { streamId: `stream-${streams}`, base: 0, ops: ops.map((one, at) => ({ ...one, cseq: at + 1 })) };
}

export function op(opId: string, name: string, input: unknown): Op {
  return { opId, name, input, at: AT };
}

export const newShow = {
  id: 'show-1',
  title: '618',
  currency: 'CNY',
  startsAt: null,
  plannedEndAt: null,
  targetFen: null,
  hostName: '',
};
export const newDrop = {
  id: 'drop-1',
  showId: 'show-1',
  runKind: 'live',
  kind: 'coupon',
  title: '满199减20',
  amountFen: 2000,
  thresholdFen: 19900,
  quota: 2,
  perBuyer: 1,
  openSec: 60,
};

export function paid(eventId: string, amountFen: number, sku = 'MR-1') {
  const line = { sku, title: '柔巾', qty: 1, priceFen: amountFen, amountFen };
  return { eventId, orderId: eventId, kind: 'paid', amountFen, lines: [line], buyerId: 'u1', at: AT };
}

export function comment(commentId: string) {
  return { commentId, at: AT, user: { id: 'u1', name: '小橙子' }, text: '有券吗' };
}
