/** SQL of a till's own bookkeeping: its receipt numbers, and what of its work the hub has not taken. */
import type Database from 'better-sqlite3';

export interface TillRepo {
  /** The next receipt number of a show, used up at once: after the last one, and `atLeast`. */
  nextNumber(showId: string, atLeast: number): number;
  /** Tickets, leases and sign-ups that the hub has not taken, and those among them that it refused. */
  unsent(): { unsent: number; refused: number };
}

export function tillRepo(db: Database): TillRepo {
  const next = db
    .prepare<[string, number], number>(
      `INSERT INTO till_number (show_id, last) VALUES (?, ?)
       ON CONFLICT (show_id) DO UPDATE SET last = MAX(last + 1, excluded.last) RETURNING last`,
    )
    .pluck();
  const unsent = db.prepare<[], { unsent: number; refused: number }>(
    `SELECT COUNT(*) AS unsent, COALESCE(SUM(state = 'refused'), 0) AS refused FROM outbox
     WHERE state IN ('pending', 'refused')
       AND (name LIKE 'ticket.%' OR name LIKE 'lease.%' OR name LIKE 'signup.%')`,
  );
  return {
    nextNumber: (showId, atLeast) => next.get(showId, atLeast) as number,
    unsent: () => unsent.get() ?? { unsent: 0, refused: 0 },
  };
}
