/** A whole console over files that are damaged, newer, or gone: what the person sees, and what reaches the hub. */
import { closeSync, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import Database from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import type { AppState } from '#shared/contract/desk.ts';
import { testClock } from '#shared/sync/clock.ts';
import { newShow } from '#shared/sync/documents-fixture.ts';
import { uuidIds } from '#shared/sync/ids.ts';
import { testTimers } from '#shared/sync/test-timers.ts';
import { consoleMigrations, sessionMigrations } from '../cache/migrations/index.ts';
import { openDatabase } from '../cache/open.ts';
import { outboxRepo } from '../cache/outbox.repo.ts';
import { deviceSealer } from '../cache/sealer.ts';
import { tempFolder } from '../cache/temp-folder-fixture.ts';
import { fileSecrets } from '../web/file-secrets.ts';
import { atEnd, consolePorts, realCheck, stateOf } from './console-fixture.ts';
import type { DeskClient } from './desk.contract.ts';
import { openDesk } from './open-desk.ts';
import type { DeskPorts } from './ports.ts';

const PAGE = 4096;
const FIRST_CHECK_MS = 5 * 60_000;
const NEXT_CHECK_MS = 24 * 3_600_000;
async function open(dataDir: string, changes: Partial<DeskPorts> = {}) {
  const timers = testTimers(testClock());
  const desk = await openDesk(consolePorts(dataDir, { timers, checkFile: realCheck, ...changes }));
  atEnd(() => desk.close());
  const client: DeskClient = createRouterClient(desk.router);
  return { desk, client, timers };
}

const eventually = (work: () => Promise<void>) => vi.waitFor(work, { timeout: 60_000, interval: 50 });
const titles = async (client: DeskClient) => (await client.show.list()).map(({ show }) => show.title).sort();
const sessionFile = (dataDir: string, id = 'own') => join(dataDir, 'sessions', `${id}.db`);

/** A console that has worked and was closed, with so many ops that no hub has seen. */
async function closedConsole(unsent: number): Promise<string> {
  const dataDir = tempFolder();
  const { desk, client } = await open(dataDir);
  for (const title of ['一', '二', '三']) await client.show.create({ title, currency: 'CNY' });
  await eventually(async () => expect((await stateOf(client)).sync.outboxCount).toBe(0));
  await desk.close();
  const db = openDatabase(sessionFile(dataDir), sessionMigrations);
  const outbox = outboxRepo(db, await deviceSealer(fileSecrets(dataDir)));
  for (let n = 1; n <= unsent; n += 1) {
    const input = { ...newShow(uuidIds.next()), title: `未送 ${n}` };
    outbox.add({ opId: uuidIds.next(), name: 'show.create', input, at: '2026-06-18T11:00:00.000Z' });
  }
  db.close();
  return dataDir;
}

function pagesOf(file: string, table: string): number[] {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare<[string], number>('SELECT pageno FROM dbstat WHERE name = ?').pluck().all(table);
  } finally {
    db.close();
  }
}
function zero(file: string, pages: readonly number[]): void {
  const fd = openSync(file, 'r+');
  for (const page of pages) writeSync(fd, Buffer.alloc(PAGE), 0, PAGE, (page - 1) * PAGE);
  closeSync(fd);
}

