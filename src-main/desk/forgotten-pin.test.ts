/** A PIN that nobody remembers, on a console alone that is locked by it. */
import { expect, test } from 'vitest';
import { codeOf, hubCli, openConsole } from './console-fixture.ts';

test('cleared at the hub’s machine, the locked console asks for another; nothing on it clears one', async () => {
  const { client, dataDir } = await openConsole();
  await expect.poll(() => codeOf(client.pin.people()), { timeout: 20_000 }).toBe('no error');
  await client.pin.set({ pin: '8642097', current: null });
  const personId = (await client.pin.people()).find(({ self }) => self)?.personId ?? '';
  await client.lock.now();
  // From the locked screen there is no way: neither clearing nor another one.
  expect(await codeOf(client.pin.remove({ personId }))).toBe('desk/locked');
  expect(await codeOf(client.pin.set({ pin: '1357', current: null }))).toBe('desk/locked');
  expect(await codeOf(client.lock.renew({ pin: '1357' }))).toBe('pin/exists');
  expect(await codeOf(client.lock.release({ pin: '1357' }))).toBe('pin/wrong');

  expect(await hubCli(dataDir, 'pin-clear', '--id', personId)).toContain('is cleared');
  expect((await client.pin.state()).cleared).toMatchObject({ byName: '', self: false });
  // The lock is as shut as before until there is another one.
  expect(await codeOf(client.lock.release({ pin: '1357' }))).toBe('pin/wrong');
  await client.lock.renew({ pin: '1357' });
  expect(await client.pin.state()).toMatchObject({ set: true, cleared: null });
  await client.pin.check({ pin: '1357' });
  await expect
    .poll(async () => (await client.audit.list({ filter: {}, before: null })).entries.map(({ name }) => name))
    .toEqual(expect.arrayContaining(['pin.remove', 'desk.unlock']));
}, 60_000);
