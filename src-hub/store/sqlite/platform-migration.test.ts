import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { put } from '../test-documents.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openSqliteStore } from './sqlite-store.ts';

test('a show of before has no push and no other offer than its sheet’s', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'livedesk-platform-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'hub.db');
  const old = new Database(file);
  migrate(
    old,
    migrations.filter(({ version }) => version < 100),
  );
  const { document } = put('run', { state: 'live', onAirSlotId: 'slot-1' });
  old
    .prepare<[string]>(
      "INSERT INTO documents (kind, id, parent_id, json, seq) VALUES ('run', 'run-1', 'show-1', ?, 1)",
    )
    .run(JSON.stringify(document));
  old.close();

  const store = await openSqliteStore({ file, clock: testClock(), ids: countingIds() });
  onTestFinished(() => store.close());
  expect(await store.documents.get('run', 'run-1')).toMatchObject({ onAirSlotId: 'slot-1' });
  expect(await store.acts.latestPush('run-1')).toBeNull();
  expect(await store.platform.onAir('show-1')).toBeNull();
  expect(await store.platform.offers('show-1')).toEqual([]);
});
