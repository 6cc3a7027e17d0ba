import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { Socket } from 'socket.io-client';
import { afterEach, describe, expect, test } from 'vitest';
import { hubRequests } from '#shared/contract/hub.ts';
import { createHub } from './create-hub.ts';
import { createHubLog } from './hub-log.ts';
import { FolderInUseError } from './store/sqlite/serve-lock.ts';
import {
  ask,
  desk,
  endAll,
  newDrop,
  newShow,
  OWNER_TOKEN,
  op,
  pushOf,
  startHub,
  tempDir,
} from './test-hub.ts';

afterEach(endAll);

describe('createHub', () => {
  test('a fresh folder gets its workspace, and says that it is well and ready', async () => {
    const hub = await startHub();
    expect(hub.url).toBe(`http://127.0.0.1:${hub.port}`);
    expect(await (await fetch(`${hub.url}/healthz`)).json()).toEqual({ ok: true });
    expect(await (await fetch(`${hub.url}/readyz`)).json()).toEqual({ ok: true, headSeq: 0 });
    const { id, epoch } = await hub.services.store.workspace();
    expect(id).not.toBe(epoch);
  });

  test('keeps what it knew over a restart, and asks what became of a drop cut off while sending', async () => {
    const dataDir = tempDir();
    const first = await createHub({ dataDir, port: 0, ownerToken: OWNER_TOKEN });
    const workspace = await first.services.store.workspace();
    const owner = { personId: 'owner', role: 'owner', deviceId: 'owner' } as const;
    await first.services.runOp(op('op-1', 'show.create', newShow), owner);
    await first.services.runOp(op('op-2', 'drop.plan', newDrop), owner);
    await first.services.store.drops.move('drop-1', 0, { state: 'sending' });
    await first.close();
    const second = await startHub({ dataDir });
    expect(await second.services.store.workspace()).toEqual(workspace);
    // It is unknown at first; the house itself, asked, says that it was open to nobody.
    expect(await second.services.store.drops.get('drop-1')).toMatchObject({ state: 'failed', revision: 3 });
  });

  test('[SY40] a database that was put back begins a new epoch, and desks are told which ops it knows', async () => {
    const dataDir = tempDir();
    const file = join(dataDir, 'hub.db');
    const greeting = async (work: (socket: Socket) => Promise<unknown> = async () => undefined) => {
      const hub = await createHub({ dataDir, port: 0, ownerToken: OWNER_TOKEN });
      const socket = desk(hub);
      const answer = hubRequests.hello.answer.parse(await ask(socket, 'hello', { streamId: 's' }));
      await work(socket);
      socket.close();
      await hub.close();
      return answer.ok ? answer.value : null;
    };
    const shows = { ...pushOf(op('op-1', 'show.create', newShow)), streamId: 's' };
    const first = await greeting((socket) => ask(socket, 'push', shows));
    copyFileSync(file, `${file}.aside`);
    await greeting(async (socket) => {
      const edit = op('op-2', 'show.edit', { showId: 'show-1', title: 'new' });
      await ask(socket, 'push', { streamId: 's', base: 1, ops: [{ ...edit, cseq: 2 }] });
    });
    expect(await greeting()).toMatchObject({ epoch: first?.epoch, headSeq: 2, lastCseq: 2 });
    copyFileSync(`${file}.aside`, file);
    const restored = await greeting();
    expect(restored).toMatchObject({ workspaceId: first?.workspaceId, headSeq: 1, lastCseq: 1 });
    expect(restored?.epoch).not.toBe(first?.epoch);
    expect(await greeting()).toMatchObject({ epoch: restored?.epoch });
  });

  test('a folder is served by one; a start that fails lets go of it', async () => {
    const dataDir = tempDir();
    const hub = await startHub({ dataDir });
    await expect(createHub({ dataDir, port: 0 })).rejects.toThrow(FolderInUseError);
    const elsewhere = tempDir();
    await expect(createHub({ dataDir: elsewhere, port: hub.port })).rejects.toThrow('EADDRINUSE');
    await startHub({ dataDir: elsewhere });
  });

  test('only hashes of tokens reach the disk, and an owner’s new token ends the old one', async () => {
    const dataDir = tempDir();
    const first = await createHub({ dataDir, port: 0, ownerToken: 'token-of-old' });
    await first.close();
    const hub = await startHub({ dataDir, ownerToken: 'token-of-new' });
    const refused = new Promise<Error>((resolve) =>
      desk(hub, { token: 'token-of-old' }).once('connect_error', resolve),
    );
    expect((await refused).message).toBe('auth/unknown');
    expect((await ask(desk(hub, { token: 'token-of-new' }), 'hello', { streamId: 's' })).ok).toBe(true);
    const bytes = readdirSync(dataDir).map((file) => readFileSync(join(dataDir, file), 'latin1'));
    expect(bytes.join('')).not.toContain('token-of-');
  });
});

describe('the log', () => {
  test('holds no token, key or robot address, wherever they come from', () => {
    const lines: string[] = [];
    const to = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const log = createHubLog(to);
    const robot = 'https://oapi.example.com/robot/send?access_token=s3cret1';
    log.error({ err: new Error(`POST ${robot} failed`) }, `failed: ${robot}`);
    log.error({ token: 's3cret2', device: { ownerToken: 's3cret3' }, headers: { authorization: 's3cret4' } });
    log.error({ deep: { deeper: { text: 'Bearer s3cret5', note: 'lk_s3cret6' } } }, 'key=s3cret7');
    log.warn(
      `answer: ${JSON.stringify({ token: 's3cret8', user: { inviteToken: 's3cret9' } })} key: s3cret10`,
    );
    log.warn({ a: { b: { c: { key: 7, token: { value: 1 }, secret: ['s'] } } } });
    expect(lines).toHaveLength(5);
    expect(lines.join('')).not.toContain('s3cret');
    expect(lines.map((line) => JSON.parse(line).level)).toEqual([50, 50, 50, 40, 40]);
    expect(lines[0]).toContain('oapi.example.com');
  });
});

describe('the worker', () => {
  const start = (workerData: unknown) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData });
    const ended = new Promise<number>((resolve) => worker.once('exit', resolve));
    const message = new Promise<Record<string, string>>((resolve) => worker.once('message', resolve));
    return { worker, ended, message };
  };

  test('says where it serves and ends when told to', async () => {
    const { worker, ended, message } = start({ dataDir: tempDir(), port: 0, ownerToken: 'x' });
    const ready = await message;
    expect(ready).toEqual({ type: 'ready', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
    expect((await fetch(`${ready['url']}/healthz`)).status).toBe(200);
    worker.postMessage({ type: 'close' });
    expect(await ended).toBe(0);
  });

  test('says why it could not start', async () => {
    const dataDir = tempDir();
    await startHub({ dataDir });
    const { ended, message } = start({ dataDir, port: 0, ownerToken: 'x' });
    expect(await message).toMatchObject({ type: 'failed', message: expect.stringContaining('already') });
    expect(await ended).toBe(0);
  });
});
