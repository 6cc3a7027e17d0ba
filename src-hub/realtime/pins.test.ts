import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { auditFilterSchema } from '#shared/domain/audit/audit.schema.ts';
import { systemClock } from '#shared/sync/clock.ts';
import type { Hub } from '../create-hub.ts';
import { clearPin, pinLines } from '../ingest/pin-command.ts';
import { hashSecret } from '../ingest/secrets.ts';
import { AT } from '../store/test-documents.ts';
import { ask, desk, endAll, startHub, tempDir } from '../test-hub.ts';

afterEach(endAll);

async function member(hub: Hub, name: string, role: 'operator' | 'community') {
  await hub.services.store.access.addDevice({
    ...{ deviceId: `${name}-desk`, personId: name, personName: name, role, deviceName: null },
    ...{ tokenHash: hashSecret(`${name}-token`), createdAt: AT, expiresAt: null },
  });
  return desk(hub, { token: `${name}-token`, deviceId: `${name}-desk` });
}
const refused = (code: string, params = {}) => ({ ok: false, error: { code, params } });
const done = { ok: true, value: null };
const noFilter = auditFilterSchema.parse({});

describe('PINs at the hub', () => {
  test('a person sets their own, and changes it only with the one before', async () => {
    const hub = await startHub();
    const owner = desk(hub);
    expect(await ask(owner, 'pinCheck', { pin: '1234' })).toEqual(refused('pin/not-set'));
    expect(await ask(owner, 'pinSet', { pin: '1234', current: null })).toEqual(done);
    expect(await ask(owner, 'pinCheck', { pin: '1234' })).toEqual(done);
    expect(await ask(owner, 'pinSet', { pin: '9999', current: null })).toEqual(refused('pin/exists'));
    expect(await ask(owner, 'pinSet', { pin: '9999', current: '4321' })).toEqual(
      refused('pin/wrong', { left: 4 }),
    );
    expect(await ask(owner, 'pinSet', { pin: '9999', current: '1234' })).toEqual(done);
    expect(await ask(owner, 'pinCheck', { pin: '9999' })).toEqual(done);
    for (const pin of ['123', '123456789', '12a4', ''])
      expect(await ask(owner, 'pinSet', { pin, current: '9999' })).toMatchObject({
        error: { code: 'request/invalid' },
      });
  });

  test('guesses are counted, also those of many at once, and over a restart; the right one too waits', async () => {
    const dataDir = tempDir();
    let now = Date.parse(AT);
    const clock = { ...systemClock, nowMs: () => now };
    const hub = await startHub({ dataDir, clock });
    const owner = desk(hub);
    await ask(owner, 'pinSet', { pin: '1234', current: null });
    const guesses = await Promise.all(
      Array.from({ length: 8 }, (_, at) => ask(owner, 'pinCheck', { pin: `000${at}` })),
    );
    expect(guesses.map(({ error }) => error?.code)).toEqual([
      ...Array(4).fill('pin/wrong'),
      ...Array(4).fill('pin/blocked'),
    ]);
    await hub.close();
    const again = await startHub({ dataDir, clock });
    const back = desk(again);
    expect(await ask(back, 'pinCheck', { pin: '1234' })).toEqual(refused('pin/blocked', { seconds: 30 }));
    now += 31_000;
    expect(await ask(back, 'pinCheck', { pin: '1234' })).toEqual(done);
    expect(await ask(back, 'pinCheck', { pin: '0000' })).toEqual(refused('pin/wrong', { left: 4 }));
  });

  test('the owner names people without a console and takes PINs away; others do neither', async () => {
    const hub = await startHub();
    const owner = desk(hub);
    const amy = await member(hub, 'amy', 'operator');
    const cat = await member(hub, 'cat', 'community');
    await ask(amy, 'pinSet', { pin: '2468', current: null });
    await ask(cat, 'pinSet', { pin: '1357', current: null });
    const added = await ask(owner, 'pinAdd', { personName: '小本', pin: '8642' });
    const { personId } = added.value as { personId: string };
    expect(await ask(amy, 'pinAdd', { personName: 'x', pin: '1234' })).toEqual(refused('auth/role'));
    expect(await ask(amy, 'pinRemove', { personId })).toEqual(refused('auth/role'));
    const people = await ask(amy, 'pinPeople', {});
    expect(people.value).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ role: 'owner', self: false, hasPin: false, deskOnly: false }),
        expect.objectContaining({ personId: 'amy', self: true, hasPin: true }),
        expect.objectContaining({ personId, personName: '小本', role: 'operator', deskOnly: true }),
      ]),
    );
    // Who may not price confirms none either.
    expect(JSON.stringify(people.value)).not.toContain('cat');
    expect(await ask(owner, 'pinRemove', { personId })).toEqual(done);
    expect(await ask(owner, 'pinRemove', { personId })).toEqual(refused('pin/not-found'));
    expect(JSON.stringify((await ask(owner, 'pinPeople', {})).value)).not.toContain('小本');
  });

  test('a PIN that the owner has cleared is told to its person until they set another, and stands in the audit log', async () => {
    const hub = await startHub();
    const owner = desk(hub);
    const amy = await member(hub, 'amy', 'operator');
    const cat = await member(hub, 'cat', 'community');
    await ask(amy, 'pinSet', { pin: '2468', current: null });
    await ask(cat, 'pinSet', { pin: '1357', current: null });
    expect((await ask(amy, 'pinState', {})).value).toEqual({ set: true, cleared: null });
    // The owner sees also who cannot confirm prices; nobody else clears.
    const people = (await ask(owner, 'pinPeople', {})).value as { personId: string; confirms: boolean }[];
    expect(people).toContainEqual(expect.objectContaining({ personId: 'cat', confirms: false }));
    expect(await ask(cat, 'pinRemove', { personId: 'amy' })).toEqual(refused('auth/role'));
    for (const personId of ['amy', 'cat']) expect(await ask(owner, 'pinRemove', { personId })).toEqual(done);
    const cleared = { byName: expect.any(String), at: expect.any(String), self: false };
    expect((await ask(amy, 'pinState', {})).value).toEqual({ set: false, cleared });
    expect(await ask(amy, 'pinCheck', { pin: '2468' })).toEqual(refused('pin/not-set'));
    expect(await ask(amy, 'pinSet', { pin: '8642', current: null })).toEqual(done);
    expect((await ask(amy, 'pinState', {})).value).toEqual({ set: true, cleared: null });
    const { entries } = await hub.services.store.audit.page(
      { ...noFilter, kind: 'pin', aboutId: 'amy' },
      null,
      10,
    );
    expect(entries).toMatchObject([{ name: 'pin.remove', outcome: 'done', facts: { name: 'amy' } }]);

    // The same from the command line, for whoever is alone.
    const { store } = hub.services;
    expect(await pinLines(store)).toEqual(['amy  operator  amy']);
    expect(await clearPin(store, 'cat')).toBeNull();
    expect(await clearPin(store, 'amy')).toBe('amy');
    expect((await ask(amy, 'pinState', {})).value).toMatchObject({ cleared: { byName: '', self: false } });
    const { entries: all } = await store.audit.page({ ...noFilter, aboutId: 'amy' }, null, 10);
    expect(all.map(({ personId }) => personId)).toContain('command-line');
  });

  test('no file of the hub has a PIN or its bare hash in it', async () => {
    const dataDir = tempDir();
    const hub = await startHub({ dataDir });
    await ask(desk(hub), 'pinSet', { pin: '86420975', current: null });
    await hub.close();
    for (const file of readdirSync(dataDir, { recursive: true, encoding: 'utf8' })) {
      const text = (() => {
        try {
          return readFileSync(join(dataDir, file)).toString('latin1');
        } catch {
          return '';
        }
      })();
      expect([file, text.includes('86420975'), text.includes('scrypt$')]).toEqual([file, false, false]);
    }
  });
});
