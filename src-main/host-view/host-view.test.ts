import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type DropStatus, dropStatusSchema } from '#shared/contract/drop.ts';
import type { HostContract, HostFrame } from '#shared/contract/host.ts';
import { testClock } from '#shared/sync/clock.ts';
import { type MemoryWorkspace, showWithSlots } from '#shared/sync/documents-fixture.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { systemTimers } from '#shared/sync/timers.ts';
import { createRendererFiles } from '../web/renderer-files.ts';
import { CODE_MS } from './host-door.ts';
import { CLOSE_CODES } from './host-server.ts';
import { type HostView, hostView, type KeptHostView, keptHostViewSchema } from './host-view.ts';

const dropStatus = dropStatusSchema.parse({
  ...{
    dropId: 'drop-1',
    showId: 'show-1',
    state: 'planned',
    revision: 1,
    granted: 0,
    refused: 0,
    reason: null,
  },
  ...{ openedAt: null, closesAt: null, closedAt: null, leftMs: null },
});

let folder: string;
let workspace: MemoryWorkspace;
let kept: KeptHostView;
let view: HostView;
let news = 0;
const clock = testClock();
const sockets: WebSocket[] = [];

const source = () => ({
  sessionId: 'session-1',
  view: workspace.reader,
  answered: async (questionId: string) => {
    await workspace.run('question.settle', { questionId });
  },
});
const newView = () =>
  hostView({
    ...{ clock, ids: countingIds(`h${Math.random()}`), timers: systemTimers },
    log: { info: () => undefined, error: (message, error) => expect.unreachable(`${message} ${error}`) },
    files: createRendererFiles(folder),
    load: () => kept,
    save: (next) => {
      kept = structuredClone(next);
    },
    onNews: () => {
      news += 1;
    },
  });
const opened = () => {
  const { open } = view.state();
  if (!open) throw new Error('closed');
  return open;
};
const place = () => {
  const url = new URL(opened().urls[0] ?? '');
  return { port: url.port, code: url.hash.replace('#code=', '') };
};

interface Tablet {
  readonly client: ContractRouterClient<HostContract>;
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
}

function tablet(secret: string, origin?: string): Promise<Tablet> {
  const host = `127.0.0.1:${place().port}`;
  const socket = new WebSocket(`ws://${host}/host/rpc`, ['livedesk-host', `livedesk-host.${secret}`], {
    origin: origin ?? `http://${host}`,
    headers: { 'user-agent': 'Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X)' },
  });
  sockets.push(socket);
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const client: ContractRouterClient<HostContract> = createORPCClient(
    new RPCLink({ websocket: socket as never }),
  );
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve({ client, socket, closed }));
    socket.on('error', reject);
  });
}

