/** A person's PIN on a real console: the hub holds it, and with the hub away the console still knows it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRouterClient } from '@orpc/server';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '#shared/sync/clock.ts';
import { uuidIds } from '#shared/sync/ids.ts';
import { fileSecrets } from '../web/file-secrets.ts';
import { createDesk } from './create-desk.ts';
import type { DeskClient } from './desk.contract.ts';
import type { OwnHub } from './ports.ts';
import { workerHub } from './worker-hub.ts';

const root = new URL('../../', import.meta.url);
const startHub = workerHub(new URL('src-hub/worker.ts', root), () => undefined);
const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function console(dataDir: string) {
  let hub: OwnHub | null = null;
  const desk = await createDesk({
    ...{ host: 'web', version: '9.9.9', dataDir, demo: false, remoteHub: null },
    resourcesDir: fileURLToPath(new URL('resources', root)),
    rendererDir: fileURLToPath(new URL('out/renderer', root)),
    ...{ clock: systemClock, ids: uuidIds, secrets: fileSecrets(dataDir) },
    log: { info: () => undefined, error: () => undefined },
    startOwnHub: async (options) => {
      hub = await startHub(options);
      return hub;
    },
    checkFile: async () => [],
  });
  const client: DeskClient = createRouterClient(desk.router);
  return { client, desk, hubAway: async () => hub?.close() };
}
const code = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code?: string }) => error.code,
  );
async function online(client: DeskClient): Promise<void> {
  await expect.poll(() => code(client.pin.people()), { timeout: 20_000 }).toBeNull();
}

test('set once, it unlocks with the hub away and after a restart; guesses are counted; no file has it', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'livedesk-'));
  endings.push(() => rmSync(dataDir, { recursive: true, force: true }));
  const first = await console(dataDir);
  await online(first.client);
  expect(await first.client.pin.state()).toEqual({ set: false, blockedSec: 0 });
  expect(await code(first.client.pin.check({ pin: '8642097' }))).toBe('pin/not-set');
  await first.client.pin.set({ pin: '8642097', current: null });
  expect(await code(first.client.pin.set({ pin: '1111', current: null }))).toBe('pin/exists');
  expect(await first.client.pin.state()).toEqual({ set: true, blockedSec: 0 });
  await first.client.pin.check({ pin: '8642097' });

  await first.hubAway();
  expect(await code(first.client.pin.check({ pin: '0000' }))).toBe('pin/wrong');
  await first.client.pin.check({ pin: '8642097' });
  for (let at = 0; at < 5; at += 1) await code(first.client.pin.check({ pin: `000${at}` }));
  expect(await code(first.client.pin.check({ pin: '8642097' }))).toBe('pin/blocked');
  await first.desk.close();

  const again = await console(dataDir);
  endings.push(() => again.desk.close());
  expect((await again.client.pin.state()).blockedSec).toBeGreaterThan(0);
  expect(await code(again.client.pin.check({ pin: '8642097' }))).toBe('pin/blocked');
  for (const name of readdirSync(dataDir, { recursive: true, encoding: 'utf8' })) {
    const file = join(dataDir, name);
    if (statSync(file).isFile())
      expect([name, readFileSync(file).toString('latin1').includes('8642097')]).toEqual([name, false]);
  }
}, 60_000);