describe('a damaged cache', () => {
  test('found at the start is made anew: what was not sent is sent, and the person is told until they have read it', async () => {
    const dataDir = await closedConsole(2);
    zero(sessionFile(dataDir), [1]);
    const { client, desk } = await open(dataDir);
    const [rescue] = (await stateOf(client)).storage.rescues;
    expect(rescue).toMatchObject({ sessionId: 'own', rescued: 2, unreadable: 0 });
    await eventually(async () => {
      expect((await stateOf(client)).sync).toMatchObject({ hub: 'online', outboxCount: 0, conflictCount: 0 });
      expect(await titles(client)).toEqual(['一', '三', '二', '未送 1', '未送 2'].sort());
    });
    await desk.close();

    const again = await open(dataDir);
    expect((await stateOf(again.client)).storage.rescues).toEqual([rescue]);
    await again.client.storage.dismiss({ sessionId: 'own' });
    expect((await stateOf(again.client)).storage.rescues).toEqual([]);
    await again.desk.close();
    expect((await stateOf((await open(dataDir)).client)).storage.rescues).toEqual([]);
  }, 240_000);

  test('found by a question of the screen is made anew while the console runs', async () => {
    const dataDir = await closedConsole(0);
    zero(sessionFile(dataDir), pagesOf(sessionFile(dataDir), 'document'));
    const { client } = await open(dataDir);
    await expect(client.show.list()).rejects.toMatchObject({ code: 'local/damaged' });
    await eventually(async () => expect(await titles(client)).toEqual(['一', '三', '二'].sort()));
    expect((await stateOf(client)).storage.rescues).toMatchObject([{ sessionId: 'own', complete: true }]);
    await client.show.create({ title: '四', currency: 'CNY' });
    await eventually(async () => expect((await stateOf(client)).sync.outboxCount).toBe(0));
  }, 240_000);

  test('found by the idle check is made anew while the console runs, and its streams go on', async () => {
    const dataDir = await closedConsole(0);
    // A page of an index: no question of the screen would ever notice.
    zero(sessionFile(dataDir), pagesOf(sessionFile(dataDir), 'document_seq'));
    const { client, timers } = await open(dataDir);
    const told: AppState[] = [];
    const abort = new AbortController();
    atEnd(() => abort.abort());
    void (async () => {
      for await (const now of await client.app.watch(undefined, { signal: abort.signal })) told.push(now);
    })().catch(() => undefined);
    expect(await titles(client)).toHaveLength(3);
    await timers.advance(FIRST_CHECK_MS);
    await eventually(async () =>
      expect(told.at(-1)?.storage.rescues).toMatchObject([{ sessionId: 'own', complete: true }]),
    );
    await eventually(async () => expect(told.at(-1)?.sync.hub).toBe('online'));
    expect(await titles(client)).toHaveLength(3);
  }, 240_000);

  test('that comes back again and again is said, and not made anew for ever', async () => {
    const dataDir = await closedConsole(0);
    const { client, timers } = await open(dataDir, {
      checkFile: async (file) => (file.includes('own.db') ? ['page 7 is not as it was'] : []),
    });
    for (let day = 1; day <= 3; day += 1) {
      const before = readdirSync(join(dataDir, 'sessions')).filter((name) =>
        name.includes('.damaged-'),
      ).length;
      await timers.advance(day === 1 ? FIRST_CHECK_MS : NEXT_CHECK_MS);
      await eventually(async () => {
        const now = readdirSync(join(dataDir, 'sessions')).filter((name) => name.includes('.damaged-'));
        expect(now.length).toBe(before + 1);
        expect((await stateOf(client)).storage).toMatchObject({ state: 'ok' });
      });
    }
    await timers.advance(NEXT_CHECK_MS);
    await eventually(async () => expect((await stateOf(client)).storage.state).toBe('damaged'));
    expect(await titles(client)).toHaveLength(3);
  }, 240_000);
});

describe('damaged settings', () => {
  test('are made anew; hubs and the console’s own name are found in the files of its sessions', async () => {
    const dataDir = await closedConsole(0);
    const settings = join(dataDir, 'desk.db');
    const before = openDatabase(settings, consoleMigrations);
    const deviceId = before
      .prepare(`SELECT value FROM preference WHERE name = 'once/device-id'`)
      .pluck()
      .get();
    before.exec(`INSERT INTO joined_hub VALUES ('team', 'http://127.0.0.1:9', '2026-06-18T11:00:00.000Z')`);
    before.close();
    await (await open(dataDir)).desk.close();
    writeFileSync(settings, readFileSync(settings).fill(0));
    const { client, desk } = await open(dataDir);
    const now = await stateOf(client);
    expect(now.sessions.map(({ sessionId }) => sessionId).sort()).toEqual(['own', 'team']);
    expect(now.storage.rescues).toMatchObject([{ sessionId: null, complete: false }]);
    await client.storage.dismiss({ sessionId: null });
    expect((await stateOf(client)).storage.rescues).toEqual([]);
    await desk.close();
    const after = openDatabase(settings, consoleMigrations);
    expect(after.prepare(`SELECT value FROM preference WHERE name = 'once/device-id'`).pluck().get()).toBe(
      deviceId,
    );
    after.close();
  }, 240_000);
});

test('a damaged database of the own hub is said on the screen, which still gives what was not sent', async () => {
  const dataDir = await closedConsole(1);
  zero(join(dataDir, 'hub', 'hub.db'), [1]);
  const { desk, client } = await open(dataDir);
  expect(desk.rescue).toMatchObject({ code: 'hub/damaged' });
  expect((await client.app.info()).rescue).toEqual({ code: 'hub/damaged', params: {} });
  expect(await client.rescue.export({ sessionId: 'own' })).toMatchObject({ ops: 1, unreadable: 0 });
}, 240_000);

