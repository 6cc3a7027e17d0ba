/** SQL of the outbox: an op stays until the hub's answer is in the bases, or until a person has decided about it. */
import type Database from 'better-sqlite3';
import type { Conflict } from '#shared/contract/desk.ts';
import type { Op } from '#shared/contract/hub.ts';

interface Row {
  cseq: number;
  op_id: string;
  name: string;
  input: string;
  at: string;
}
interface ConflictRow extends Row {
  code: string;
  params: string;
}

export interface OutboxRepo {
  add(op: Op): void;
  /** Ops not yet answered by the hub, in this console's order, after `cseq`. */
  unsent(afterCseq: number, limit: number): { cseq: number; op: Op }[];
  /** Everything whose effect is not in the bases yet: unanswered, or applied beyond the cursor. In order. */
  unconfirmed(): Op[];
  markApplied(opId: string, seq: number): void;
  markRefused(opId: string, code: string, params: Record<string, string | number>): void;
  dropConfirmed(cursor: number): void;
  /** Offers answered ops again. */
  reopen(): void;
  conflicts(): Pick<Conflict, 'opId' | 'name' | 'at' | 'code' | 'params'>[];
  conflict(opId: string): Op | null;
  remove(opId: string): boolean;
  counts(): { unconfirmed: number; conflicts: number };
}

export function outboxRepo(db: Database): OutboxRepo {
  const add = db.prepare<[string, string, string, string]>(
    `INSERT INTO outbox (op_id, name, input, at, state) VALUES (?, ?, ?, ?, 'pending')`,
  );
  const unsent = db.prepare<[number, number], Row>(
    `SELECT * FROM outbox WHERE state = 'pending' AND cseq > ? ORDER BY cseq LIMIT ?`,
  );
  const unconfirmed = db.prepare<[], Row>(
    `SELECT * FROM outbox WHERE state IN ('pending', 'applied') ORDER BY cseq`,
  );
  const applied = db.prepare<[number, string]>(
    `UPDATE outbox SET state = 'applied', seq = ? WHERE op_id = ?`,
  );
  const refused = db.prepare<[string, string, string]>(
    `UPDATE outbox SET state = 'refused', code = ?, params = ? WHERE op_id = ?`,
  );
  const dropConfirmed = db.prepare<[number]>(`DELETE FROM outbox WHERE state = 'applied' AND seq <= ?`);
  const reopen = db.prepare(`UPDATE outbox SET state = 'pending', seq = NULL WHERE state = 'applied'`);
  const conflicts = db.prepare<[], ConflictRow>(`SELECT * FROM outbox WHERE state = 'refused' ORDER BY cseq`);
  const conflict = db.prepare<[string], Row>(`SELECT * FROM outbox WHERE state = 'refused' AND op_id = ?`);
  const remove = db.prepare<[string]>('DELETE FROM outbox WHERE op_id = ?');
  const counts = db.prepare<[], { unconfirmed: number; conflicts: number }>(
    `SELECT COALESCE(SUM(state <> 'refused'), 0) AS unconfirmed, COALESCE(SUM(state = 'refused'), 0) AS conflicts
     FROM outbox`,
  );
  return {
    add: (op) => {
      add.run(op.opId, op.name, JSON.stringify(op.input), op.at);
    },
    unsent: (after, limit) => unsent.all(after, limit).map((row) => ({ cseq: row.cseq, op: toOp(row) })),
    unconfirmed: () => unconfirmed.all().map(toOp),
    markApplied: (opId, seq) => {
      applied.run(seq, opId);
    },
    markRefused: (opId, code, params) => {
      refused.run(code, JSON.stringify(params), opId);
    },
    dropConfirmed: (cursor) => {
      dropConfirmed.run(cursor);
    },
    reopen: () => {
      reopen.run();
    },
    conflicts: () =>
      conflicts.all().map((row) => ({
        opId: row.op_id,
        name: row.name,
        at: row.at,
        code: row.code,
        params: JSON.parse(row.params) as Conflict['params'],
      })),
    conflict: (opId) => {
      const row = conflict.get(opId);
      return row ? toOp(row) : null;
    },
    remove: (opId) => remove.run(opId).changes > 0,
    counts: () => counts.get() ?? { unconfirmed: 0, conflicts: 0 },
  };
}

function toOp(row: Row): Op {
  return { opId: row.op_id, name: row.name, input: JSON.parse(row.input), at: row.at };
}
