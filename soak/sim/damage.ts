/** A disk that forgets: one base of a console's cache is another than the hub told, or gone, and SQLite sees no fault. */
import Database from 'better-sqlite3';
import type { Random } from '../random.ts';

/** Answers how many documents were damaged: there may be none yet. */
export function damageBase(file: string, random: Random): number {
  const db = new Database(file);
  try {
    const rows = db
      .prepare<[], { kind: string; id: string }>('SELECT kind, id FROM document ORDER BY kind, id')
      .all();
    const row = random.pick(rows);
    if (!row) return 0;
    const damage = random.chance(0.3)
      ? 'DELETE FROM document WHERE kind = ? AND id = ?'
      : `UPDATE document SET json = replace(json, '0', '7') WHERE kind = ? AND id = ?`;
    return db.prepare<[string, string]>(damage).run(row.kind, row.id).changes;
  } finally {
    db.close();
  }
}