describe('data of a newer Livedesk', () => {
  const makeNewer = (file: string) => {
    const db = new Database(file);
    db.pragma('user_version = 9990');
    db.close();
  };

  test('start a console that says so, lets the person take along what was not sent, and changes nothing', async () => {
    const dataDir = await closedConsole(2);
    const files = [join(dataDir, 'desk.db'), sessionFile(dataDir), join(dataDir, 'hub', 'hub.db')];
    for (const file of files) makeNewer(file);
    const before = files.map((file) => readFileSync(file));
    const { desk, client } = await open(dataDir);
    expect(desk).toMatchObject({ hubUrl: null, rescue: { code: 'local/newer-database' } });
    expect((await client.app.info()).rescue).toEqual({
      code: 'local/newer-database',
      params: { found: 9990, known: consoleMigrations.at(-1)?.version },
    });
    for (const call of [
      client.show.list(),
      client.preference.get(),
      client.app.watch().then((all) => all.next()),
    ]) {
      await expect(call).rejects.toMatchObject({ code: 'local/newer-database' });
    }
    expect(await client.rescue.list()).toMatchObject([{ sessionId: 'own', unsent: 2 }]);
    const exported = await client.rescue.export({ sessionId: null });
    expect(exported).toMatchObject({ ops: 2, unreadable: 0 });
    expect(exported.fileName).toMatch(/^livedesk-unsent-[\dT-]+\.json$/);
    const { sessions } = JSON.parse(exported.json) as { sessions: { ops: { input: { title: string } }[] }[] };
    expect(sessions[0]?.ops.map(({ input }) => input.title)).toEqual(['未送 1', '未送 2']);
    await desk.close();
    expect(files.map((file) => readFileSync(file))).toEqual(before);
  }, 240_000);

  test('of the own hub alone do the same', async () => {
    const dataDir = await closedConsole(0);
    makeNewer(join(dataDir, 'hub', 'hub.db'));
    const { desk } = await open(dataDir);
    expect(desk.rescue).toMatchObject({ code: 'local/newer-database', params: { found: 9990 } });
  }, 240_000);

  test('of one session leave the others working; it says why, gives its unsent work, and can be left', async () => {
    const dataDir = await closedConsole(0);
    const settings = openDatabase(join(dataDir, 'desk.db'), consoleMigrations);
    settings.exec(`INSERT INTO joined_hub VALUES ('team', 'http://127.0.0.1:9', '2026-06-18T11:00:00.000Z')`);
    settings.close();
    const team = openDatabase(sessionFile(dataDir, 'team'), sessionMigrations);
    outboxRepo(team, await deviceSealer(fileSecrets(dataDir))).add({
      ...{ opId: uuidIds.next(), name: 'show.edit', at: '2026-06-18T11:00:00.000Z' },
      input: { showId: 's', title: '新标题' },
    });
    team.close();
    makeNewer(sessionFile(dataDir, 'team'));
    const { client } = await open(dataDir);
    expect(await titles(client)).toHaveLength(3);
    expect((await stateOf(client)).sessions).toMatchObject([
      { sessionId: 'own', refusal: null },
      { sessionId: 'team', hub: 'refused', refusal: 'local/newer-session', outboxCount: 1 },
    ]);
    await client.session.show({ sessionId: 'team' });
    expect((await stateOf(client)).sync).toMatchObject({ hub: 'refused', refusal: 'local/newer-session' });
    await expect(client.show.list()).rejects.toMatchObject({ code: 'local/newer-session' });
    expect(await client.preference.get()).toMatchObject({ theme: 'dark' });
    await client.session.show({ sessionId: 'own' });
    expect(await titles(client)).toHaveLength(3);
    const unsent = await client.session.unsent({ sessionId: 'team' });
    expect(unsent).toMatchObject([{ name: 'show.edit', input: { title: '新标题' }, refusal: null }]);
    await expect(client.session.leave({ sessionId: 'team', giveUp: 0 })).rejects.toMatchObject({
      code: 'session/unsent',
    });
    await client.session.leave({ sessionId: 'team', giveUp: 1 });
    expect(readdirSync(join(dataDir, 'sessions')).filter((name) => name.startsWith('team'))).toEqual([]);
  }, 240_000);
});
