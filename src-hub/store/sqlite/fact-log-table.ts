/** SQL of facts that are only kept: comments and audience samples, whole as JSON under their natural id. */
import type Database from 'better-sqlite3';
import type { FactOutcome } from '../hub-store.ts';

export type FactLogTable<T> = ReturnType<typeof factLogTable<T>>;

/** `textOf` gives the same text for the same content, whatever order its keys came in. */
export function factLogTable<T>(
  db: Database,
  table: 'comments' | 'audience',
  idOf: (fact: T) => string,
  textOf: (fact: T) => string,
) {
  const insert = db.prepare<[number, string, string]>(
    `INSERT INTO ${table} (target, natural_id, json) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const select = db
    .prepare<[number, string], string>(`SELECT json FROM ${table} WHERE target = ? AND natural_id = ?`)
    .pluck();
  const selectLatest = db
    .prepare<[number, number], string>(
      `SELECT json FROM ${table} WHERE target = ? ORDER BY arrival DESC LIMIT ?`,
    )
    .pluck();
  const selectAll = db
    .prepare<[number], string>(`SELECT json FROM ${table} WHERE target = ? ORDER BY arrival`)
    .pluck();
  return {
    all: (target: number | null): T[] =>
      target === null ? [] : selectAll.all(target).map((json): T => JSON.parse(json)),
    add(target: number, fact: T): FactOutcome {
      const text = textOf(fact);
      if (insert.run(target, idOf(fact), text).changes === 1) return 'added';
      return select.get(target, idOf(fact)) === text ? 'duplicate' : 'id-reused';
    },
    latest: (target: number | null, limit: number): T[] =>
      target === null
        ? []
        : selectLatest
            .all(target, limit)
            .map((json): T => JSON.parse(json))
            .reverse(),
  };
}
