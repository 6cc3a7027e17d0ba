import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signupSchema } from '#shared/domain/signup/signup.schema.ts';
import { testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';
import { StoreFailure } from './store-failure.ts';
import { AT, committed } from './test-documents.ts';
import { KEY_FILE, workspaceKey } from './workspace-key.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'livedesk-key-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const otherKey = expect.objectContaining({ code: 'signup/other-key' });

describe('the workspace’s key', () => {
  test('lies beside the database, for the hub’s user alone, and is the same after a restart', () => {
    const key = workspaceKey(join(dir, 'hub.db'));
    expect(readdirSync(dir)).toEqual([]);
    const sealed = key.seal('王小明', 'row-1');
    expect(statSync(join(dir, KEY_FILE)).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir)).toEqual([KEY_FILE]);
    const again = workspaceKey(join(dir, 'hub.db'));
    expect(again.open(sealed, 'row-1')).toBe('王小明');
    expect(again.tag('+8613800138000')).toBe(key.tag('+8613800138000'));
  });

  test('seals the same text differently each time, and for one row alone', () => {
    const key = workspaceKey(':memory:');
    const [one, two] = [key.seal('text', 'row-1'), key.seal('text', 'row-1')];
    expect(one).not.toBe(two);
    expect(() => key.open(one, 'row-2')).toThrow(otherKey);
    const bytes = Buffer.from(one, 'base64');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(() => key.open(bytes.toString('base64'), 'row-1')).toThrow(otherKey);
  });

  test('another key opens nothing and tags otherwise', () => {
    const [one, two] = [workspaceKey(':memory:'), workspaceKey(':memory:')];
    expect(() => two.open(one.seal('text', 'row'), 'row')).toThrow(otherKey);
    expect(two.tag('text')).not.toBe(one.tag('text'));
  });

  test('a damaged key file is trouble of the store, said so and never replaced', () => {
    writeFileSync(join(dir, KEY_FILE), 'short');
    const tag = () => workspaceKey(join(dir, 'hub.db')).tag('x');
    expect(tag).toThrow(StoreFailure);
    expect(tag).toThrow(KEY_FILE);
    expect(readFileSync(join(dir, KEY_FILE), 'utf8')).toBe('short');
  });
});

test('nothing of a sign-up stands in the hub’s database; without the key it stays closed', async () => {
  const file = join(dir, 'hub.db');
  const open = () => openSqliteStore({ file, clock: testClock(), ids: countingIds() });
  const store = await open();
  const signup = signupSchema.parse({
    ...{ id: 's-1', showId: 'show-1', name: 'Zacharias', phone: '+8613800138000', groupId: null },
    ...{ consentText: 'agreed-to-this', consentAt: AT, deviceId: 'till', deviceName: '', personId: 'amy' },
  });
  const batch = { writes: [], secrets: [], orders: [], signups: [signup] };
  await store.documents.commitOps([committed([], { outcome: { batch } })]);
  await store.close();
  for (const part of readdirSync(dir).filter((name) => name !== KEY_FILE)) {
    const bytes = readFileSync(join(dir, part)).toString('latin1');
    for (const secret of ['Zacharias', '13800138000', 'agreed-to-this']) expect(bytes).not.toContain(secret);
  }
  rmSync(join(dir, KEY_FILE));
  const keyless = await open();
  await expect(keyless.signups.ofShow('show-1', 10)).rejects.toEqual(otherKey);
  expect(await keyless.signups.count('show-1')).toBe(1);
  await keyless.close();
});
