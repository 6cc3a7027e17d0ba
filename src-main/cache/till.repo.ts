/** SQL of a till: tickets a page at a time, receipt numbers, and what of its work the hub has not taken. */
import type Database from 'better-sqlite3';
import { type Ticket, ticketSchema } from '#shared/domain/till/ticket.schema.ts';

export interface TillRepo {
  /** Tickets of a show by their ids downwards, which is the newest first, below that id; null = from the newest on. */
  ticketsBelow(showId: string, id: string | null, limit: number): TicketPage;
  /** The next receipt number of a show, used up at once: after the last one, and `atLeast`. */
  nextNumber(showId: string, atLeast: number): number;
  /** Tickets, leases and sign-ups that the hub has not taken, and those among them that it refused. */
  unsent(): { unsent: number; refused: number };
}

export interface TicketPage {
  readonly tickets: Ticket[];
  /** To go on below; null = that was the last page. */
  readonly next: string | null;
}

export function tillRepo(db: Database): TillRepo {
  const below = db.prepare<[string, string, string, string, number], { id: string; json: string }>(
    `SELECT id, json FROM document AS base WHERE kind = 'ticket' AND parent_id = ? AND id < ?
       AND NOT EXISTS (SELECT 1 FROM pending_document WHERE kind = 'ticket' AND id = base.id)
     UNION ALL
     SELECT id, json FROM pending_document WHERE kind = 'ticket' AND parent_id = ? AND id < ? AND json IS NOT NULL
     ORDER BY id DESC LIMIT ?`,
  );
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
    ticketsBelow(showId, id, limit) {
      const end = id ?? ABOVE_ALL_IDS;
      const rows = below.all(showId, end, showId, end, limit);
      return {
        tickets: rows.flatMap(({ json }) => readTicket(json) ?? []),
        next: rows.length < limit ? null : (rows.at(-1)?.id ?? null),
      };
    },
    nextNumber: (showId, atLeast) => next.get(showId, atLeast) as number,
    unsent: () => unsent.get() ?? { unsent: 0, refused: 0 },
  };
}

const ABOVE_ALL_IDS = '\u{10ffff}';

/** One of another version, or damaged, counts as not there, as for every reader of documents. */
function readTicket(json: string): Ticket | null {
  try {
    return ticketSchema.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}
