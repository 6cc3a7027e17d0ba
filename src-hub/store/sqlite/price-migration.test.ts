import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { AT, put } from '../test-documents.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openSqliteStore } from './sqlite-store.ts';

test('devices and products of before stand as they were: nobody has a PIN, and no price an anchor', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'livedesk-pins-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'hub.db');
  const old = new Database(file);
  migrate(
    old,
    migrations.filter(({ version }) => version < 105),
  );
  const { document } = put('product');
  old
    .prepare<[string]>(
      "INSERT INTO documents (kind, id, parent_id, json, seq) VALUES ('product', 'product-1', 'show-1', ?, 1)",
    )
    .run(JSON.stringify(document));
  old.exec(`
    INSERT INTO devices (device_id, token_hash, person_id, person_name, role, created_at)
    VALUES ('desk-1', 'hash', 'amy', 'Amy', 'operator', '${AT}');`);
  old.close();

  const store = await openSqliteStore({ file, clock: testClock(), ids: countingIds() });
  onTestFinished(() => store.close());
  expect(await store.pins.list()).toEqual([]);
  expect(await store.access.devices()).toMatchObject([{ personId: 'amy', role: 'operator' }]);
  expect(await store.documents.get('product', 'product-1')).toEqual(document);
  await store.pins.put({ personId: 'amy', personName: null, hash: 'h', changedAt: AT });
  expect(await store.pins.get('amy')).toMatchObject({ hash: 'h', wrong: 0 });
});
