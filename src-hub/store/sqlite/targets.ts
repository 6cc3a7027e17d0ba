/** The short number of a show and run kind, under which all its facts stand. */

import type Database from 'better-sqlite3';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';

export type Targets = ReturnType<typeof targetTable>;

export function targetTable(db: Database) {
  const select = db
    .prepare<[string, string], number>('SELECT target FROM targets WHERE show_id = ? AND run_kind = ?')
    .pluck();
  const insert = db.prepare<[string, string]>('INSERT INTO targets (show_id, run_kind) VALUES (?, ?)');
  const selectAll = db.prepare<[], { show_id: string; run_kind: string }>(
    'SELECT show_id, run_kind FROM targets ORDER BY target',
  );

  const find = ({ showId, runKind }: FactTarget): number | null => select.get(showId, runKind) ?? null;
  return {
    find,
    /** The number of a target, given to it now if it has none. */
    ensure: (target: FactTarget): number =>
      find(target) ?? Number(insert.run(target.showId, target.runKind).lastInsertRowid),
    all: (): FactTarget[] =>
      selectAll.all().map((row) => ({ showId: row.show_id, runKind: row.run_kind as RunKind })),
  };
}
