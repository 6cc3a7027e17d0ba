/**
 * SQL of a rehearsal's reset. Which tables hold facts and effects is read from the file itself: whatever says, by
 * `target`, by `show_id` and `run_kind`, or by one of its drops or batches, that it is of a rehearsal, is cleared; so a
 * table that is added later cannot be forgotten. No other run kind can be named here.
 */
import type Database from 'better-sqlite3';
import type { FactTarget } from '#shared/sync/document-store.ts';
import type { RehearsalFacts } from '../hub-store.ts';
import type { CounterTables } from './counter-tables.ts';
import type { DocumentTables } from './document-tables.ts';
import type { Targets } from './targets.ts';

export type RehearsalTables = ReturnType<typeof rehearsalTables>;

export function rehearsalTables(
  db: Database,
  tables: { documents: DocumentTables; targets: Targets; counters: CounterTables },
) {
  const { documents, targets, counters } = tables;
  const columns = columnsOf(db);
  const having = (...names: string[]) =>
    [...columns].filter(([, own]) => names.every((name) => own.has(name))).map(([table]) => table);
  const byTarget = having('target').filter((table) => table !== 'targets');
  const byShow = having('show_id', 'run_kind').filter((table) => table !== 'targets');
  const byDrop = having('drop_id').filter((table) => table !== 'drop_effects' && !byShow.includes(table));
  const byBatch = having('batch_id').filter((table) => !byShow.includes(table));

  const clearTarget = byTarget.map((table) => db.prepare<[number]>(`DELETE FROM ${table} WHERE target = ?`));
  const clearShow = byShow.map((table) =>
    db.prepare<[string]>(`DELETE FROM ${table} WHERE show_id = ? AND run_kind = 'rehearsal'`),
  );
  const clearDrop = byDrop.map((table) => db.prepare<[string]>(`DELETE FROM ${table} WHERE drop_id = ?`));
  const clearBatch = byBatch.map((table) => db.prepare<[string]>(`DELETE FROM ${table} WHERE batch_id = ?`));
  const selectBatches = db
    .prepare<[string], string>("SELECT batch_id FROM batches WHERE show_id = ? AND run_kind = 'rehearsal'")
    .pluck();
  const selectRevision = db
    .prepare<[string], number>('SELECT revision FROM drop_effects WHERE drop_id = ?')
    .pluck();
  const deleteEffect = db.prepare<[string]>('DELETE FROM drop_effects WHERE drop_id = ?');
  // Its revision goes on: an order to fire what was seen before must not fit what is there now.
  const planAgain = db.prepare<[string, number]>(
    "INSERT INTO drop_effects (drop_id, state, revision) VALUES (?, 'planned', ?)",
  );

  // Scripts of the copies are removed by the same op: what they have done has nobody left to belong to.
  const clearScripts = db.prepare<[]>(
    `DELETE FROM sequence_effects WHERE sequence_id NOT IN
      (SELECT id FROM documents WHERE kind = 'sequence' AND json IS NOT NULL)`,
  );
  const planScriptAgain = db.prepare<[string]>(`
    UPDATE sequence_effects SET state = 'planned', revision = revision + 1, plan = '[]', steps = '[]', reason = NULL,
      fired_by = NULL, started_at = NULL WHERE sequence_id = ?`);

  const countTarget = (table: string) =>
    db.prepare<[number], number>(`SELECT count(*) FROM ${table} WHERE target = ?`).pluck();
  const countComments = countTarget('comments');
  const countSamples = countTarget('audience');
  const countShow = (table: string) =>
    db
      .prepare<[string], number>(`SELECT count(*) FROM ${table} WHERE show_id = ? AND run_kind = 'rehearsal'`)
      .pluck();
  const countBatches = countShow('batches');
  const countActs = byShow.filter((table) => table !== 'batches').map(countShow);
  const countClaims = db
    .prepare<[string], number>('SELECT count(*) FROM drop_claims WHERE drop_id = ?')
    .pluck();
  const countMoved = db
    .prepare<[string], number>("SELECT count(*) FROM drop_effects WHERE drop_id = ? AND state <> 'planned'")
    .pluck();

  const dropsOf = (showId: string): string[] =>
    documents
      .list('drop', showId)
      .filter(({ runKind }) => runKind === 'rehearsal')
      .map(({ id }) => id);

  return {
    /** Answers whose watchers are to begin anew. */
    clear(showId: string): FactTarget {
      const of: FactTarget = { showId, runKind: 'rehearsal' };
      const target = targets.find(of);
      if (target !== null) {
        for (const statement of clearTarget) statement.run(target);
        counters.forget(target);
      }
      for (const dropId of dropsOf(showId)) {
        const revision = selectRevision.get(dropId);
        for (const statement of clearDrop) statement.run(dropId);
        deleteEffect.run(dropId);
        if (revision !== undefined) planAgain.run(dropId, revision + 1);
      }
      for (const batchId of selectBatches.all(showId))
        for (const statement of clearBatch) statement.run(batchId);
      for (const statement of clearShow) statement.run(showId);
      clearScripts.run();
      for (const { id, runId } of documents.list('sequence', showId))
        if (documents.get('run', runId)?.kind === 'rehearsal') planScriptAgain.run(id);
      return of;
    },
    left(showId: string): RehearsalFacts {
      const target = targets.find({ showId, runKind: 'rehearsal' });
      const { orders, refundsCount } = counters.all(target);
      const drops = dropsOf(showId);
      const sum = (counts: readonly (number | undefined)[]) =>
        counts.reduce<number>((total, count) => total + (count ?? 0), 0);
      return {
        ...{ orders, refunds: refundsCount },
        comments: target === null ? 0 : (countComments.get(target) ?? 0),
        samples: target === null ? 0 : (countSamples.get(target) ?? 0),
        claims: sum(drops.map((dropId) => countClaims.get(dropId))),
        drops: sum(drops.map((dropId) => countMoved.get(dropId))),
        batches: countBatches.get(showId) ?? 0,
        acts: sum(countActs.map((statement) => statement.get(showId))),
      };
    },
  };
}

function columnsOf(db: Database): Map<string, Set<string>> {
  const rows = db
    .prepare<[], { name: string; column: string }>(
      "SELECT m.name AS name, c.name AS column FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'",
    )
    .all();
  const columns = new Map<string, Set<string>>();
  for (const { name, column } of rows) columns.set(name, (columns.get(name) ?? new Set()).add(column));
  return columns;
}
