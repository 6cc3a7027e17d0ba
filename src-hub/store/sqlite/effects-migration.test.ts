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

test('drops and batches of before keep their states, without what was not known of them then', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'livedesk-effects-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'hub.db');
  const old = new Database(file);
  migrate(
    old,
    migrations.filter(({ version }) => version < 90),
  );
  const { document } = put('drop');
  old
    .prepare<[string]>(
      "INSERT INTO documents (kind, id, parent_id, json, seq) VALUES ('drop', 'drop-1', 'show-1', ?, 1)",
    )
    .run(JSON.stringify(document));
  old.exec(`
    INSERT INTO drop_effects (drop_id, state, revision, fired_by) VALUES ('drop-1', 'unknown', 3, 'key');
    INSERT INTO batches (batch_id, show_id, post_id, run_kind, title, plan_hash, state, revision, created_at, created_by)
    VALUES ('b', 'show-1', 'post-1', 'live', '开播', 'hash', 'running', 1, '${AT}', 'amy');`);
  old.close();

  const store = await openSqliteStore({ file, clock: testClock(), ids: countingIds() });
  onTestFinished(() => store.close());
  expect(await store.drops.get('drop-1')).toMatchObject({ state: 'unknown', firedBy: 'key', firedAt: null });
  expect(await store.batches.get('b')).toMatchObject({ state: 'running', beginsAt: null, refusal: null });
  expect(await store.batches.planHash('b')).toBe('hash');
});
