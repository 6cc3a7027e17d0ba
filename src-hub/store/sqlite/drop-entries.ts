/** SQL of lucky bags: who entered by a comment, and who was drawn. */
import type Database from 'better-sqlite3';
import { drawWinners, hasKeyword } from '#shared/domain/drop/draw.ts';
import type { DropOf } from '#shared/domain/drop/drop.schema.ts';
import type { CommentEvent } from '#shared/domain/order/order.schema.ts';
import type { DropEntry } from '../hub-store.ts';

export type DropEntries = ReturnType<typeof dropEntries>;

export function dropEntries(db: Database) {
  const insert = db.prepare<[string, string, string, string, string]>(`
    INSERT INTO drop_entries (drop_id, user_id, user_name, comment_id, at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (drop_id, user_id) DO NOTHING`);
  const countEntered = db.prepare<[number, string]>(
    'UPDATE drop_effects SET entered = entered + ? WHERE drop_id = ?',
  );
  const selectUsers = db
    .prepare<[string], string>('SELECT user_id FROM drop_entries WHERE drop_id = ?')
    .pluck();
  const setPlace = db.prepare<[number, string, string]>(
    'UPDATE drop_entries SET place = ? WHERE drop_id = ? AND user_id = ?',
  );
  const columns = 'arrival, user_id AS userId, user_name AS userName, at, place';
  const selectPage = db.prepare<[string, number, number], DropEntry>(`
    SELECT ${columns} FROM drop_entries WHERE drop_id = ? AND arrival > ? ORDER BY arrival LIMIT ?`);
  const selectCounts = db.prepare<[], { dropId: string; entered: number }>(
    'SELECT drop_id AS dropId, count(*) AS entered FROM drop_entries GROUP BY drop_id',
  );

  return {
    /** Lets in whoever commented the keyword and is not in it yet; answers how many were new. */
    enter({ id, keyword }: DropOf<'lucky-bag'>, comments: readonly CommentEvent[]): number {
      let fresh = 0;
      for (const { commentId, at, user, text } of comments) {
        if (user.id === '' || !hasKeyword(text, keyword)) continue;
        fresh += insert.run(id, user.id, user.name, commentId, at).changes;
      }
      if (fresh > 0) countEntered.run(fresh, id);
      return fresh;
    },
    /** Draws and notes the places; answers the winners in their order. */
    draw({ id, quota }: DropOf<'lucky-bag'>, seed: string): string[] {
      const winners = drawWinners(seed, selectUsers.all(id), quota);
      winners.forEach((userId, at) => {
        setPlace.run(at + 1, id, userId);
      });
      return winners;
    },
    page: (dropId: string, afterArrival: number, limit: number): DropEntry[] =>
      selectPage.all(dropId, afterArrival, limit),
    counts: (): ReadonlyMap<string, number> =>
      new Map(selectCounts.all().map(({ dropId, entered }) => [dropId, entered])),
  };
}
