/**
 * SQL of what a person reads of the outbox: who made an op, what it is about, since when it waits. Inputs stay where
 * they are: they may be large, or sealed.
 */
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { emptyGist, gistSchema } from '#shared/domain/gist.ts';
import type { OutboxRange } from '../sync/away.ts';

const noteSchema = gistSchema.extend({
  /** The name of the person who made it, as it was then. */
  by: z.string(),
});
export type OpNote = z.infer<typeof noteSchema>;

export interface NotedOp extends OpNote {
  readonly opId: string;
  readonly name: string;
  readonly at: string;
}
export interface RefusedOp extends NotedOp {
  readonly code: string;
  readonly params: Record<string, string | number>;
}

interface Row {
  op_id: string;
  name: string;
  at: string;
  note: string | null;
}
interface RefusedRow extends Row {
  code: string;
  params: string;
}

export interface OpNoteRepo {
  /** Belongs into the transaction that adds the op. */
  put(opId: string, note: OpNote): void;
  /** Ops that the hub has not confirmed, oldest first. */
  waiting(limit: number): NotedOp[];
  refused(): RefusedOp[];
  /** Where in the outbox the ops stand that the hub has not answered; null when it has answered all. */
  unanswered(): OutboxRange | null;
  /** Whether none of these ops waits for the hub's answer. */
  answered(range: OutboxRange): boolean;
  outcome(range: OutboxRange): { pending: number; refused: number };
}

export function opNoteRepo(db: Database): OpNoteRepo {
  const put = db.prepare<[string, string]>('UPDATE outbox SET note = ? WHERE op_id = ?');
  const waiting = db.prepare<[number], Row>(
    `SELECT op_id, name, at, note FROM outbox WHERE state IN ('pending', 'applied') ORDER BY cseq LIMIT ?`,
  );
  const refused = db.prepare<[], RefusedRow>(
    `SELECT op_id, name, at, note, code, params FROM outbox WHERE state = 'refused' ORDER BY cseq`,
  );
  const unanswered = db.prepare<[], { first: number | null; last: number; count: number }>(
    `SELECT MIN(cseq) AS first, MAX(cseq) AS last, COUNT(*) AS count FROM outbox WHERE state = 'pending'`,
  );
  const waits = db
    .prepare<[number, number], number>(
      `SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 'pending' AND cseq BETWEEN ? AND ?)`,
    )
    .pluck();
  const outcome = db.prepare<[number, number], { pending: number; refused: number }>(
    `SELECT COALESCE(SUM(state = 'pending'), 0) AS pending, COALESCE(SUM(state = 'refused'), 0) AS refused
     FROM outbox WHERE cseq BETWEEN ? AND ?`,
  );
  return {
    put: (opId, note) => {
      put.run(JSON.stringify(note), opId);
    },
    waiting: (limit) => waiting.all(limit).map(noted),
    refused: () =>
      refused.all().map((row) => ({
        ...noted(row),
        code: row.code,
        params: JSON.parse(row.params) as RefusedOp['params'],
      })),
    unanswered: () => {
      const range = unanswered.get();
      return range && range.first !== null ? { ...range, first: range.first } : null;
    },
    answered: ({ first, last }) => waits.get(first, last) === 0,
    outcome: ({ first, last }) => outcome.get(first, last) ?? { pending: 0, refused: 0 },
  };
}

/** Ops of before there were notes, or with one that cannot be read, are told without names. */
function noted(row: Row): NotedOp {
  const note = noteSchema.safeParse(row.note === null ? null : parsed(row.note));
  return {
    ...(note.success ? note.data : { ...emptyGist, by: '' }),
    opId: row.op_id,
    name: row.name,
    at: row.at,
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
