/** SQL of a till's own bookkeeping: its receipt numbers, and what of its work the hub has not taken. */
import type Database from 'better-sqlite3';

export interface TillRepo {
  /** The next receipt number of a show, from 1, used up at once. `atLeast` is what the tickets themselves say. */
  nextNumber(showId: string, atLeast: number): number;
  hasNumbers(showId: string): boolean;
  /** Tickets, leases and sign-ups that are not confirmed, and those among them that the hub refused. */
  unsent(): { unsent: number; refused: number };
}

export function tillRepo(db: Database): TillRepo {
  const next = db
    .prepare<[string, number], number>(
      `INSERT INTO till_number (show_id, last) VALUES (?, ?)
       ON CONFLICT (show_id) DO UPDATE SET last = MAX(last + 1, excluded.last) RETURNING last`,
    )
    .pluck();
  const known = db.prepare<[string], { last: number }>('SELECT last FROM till_number WHERE show_id = ?');
  const unsent = db.prepare<[], { unsent: number; refused: number }>(
    `SELECT COUNT(*) AS unsent, COALESCE(SUM(state = 'refused'), 0) AS refused FROM outbox
     WHERE state IN ('pending', 'refused')
       AND (name LIKE 'ticket.%' OR name LIKE 'lease.%' OR name LIKE 'signup.%')`,
  );
  return {
    nextNumber: (showId, atLeast) => next.get(showId, atLeast) as number,
    hasNumbers: (showId) => known.get(showId) !== undefined,
    unsent: () => unsent.get() ?? { unsent: 0, refused: 0 },
  };
}
