import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import { type Op, PROTOCOL_VERSION } from '#shared/contract/hub.ts';
import { WORKSPACE } from '#shared/domain/documents.ts';
import { systemClock } from '#shared/sync/clock.ts';
import { newShow } from '#shared/sync/documents-fixture.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { systemTimers } from '#shared/sync/timers.ts';
import { metaRepo } from '../cache/meta.repo.ts';
import { sessionMigrations } from '../cache/migrations/index.ts';
import { openDatabase } from '../cache/open.ts';
import { outboxRepo } from '../cache/outbox.repo.ts';
import { testSealer } from '../cache/sealer-fixture.ts';
import { hubModel } from './hub-fixture.ts';
import { hubLink } from './hub-link.ts';
import { hubSession, type SessionState } from './hub-session.ts';
import { localDocuments } from './local-documents.ts';
import { socketWire } from './socket-wire.ts';

const owner = { personId: 'amy', role: 'owner' as const, deviceId: 'desk-1' };
const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000 });
type Trouble = 'unexpected' | 'silent' | null;

/** A socket.io server that answers as the contract says, over the hub model, with trouble on demand. */
async function startHub() {
  const model = hubModel();
  const http: HttpServer = createServer();
  const io = new Server(http, { transports: ['websocket'] });
  const hub = {
    model,
    io,
    url: '',
    epoch: 'epoch-1',
    refuse: null as string | null,
    /** What goes wrong at the next requests of that name. */
    trouble: {
      hello: [] as Trouble[],
      push: [] as Trouble[],
      pull: [] as Trouble[],
      command: [] as Trouble[],
    },
    pushed: [] as Op[][],
    commands: [] as unknown[],
    /** Changes are told at once, or left for the next pull. */
    tells: true,
    /** So many changes are as many bytes as an answer may have. */
    page: Number.POSITIVE_INFINITY,
  };
  io.use((socket, next) => {
    const { protocol } = socket.handshake.auth as { protocol?: number };
    const code = hub.refuse ?? (protocol === PROTOCOL_VERSION ? null : 'hub/protocol');
    next(code === null ? undefined : Object.assign(new Error(code), { data: { code, params: {} } }));
  });
  io.on('connection', (socket) => {
    const on = (name: keyof typeof hub.trouble, answer: (input: never) => Promise<unknown>) => {
      socket.on(name, async (input: unknown, acknowledge: (answer: unknown) => void) => {
        const trouble = hub.trouble[name].shift() ?? null;
        if (trouble === 'silent') return;
        if (trouble === 'unexpected') {
          acknowledge({ ok: false, error: { code: 'app/unexpected', params: {} } });
          return;
        }
        acknowledge({ ok: true, value: await answer(input as never) });
      });
    };
    on('hello', async () => ({
      workspaceId: 'workspace-1',
      epoch: hub.epoch,
      headSeq: model.headSeq(),
      personId: 'amy',
      personName: 'Amy',
      role: 'owner',
      hubTime: new Date(Date.now() + 60_000).toISOString(),
      clock: { bootId: 'boot-1', monoMs: performance.now() },
    }));
    on('pull', async ({ afterSeq, limit }: { afterSeq: number; limit: number }) =>
      model.changesAfter(afterSeq, Math.min(limit, hub.page)),
    );
    on('push', async ({ ops }: { ops: Op[] }) => {
      hub.pushed.push(ops);
      const results = [];
      for (const op of ops) {
        const { result, changes } = await model.run(op, owner);
        if (changes && hub.tells) io.emit('changes', changes);
        results.push(result);
      }
      return { results };
    });
    on('command', async (input) => {
      hub.commands.push(input);
      return null;
    });
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  hub.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  onTestFinished(() => io.close());
  return hub;
}

function startSession(url: string) {
  const db = openDatabase(':memory:', sessionMigrations);
  const ids = countingIds('op');
  const errors: unknown[] = [];
  const states: SessionState[] = [];
  const welcomes: string[] = [];
  const outbox = outboxRepo(db, testSealer);
  const documents = localDocuments({
    ...{ db, outbox },
    nextOpId: () => ids.next(),
    nowIso: () => new Date().toISOString(),
    actor: () => owner,
    onChanged: () => undefined,
  });
  const session = hubSession({
    link: hubLink(socketWire({ url, token: 'token', deviceId: 'desk-1' }), systemTimers),
    timers: systemTimers,
    random: () => 0,
    ...{ db, outbox, documents },
    clock: systemClock,
    log: { info: () => undefined, error: (_what, error) => errors.push(error) },
    onState: () => states.push(session.state()),
    onWelcome: () => welcomes.push('welcome'),
    onLive: () => undefined,
    onBatch: () => undefined,
  });
  onTestFinished(() => {
    session.close();
    db.close();
  });
  const become = (hub: SessionState['hub']) => eventually(() => expect(session.state().hub).toBe(hub));
  return { session, documents, outbox, meta: metaRepo(db), errors, states, welcomes, become };
}

describe('a session with a hub', () => {
  test('greets, pulls what it missed, and knows who it is and how far the clocks are apart', async () => {
    const hub = await startHub();
    await hub.model.run(
      { opId: 'before', name: 'show.create', input: newShow('show-0'), at: new Date().toISOString() },
      owner,
    );
    const one = startSession(hub.url);
    expect(one.session.state()).toMatchObject({ hub: 'connecting' });
    await one.become('online');
    expect(await one.documents.view.get('show', 'show-0')).not.toBeNull();
    expect(['personName', 'role', 'epoch'].map((name) => one.meta.get(name as 'role'))).toEqual([
      'Amy',
      'owner',
      'epoch-1',
    ]);
    expect(Math.abs((one.session.state().skewMs ?? 0) - 60_000)).toBeLessThan(10_000);
    expect(one.meta.get('lastSyncAt')).not.toBeNull();
  });

  test('what was done before the hub was there is pushed in order; the verdict comes to who waits', async () => {
    const hub = await startHub();
    const one = startSession(hub.url);
    const create = await one.documents.submit('show.create', newShow('show-1'));
    const edit = await one.documents.submit('show.edit', { showId: 'show-1', title: 'later' });
    const verdict = one.session.pushed(edit);
    expect(await verdict).toMatchObject({ opId: edit.opId, outcome: 'applied' });
    expect(hub.model.applied.map((op) => op.opId)).toEqual([create.opId, edit.opId]);
    await eventually(() => expect(one.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 0 }));
    const again = await one.documents.submit('show.create', { ...newShow('show-2'), title: 'x' });
    expect(await one.session.pushed(again)).toMatchObject({ outcome: 'applied' });
  });

  test('a push that the hub could not do is tried again by itself, and done once', async () => {
    const hub = await startHub();
    const one = startSession(hub.url);
    await one.become('online');
    hub.trouble.push = ['unexpected'];
    const op = await one.documents.submit('show.create', newShow('show-1'));
    expect(await one.session.pushed(op)).toMatchObject({ outcome: 'applied' });
    expect(one.errors).toMatchObject([{ code: 'app/unexpected' }]);
    expect(hub.model.applied.length).toBe(1);
  });

  test('a greeting that failed is tried again, though the socket stands', async () => {
    const hub = await startHub();
    hub.trouble.hello = ['unexpected'];
    hub.trouble.pull = ['unexpected'];
    const one = startSession(hub.url);
    await one.become('online');
    expect(one.welcomes).toEqual(['welcome']);
  });

  test('changes that were missed are pulled', async () => {
    const hub = await startHub();
    const one = startSession(hub.url);
    await one.become('online');
    hub.tells = false;
    const run = (opId: string, id: string) =>
      hub.model.run({ opId, name: 'show.create', input: newShow(id), at: new Date().toISOString() }, owner);
    await run('a', 'show-a');
    const { changes } = await run('b', 'show-b');
    hub.io.emit('changes', changes);
    await eventually(async () => expect(await one.documents.view.get('show', 'show-a')).not.toBeNull());
    expect(one.documents.cursor()).toBe(hub.model.headSeq());
  });

  test('[SY32] a page that was cut by its bytes is not taken for the last', async () => {
    const hub = await startHub();
    hub.page = 2;
    for (const id of ['a', 'b', 'c', 'd', 'e'])
      await hub.model.run(
        { opId: id, name: 'show.create', input: newShow(id), at: new Date().toISOString() },
        owner,
      );
    const one = startSession(hub.url);
    await one.become('online');
    expect(await one.documents.view.list('show', WORKSPACE)).toHaveLength(5);
    expect(one.documents.cursor()).toBe(hub.model.headSeq());
  });

  test('[SY32] an answer whose news got lost on a line that stands makes the desk ask for them', async () => {
    const hub = await startHub();
    const one = startSession(hub.url);
    await one.become('online');
    hub.tells = false;
    const op = await one.documents.submit('show.create', newShow('show-1'));
    expect((await one.session.pushed(op)).outcome).toBe('applied');
    await eventually(() => expect(one.outbox.counts().unconfirmed).toBe(0));
    expect(one.documents.cursor()).toBe(hub.model.headSeq());
  });

  test('what is not of the contract is let go', async () => {
    const hub = await startHub();
    const one = startSession(hub.url);
    await one.become('online');
    for (const junk of [null, 'x', { fromSeq: 'zero' }, { fromSeq: 0, toSeq: 9, changes: [{}] }]) {
      hub.io.emit('changes', junk);
      hub.io.emit('live', junk);
    }
    const op = await one.documents.submit('show.create', newShow('show-1'));
    expect(await one.session.pushed(op)).toMatchObject({ outcome: 'applied' });
    expect(one.errors).toEqual([]);
  });

  test('a hub that will not have this console says why, and trying goes no further', async () => {
    const hub = await startHub();
    hub.refuse = 'auth/unknown';
    const one = startSession(hub.url);
    await one.become('refused');
    expect(one.session.state().refusal).toBe('auth/unknown');
  });

  test('with the socket lost it is offline and says so; it comes back by itself and pushes what waits', async () => {
    const hub = await startHub();
    const one = startSession(hub.url);
    await one.become('online');
    hub.io.sockets.sockets.forEach((socket) => {
      socket.conn.close();
    });
    await one.become('offline');
    const op = await one.documents.submit('show.create', newShow('show-1'));
    expect(await one.session.pushed(op)).toMatchObject({ outcome: 'applied' });
    expect(one.session.state().hub).toBe('online');
    expect(one.welcomes.length).toBe(2);
  });

  test('a hub restored from a backup has another epoch: everything is pulled anew', async () => {
    const hub = await startHub();
    const one = startSession(hub.url);
    await one.become('online');
    const op = await one.documents.submit('show.create', newShow('show-1'));
    await one.session.pushed(op);
    await eventually(() => expect(one.outbox.counts().unconfirmed).toBe(0));
    hub.epoch = 'epoch-2';
    hub.io.sockets.sockets.forEach((socket) => {
      socket.conn.close();
    });
    await eventually(() => expect(one.meta.get('epoch')).toBe('epoch-2'));
    await one.become('online');
    expect(one.documents.cursor()).toBe(hub.model.headSeq());
    expect(await one.documents.view.get('show', 'show-1')).not.toBeNull();
  });
});

describe('an order to act', () => {
  const fire = { name: 'drop.fire' as const, dropId: 'drop-1', revision: 2 };

  test('[SY50] reaches the hub with the moment up to which it is meant, by the hub’s own clock', async () => {
    const hub = await startHub();
    const one = startSession(hub.url);
    // Given before the session stands: it waits for it, no longer than it may.
    const given = one.session.command(fire, 'c1', 3000);
    // The press is noted within that call: by now it lies behind, on a machine that has other work by milliseconds.
    const pressed = performance.now();
    await given;
    expect(hub.commands).toMatchObject([{ commandId: 'c1', ttlMs: 3000, bootId: 'boot-1', command: fire }]);
    // Here hub and desk share a clock: never later than the press says, however long the greeting took.
    const { notAfterMs } = hub.commands[0] as { notAfterMs: number };
    expect(notAfterMs).toBeLessThanOrEqual(pressed + 3000);
    expect(notAfterMs).toBeGreaterThan(performance.now());
  });

  test('expires within its time when the hub is away, and is never sent later', async () => {
    const hub = await startHub();
    hub.trouble.hello = ['silent'];
    const one = startSession(hub.url);
    await expect(one.session.command(fire, 'c1', 150)).rejects.toEqual(
      new AppError('effect/expired', { seconds: 0 }),
    );
    hub.io.sockets.sockets.forEach((socket) => {
      socket.conn.close();
    });
    await one.become('online');
    const op = await one.documents.submit('show.create', newShow('show-1'));
    await one.session.pushed(op);
    expect(hub.commands).toEqual([]);
  });

  test('that was sent but not answered is not taken for "not done"', async () => {
    const hub = await startHub();
    const one = startSession(hub.url);
    await one.become('online');
    hub.trouble.command = ['silent'];
    const order = one.session.command(fire, 'c1', 3000);
    const expected = expect(order).rejects.toMatchObject({ code: 'effect/unanswered' });
    await eventually(() => expect(hub.trouble.command).toEqual([]));
    hub.io.sockets.sockets.forEach((socket) => {
      socket.conn.close();
    });
    await expected;
  });
});
