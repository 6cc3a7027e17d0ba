import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { AT } from '../test-documents.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openSqliteStore } from './sqlite-store.ts';

test('comments of before are counted, and those after them are judged', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'livedesk-comments-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'hub.db');
  const old = new Database(file);
  migrate(
    old,
    migrations.filter(({ version }) => version < 115),
  );
  const comment = (id: string) =>
    JSON.stringify({ commentId: id, at: AT, user: { id: 'u', name: 'n' }, text: '尺码？' });
  old.exec(`INSERT INTO targets (target, show_id, run_kind) VALUES (1, 'show-1', 'live')`);
  for (const id of ['c1', 'c2'])
    old
      .prepare<[string, string]>('INSERT INTO comments (target, natural_id, json) VALUES (1, ?, ?)')
      .run(id, comment(id));
  old.close();

  const store = await openSqliteStore({ file, clock: testClock(), ids: countingIds() });
  onTestFinished(() => store.close());
  const live = { showId: 'show-1', runKind: 'live' } as const;
  expect((await store.commentDesk.tally(live, 5)).counts).toEqual({ all: 2, questions: 0, blocked: 0 });
  await store.commentDesk.add(live, [JSON.parse(comment('c3'))], ({ commentId }) => ({
    ...{ commentId, question: true, topic: 'size', blocked: null },
  }));
  expect((await store.commentDesk.tally(live, 5)).counts).toEqual({ all: 3, questions: 1, blocked: 0 });
});