/** Reads frames until one is as wanted. */
async function frameWhere(one: Tablet, wanted: (frame: HostFrame) => boolean): Promise<HostFrame> {
  for await (const frame of await one.client.host.watch()) if (wanted(frame)) return frame;
  throw new Error('the frames ended');
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'livedesk-host-'));
  writeFileSync(join(folder, 'host.html'), '<title>host</title>');
  writeFileSync(join(folder, 'index.html'), '<title>desk</title>');
  workspace = await showWithSlots(3);
  kept = keptHostViewSchema.parse({});
  view = newView();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await view.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the host view', () => {
  test('is closed until somebody opens it', async () => {
    expect(view.state()).toEqual({ open: null, viewerDelayMs: 0 });
    await view.open(source(), 'run-1');
    expect(opened()).toMatchObject({ runId: 'run-1', viewers: [], requests: [], message: null });
  });

  test('a code lets a tablet in, its key lets it back in after the code has ended', async () => {
    await view.open(source(), 'run-1');
    const { code } = place();
    const first = await tablet(code);
    const { key } = await first.client.host.enter();
    expect(opened().viewers).toMatchObject([{ device: 'iPad', connected: true }]);
    first.socket.close();
    await first.closed;
    clock.advance(CODE_MS + 1);
    const late = await tablet(code);
    expect(await late.closed).toBe(CLOSE_CODES['code-ended']);
    const again = await tablet(key ?? '');
    expect((await again.client.host.enter()).key).toBeNull();
    expect(opened().viewers).toHaveLength(1);
  });

  test('a stranger, a renewed code and a page of somebody else’s stay out', async () => {
    await view.open(source(), 'run-1');
    const { code } = place();
    expect(await (await tablet('guess')).closed).toBe(CLOSE_CODES.unknown);
    await expect(tablet(code, 'http://evil.example')).rejects.toThrow('403');
    view.renewCode();
    expect(await (await tablet(code)).closed).toBe(CLOSE_CODES.unknown);
    expect(opened().viewers).toEqual([]);
  });

  test('serves the host page and nothing else of the desk', async () => {
    await view.open(source(), 'run-1');
    const at = (path: string) => fetch(`http://127.0.0.1:${place().port}${path}`);
    expect(await (await at('/host')).text()).toBe('<title>host</title>');
    expect((await at('/host')).headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const path of ['/index.html', '/live', '/rpc', '/host/../index.html', '/host.html'])
      expect((await at(path)).status, path).toBe(404);
  });

  test('a drop’s countdown ends before the host so much earlier as buyers see later', async () => {
    await view.open(source(), 'run-1');
    view.setDelay(4000);
    const one = await tablet(place().code);
    const moved = (changes: Partial<DropStatus>, runKind: 'live' | 'rehearsal' = 'live') =>
      view.dropsMoved('session-1', { showId: 'show-1', runKind }, [
        { ...dropStatus, state: 'countdown', opensInMs: 10_000, ...changes },
      ]);
    moved({ opensInMs: 9000 }, 'rehearsal');
    view.dropsMoved('another', { showId: 'show-1', runKind: 'live' }, [dropStatus]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await frameWhere(one, () => true)).countdown).toBeNull();
    moved({});
    const counting = await frameWhere(one, ({ countdown }) => countdown !== null);
    expect(counting.countdown).toEqual({ id: 'drop/drop-1', leftMs: 6000 });
    // It goes on while the drop is sent and open, and is gone when it was called off.
    moved({ state: 'open', opensInMs: null });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await frameWhere(one, () => true)).countdown).not.toBeNull();
    moved({ state: 'planned', opensInMs: null });
    expect((await frameWhere(one, ({ countdown }) => countdown === null)).countdown).toBeNull();
  });

  test('shows what is on air and next, and follows a take', async () => {
    await view.open(source(), 'run-1');
    await workspace.run('rundown.take', { runId: 'run-1', from: null, to: 'slot-1' });
    const one = await tablet(place().code);
    const before = await frameWhere(one, ({ onAir }) => onAir !== null);
    expect(before).toMatchObject({
      ...{ mode: 'live', runState: 'live', later: ['柔巾 product-3'] },
      onAir: { name: '柔巾 product-1', priceFen: 4900, plannedSec: 300, warnSec: 60, dangerSec: 15 },
      next: { name: '柔巾 product-2' },
    });
    const after = frameWhere(one, ({ onAir }) => onAir?.slotId === 'slot-2');
    await workspace.run('rundown.take', { runId: 'run-1', from: 'slot-1', to: 'slot-2' });
    view.refresh();
    expect((await after).next?.name).toBe('柔巾 product-3');
  });

  test('a message is shown, acknowledged once, and taken back', async () => {
    await view.open(source(), 'run-1');
    const one = await tablet(place().code);
    view.stage()?.say('慢一点，多讲面料');
    const { message } = await frameWhere(one, (frame) => frame.message !== null);
    expect(message).toMatchObject({ text: '慢一点，多讲面料', acknowledged: false });
    await one.client.host.acknowledge({ messageId: message?.id ?? '' });
    expect(opened().message?.acknowledgedAt).not.toBeNull();
    await one.client.host.acknowledge({ messageId: 'another' });
    view.stage()?.say('');
    await frameWhere(one, (frame) => frame.message === null);
  });

  test('the host asks for more time, once, until the desk has settled it', async () => {
    await view.open(source(), 'run-1');
    const one = await tablet(place().code);
    await one.client.host.ask({ what: 'more-time' });
    await one.client.host.ask({ what: 'more-time' });
    expect(opened().requests).toMatchObject([{ what: 'more-time' }]);
    await frameWhere(one, ({ asked }) => asked.length === 1);
    view.stage()?.settleRequest(opened().requests[0]?.id ?? '');
    await frameWhere(one, ({ asked }) => asked.length === 0);
    expect(news).toBeGreaterThan(0);
  });

  test('questions stand there in order until they are answered', async () => {
    await view.open(source(), 'run-1');
    for (const [n, text] of ['有 M 码吗', '包邮吗'].entries()) {
      await workspace.run('question.queue', {
        ...{ id: `question-${n}`, showId: 'show-1', runKind: 'live', text, userName: '小林' },
      });
      workspace.clock.advance(1000);
    }
    const one = await tablet(place().code);
    const { questions } = await frameWhere(one, (frame) => frame.questions.length === 2);
    expect(questions.map(({ text }) => text)).toEqual(['有 M 码吗', '包邮吗']);
    await one.client.host.answered({ questionId: questions[0]?.id ?? ('' as never) });
    view.refresh();
    await frameWhere(one, (frame) => frame.questions.length === 1);
  });

  test('a removed tablet is let go and does not come back', async () => {
    await view.open(source(), 'run-1');
    const one = await tablet(place().code);
    const { key } = await one.client.host.enter();
    view.removeViewer(opened().viewers[0]?.id ?? '');
    expect(await one.closed).toBe(CLOSE_CODES.removed);
    expect(await (await tablet(key ?? '')).closed).toBe(CLOSE_CODES.unknown);
  });

  test('a console that crashed opens it again on its port, and its tablets come back by themselves', async () => {
    await view.open(source(), 'run-1');
    const one = await tablet(place().code);
    const { key } = await one.client.host.enter();
    const { port } = place();
    await view.stop();
    view = newView();
    await view.resume((sessionId) => (sessionId === 'session-1' ? source() : null));
    expect(place().port).toBe(port);
    await (await tablet(key ?? '')).client.host.enter();
    expect(opened().viewers).toMatchObject([{ device: 'iPad', connected: true }]);
  });

  test('closed for good, every tablet hears so and no key is kept', async () => {
    await view.open(source(), 'run-1');
    const one = await tablet(place().code);
    await one.client.host.enter();
    await view.close();
    expect(await one.closed).toBe(CLOSE_CODES.closed);
    expect(kept.open).toBeNull();
    await view.resume(() => source());
    expect(view.state().open).toBeNull();
  });
});
