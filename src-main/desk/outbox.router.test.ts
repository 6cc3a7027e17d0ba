import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createRouterClient } from '@orpc/server';
import { afterEach, expect, test, vi } from 'vitest';
import { systemClock } from '#shared/sync/clock.ts';
import { uuidIds } from '#shared/sync/ids.ts';
import { tempFolder } from '../cache/temp-folder-fixture.ts';
import { fileSecrets } from '../web/file-secrets.ts';
import { createDesk, type Desk } from './create-desk.ts';
import type { DeskClient } from './desk.contract.ts';
import type { OwnHub } from './ports.ts';
import { workerHub } from './worker-hub.ts';

const root = new URL('../../', import.meta.url);
const startHub = workerHub(new URL('src-hub/worker.ts', root), (error) => {
  throw error;
});
const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});
const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 15_000 });

/** A team's hub that can go away and come back on its address. */
async function teamHub() {
  const dataDir = tempFolder();
  const start = (port: number) => startHub({ dataDir, ownerToken: 'unused', port });
  let hub: OwnHub = await start(0);
  const { url } = hub;
  endings.push(() => hub.close());
  return {
    url,
    async invite() {
      const cli = fileURLToPath(new URL('src-hub/cli.ts', root));
      const args = [cli, 'invite', '--role', 'operator', '--data', dataDir];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      return stdout.trim().split('\n').at(-1) ?? '';
    },
    goAway: () => hub.close(),
    async comeBack() {
      hub = await start(Number(new URL(url).port));
    },
  };
}

async function open(dataDir: string, url: string, invite: string | null) {
  const desk: Desk = await createDesk({
    ...{ host: 'web', version: '9.9.9', dataDir, resourcesDir: fileURLToPath(new URL('resources', root)) },
    rendererDir: fileURLToPath(new URL('out/renderer', root)),
    ...{ demo: false, remoteHub: { url, invite }, clock: systemClock, ids: uuidIds },
    secrets: fileSecrets(dataDir),
    log: { info: () => undefined, error: () => undefined },
    startOwnHub: () => Promise.reject(new Error('a team console starts no hub')),
    checkFile: async () => [],
  });
  endings.push(() => desk.close());
  const client: DeskClient = createRouterClient(desk.router);
  return { desk, client };
}

async function syncOf(client: DeskClient) {
  for await (const state of await client.app.watch()) return state.sync;
  throw new Error('no state');
}
const hubIs = (client: DeskClient, hub: 'online' | 'offline') =>
  eventually(async () => expect((await syncOf(client)).hub).toBe(hub));
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: { code?: unknown }) => error.code,
  );

test('what waits and what was refused is told in a person’s words, and every way out of the tray works', async () => {
  const hub = await teamHub();
  const folder = tempFolder();
  const first = await open(folder, hub.url, await hub.invite());
  await hubIs(first.client, 'online');
  const { showId, runId } = await first.client.show.openSample();
  const { slots, products } = await first.client.rundown.get({ runId });
  const [one, two, third] = slots;
  if (!one || !two || !third) throw new Error('no slots');
  const nameOf = (productId: string) => products.find(({ id }) => id === productId)?.name;
  await eventually(async () => expect((await syncOf(first.client)).outboxCount).toBe(0));
  expect(await first.client.outbox.waiting()).toEqual({ total: 0, ops: [] });
  expect((await syncOf(first.client)).awaySince).toBeNull();

  await hub.goAway();
  await hubIs(first.client, 'offline');
  expect((await syncOf(first.client)).awaySince).not.toBeNull();
  await first.client.rundown.take({ runId, from: null, to: one.id });
  await first.client.rundown.plan({ slotId: third.id, plannedSec: 540 });
  await first.client.show.edit({ showId, hostName: '阿宁' });
  const { total, ops } = await first.client.outbox.waiting();
  expect(total).toBe(3);
  expect(ops[0]).toMatchObject({
    name: 'rundown.take',
    about: [one.id, runId],
    showId,
    facts: { name: nameOf(one.productId) },
  });
  expect(ops[1]).toMatchObject({ facts: { name: nameOf(third.productId), plannedSec: 540 } });
  expect(ops[2]?.by).not.toBe('');
  // Whatever is not at the hub yet says so where it is listed.
  expect((await first.client.show.list())[0]?.pending).toBe(true);
  expect((await first.client.group.list()).some(({ pending }) => pending)).toBe(false);
  expect((await first.client.post.list({ showId })).some(({ pending }) => pending)).toBe(false);
  expect(await codeOf(first.client.outbox.input({ opId: ops[0]?.opId ?? '' }))).toBe('outbox/not-found');

  // The console is ended; somebody else takes and plans meanwhile.
  await first.desk.close();
  await hub.comeBack();
  const other = await open(tempFolder(), hub.url, await hub.invite());
  await hubIs(other.client, 'online');
  await eventually(async () => expect(await codeOf(other.client.rundown.get({ runId }))).toBe('no error'));
  await other.client.rundown.take({ runId, from: null, to: two.id });
  await other.client.rundown.remove({ slotId: third.id });

  const { client } = await open(folder, hub.url, null);
  await eventually(async () =>
    expect((await syncOf(client)).returned).toMatchObject({ sent: 1, refused: 2 }),
  );
  const { returned } = await syncOf(client);
  expect(returned?.awaySince).not.toBeNull();
  await client.outbox.dismissReturn({ at: 'another' });
  expect((await syncOf(client)).returned).not.toBeNull();
  await client.outbox.dismissReturn({ at: returned?.at ?? '' });
  expect((await syncOf(client)).returned).toBeNull();

  const [taken, planned] = await client.outbox.conflicts();
  expect(taken).toMatchObject({ name: 'rundown.take', code: 'rundown/moved-on' });
  // The slot is gone, and its name is still told.
  expect(planned).toMatchObject({
    code: 'rundown/slot-not-found',
    facts: { name: nameOf(third.productId), plannedSec: 540 },
  });
  const opId = taken?.opId ?? '';
  expect(await client.outbox.input({ opId })).toMatchObject({
    name: 'rundown.take',
    input: { from: null, to: one.id },
  });
  // From where it went it cannot go again; from what is on air now it can.
  expect(await codeOf(client.outbox.retry({ opId }))).toBe('rundown/moved-on');
  expect(await client.outbox.conflicts()).toHaveLength(2);
  await client.outbox.retry({ opId, onAirSlotId: two.id });
  await eventually(async () =>
    expect((await other.client.rundown.get({ runId })).run.onAirSlotId).toBe(one.id),
  );
  await client.outbox.discard({ opId: planned?.opId ?? '' });
  expect(await client.outbox.conflicts()).toEqual([]);
  expect(await codeOf(client.outbox.discard({ opId }))).toBe('outbox/not-found');
}, 60_000);
