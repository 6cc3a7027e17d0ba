import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { auditFilterSchema } from '#shared/domain/audit/audit.schema.ts';
import { testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { AT, put } from '../test-documents.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openSqliteStore } from './sqlite-store.ts';

test('a hub of before has its ops and documents, and a log that begins now', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'livedesk-audit-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'hub.db');
  const old = new Database(file);
  migrate(
    old,
    migrations.filter(({ version }) => version < 135),
  );
  const { document } = put('show');
  old
    .prepare<[string]>(
      "INSERT INTO documents (kind, id, parent_id, json, seq) VALUES ('show', 'show-1', 'workspace', ?, 1)",
    )
    .run(JSON.stringify(document));
  old.exec(`
    INSERT INTO ops (op_id, name, body_hash, person_id, device_id, at, received_at, result)
    VALUES ('op-1', 'show.create', 'hash', 'amy', 'desk', '${AT}', '${AT}', '{"opId":"op-1","outcome":"applied","seq":1}');`);
  old.close();

  const store = await openSqliteStore({ file, clock: testClock(), ids: countingIds() });
  onTestFinished(() => store.close());
  expect(await store.documents.get('show', 'show-1')).toMatchObject({ id: 'show-1' });
  expect(await store.documents.findOp('op-1')).toMatchObject({ bodyHash: 'hash' });
  expect(await store.audit.page(auditFilterSchema.parse({}), null, 10)).toEqual({
    ...{ entries: [], before: null, searchedTo: null },
  });
  expect(await store.audit.people()).toEqual([]);
});
