/** A person's PIN on a real console: the hub holds it, and with the hub away the console still knows it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../cache/temp-folder-fixture.ts';
import { codeOf, openConsole, startHub } from './console-fixture.ts';
import type { DeskClient } from './desk.contract.ts';
import type { OwnHub } from './ports.ts';

async function console(dataDir: string) {
  let hub: OwnHub | null = null;
  const opened = await openConsole(dataDir, {
    startOwnHub: async (options) => {
      hub = await startHub(options);
      return hub;
    },
  });
  return { ...opened, hubAway: async () => hub?.close() };
}
async function online(client: DeskClient): Promise<void> {
  await expect.poll(() => codeOf(client.pin.people()), { timeout: 20_000 }).toBe('no error');
}

test('set once, it unlocks with the hub away and after a restart; guesses are counted; no file has it', async () => {
  const dataDir = tempFolder();
  const first = await console(dataDir);
  await online(first.client);
  expect(await first.client.pin.state()).toEqual({ set: false, blockedSec: 0, cleared: null });
  expect(await codeOf(first.client.pin.check({ pin: '8642097' }))).toBe('pin/not-set');
  await first.client.pin.set({ pin: '8642097', current: null });
  expect(await codeOf(first.client.pin.set({ pin: '1111', current: null }))).toBe('pin/exists');
  expect(await first.client.pin.state()).toEqual({ set: true, blockedSec: 0, cleared: null });
  await first.client.pin.check({ pin: '8642097' });

  await first.hubAway();
  expect(await codeOf(first.client.pin.check({ pin: '0000' }))).toBe('pin/wrong');
  await first.client.pin.check({ pin: '8642097' });
  for (let at = 0; at < 5; at += 1) await codeOf(first.client.pin.check({ pin: `000${at}` }));
  expect(await codeOf(first.client.pin.check({ pin: '8642097' }))).toBe('pin/blocked');
  await first.desk.close();

  const again = await console(dataDir);
  expect((await again.client.pin.state()).blockedSec).toBeGreaterThan(0);
  expect(await codeOf(again.client.pin.check({ pin: '8642097' }))).toBe('pin/blocked');
  for (const name of readdirSync(dataDir, { recursive: true, encoding: 'utf8' })) {
    const file = join(dataDir, name);
    if (statSync(file).isFile())
      expect([name, readFileSync(file).toString('latin1').includes('8642097')]).toEqual([name, false]);
  }
}, 60_000);
