/**
 * SQL of the outbox, one desk's stream of ops. An op is `pending` until the hub answers, `applied` until its effect is in
 * the bases, `confirmed` until the hub's backup holds it; `refused` ones wait for a person. Inputs of sensitive mutations
 * are sealed; every input has a check sum, since a flipped byte in an amount would go out as if it had been typed.
 */
import { hash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { AppError } from '#shared/contract/errors.ts';
import type { Op, StreamOp } from '#shared/contract/hub.ts';
import type { Conflict } from '#shared/contract/outbox.ts';
import { mutationNamed } from '#shared/domain/mutations.ts';
import type { Sealer } from './sealer.ts';

/** An op as the desk runs it again: its place, and the seq of its answer if it has one. */
export interface OfferedOp {
  readonly cseq: number;
  readonly opId: string;
  readonly seq: number | null;
}

export interface OutboxWindow {
  readonly ops: StreamOp[];
  /** Ids of ops that stood in between and cannot be read: nobody will ever be able to send them. */
  readonly unreadable: string[];
  /** The place up to which this is all there was. */
  readonly upTo: number;
}

export interface OutboxRepo {
  /** Answers its place in the stream. */
  add(op: Op): number;
  /** Ops that the hub has not answered, above `cseq`, in order; at most so many and so many bytes, but one at least. */
  unanswered(aboveCseq: number, maxOps: number, maxBytes: number): OutboxWindow;
  /** The place of the first op that the hub has not answered; null when it has answered all. */
  firstUnanswered(): number | null;
  /** The highest place that was ever given. */
  lastCseq(): number;
  /** Ops whose effect is not in the bases, in order; with those confirmed above `alsoAbove`, if given. */
  offered(alsoAbove: number | null): OfferedOp[];
  /** Throws `op/unreadable`. */
  op(cseq: number): Op;
  /** Ops whose effect is not in the bases, in order; an input that cannot be read is null. */
  unconfirmed(): Op[];
  /** Confirmed at once when the bases are complete up to `cursor`. */
  markApplied(opId: string, seq: number, cursor: number): void;
  markRefused(opId: string, code: string, params: Record<string, string | number>): void;
  /** The bases are complete up to `cursor`, the hub's backup up to `backupSeq`. */
  confirm(cursor: number, backupSeq: number): void;
  /** The hub's backup holds all up to `backupSeq`. */
  dropCovered(backupSeq: number): void;
  /** What the hub had answered, and what was confirmed above `cseq`, is offered anew. */
  offerAgain(aboveCseq: number): void;
  /** Applied ops wait for another answer. */
  reopen(): void;
  conflicts(): Pick<Conflict, 'opId' | 'name' | 'at' | 'code' | 'params'>[];
  /** Null when it is not in the tray. Throws `op/unreadable`. */
  conflict(opId: string): Op | null;
  /** Takes an op out of the tray; false when it is not there. */
  removeConflict(opId: string): boolean;
  /** Confirmed ops count as neither. */
  counts(): { unconfirmed: number; conflicts: number };
  /** Seals what stands in the clear though it should not: inputs of before there were seals. Answers how many. */
  sealOpen(): number;
}

interface Row {
  cseq: number;
  op_id: string;
  name: string;
  input: string;
  sealed: number;
  sum: string | null;
  at: string;
}
interface ConflictRow extends Row {
  code: string;
  params: string;
}

/** What surrounds an op's input on its way: names of fields, time and place. */
const FRAME_BYTES = 100;

export function outboxRepo(db: Database, sealer: Sealer): OutboxRepo {
  const add = db.prepare<[string, string, string, number, string, string]>(
    `INSERT INTO outbox (op_id, name, input, sealed, sum, at, state) VALUES (?, ?, ?, ?, ?, ?, 'pending')`,
  );
  const unanswered = db.prepare<[number, number], Row>(
    `SELECT * FROM outbox WHERE state = 'pending' AND cseq > ? ORDER BY cseq LIMIT ?`,
  );
  const firstUnanswered = db
    .prepare<[], number | null>(`SELECT MIN(cseq) FROM outbox WHERE state = 'pending'`)
    .pluck();
  const lastCseq = db.prepare<[], number>(`SELECT seq FROM sqlite_sequence WHERE name = 'outbox'`).pluck();
  const offered = db.prepare<[number], OfferedOp>(
    `SELECT cseq, op_id AS opId, CASE state WHEN 'confirmed' THEN NULL ELSE seq END AS seq FROM outbox
     WHERE state IN ('pending', 'applied') OR (state = 'confirmed' AND cseq > ?) ORDER BY cseq`,
  );
  const one = db.prepare<[number], Row>('SELECT * FROM outbox WHERE cseq = ?');
  const unconfirmed = db.prepare<[], Row>(
    `SELECT * FROM outbox WHERE state IN ('pending', 'applied') ORDER BY cseq`,
  );
  const applied = db.prepare<[string, number, string]>(
    `UPDATE outbox SET state = ?, seq = ? WHERE op_id = ? AND state = 'pending'`,
  );
  const refused = db.prepare<[string, string, string]>(
    `UPDATE outbox SET state = 'refused', seq = NULL, code = ?, params = ?
     WHERE op_id = ? AND state IN ('pending', 'applied')`,
  );
  const confirm = db.prepare<[number]>(
    `UPDATE outbox SET state = 'confirmed' WHERE state = 'applied' AND seq <= ?`,
  );
  const coveredAtOnce = db.prepare<[number]>(`DELETE FROM outbox WHERE state = 'applied' AND seq <= ?`);
  const dropCovered = db.prepare<[number]>(`DELETE FROM outbox WHERE state = 'confirmed' AND seq <= ?`);
  const offerAgain = db.prepare<[number]>(
    `UPDATE outbox SET state = 'pending', seq = NULL WHERE state IN ('applied', 'confirmed') AND cseq > ?`,
  );
  const reopen = db.prepare(`UPDATE outbox SET state = 'pending', seq = NULL WHERE state = 'applied'`);
  const conflicts = db.prepare<[], ConflictRow>(`SELECT * FROM outbox WHERE state = 'refused' ORDER BY cseq`);
  const conflict = db.prepare<[string], Row>(`SELECT * FROM outbox WHERE state = 'refused' AND op_id = ?`);
  const remove = db.prepare<[string]>(`DELETE FROM outbox WHERE state = 'refused' AND op_id = ?`);
  const counts = db.prepare<[], { unconfirmed: number; conflicts: number }>(
    `SELECT (SELECT COUNT(*) FROM outbox WHERE state IN ('pending', 'applied')) AS unconfirmed,
       (SELECT COUNT(*) FROM outbox WHERE state = 'refused') AS conflicts`,
  );
  const namesInTheClear = db.prepare<[], string>('SELECT DISTINCT name FROM outbox WHERE sealed = 0').pluck();
  const inTheClear = db.prepare<[string], Row>('SELECT * FROM outbox WHERE sealed = 0 AND name = ?');
  const seal = db.prepare<[string, string, string]>(
    'UPDATE outbox SET input = ?, sealed = 1, sum = ? WHERE op_id = ?',
  );

  function toOp(row: Row): Op {
    const { op_id: opId, name, at } = row;
    try {
      if (row.sum !== null && row.sum !== sumOf(opId, name, at, row.input)) throw new Error('damaged');
      const input: unknown = JSON.parse(row.sealed === 1 ? sealer.open(row.input) : row.input);
      return { opId, name, input, at };
    } catch {
      throw new AppError('op/unreadable', { name });
    }
  }

  return {
    add({ opId, name, input, at }) {
      const json = JSON.stringify(input);
      const sealed = isSensitive(name);
      const kept = sealed ? sealer.seal(json) : json;
      const { lastInsertRowid } = add.run(opId, name, kept, sealed ? 1 : 0, sumOf(opId, name, at, kept), at);
      return Number(lastInsertRowid);
    },
    unanswered(aboveCseq, maxOps, maxBytes) {
      const [ops, unreadable]: [StreamOp[], string[]] = [[], []];
      let [upTo, bytes] = [aboveCseq, 0];
      for (const row of unanswered.iterate(aboveCseq, maxOps)) {
        const op = readable(() => toOp(row));
        if (op === null) {
          unreadable.push(row.op_id);
        } else {
          bytes += Buffer.byteLength(row.input) + row.op_id.length + row.name.length + FRAME_BYTES;
          if (ops.length > 0 && bytes > maxBytes) break;
          ops.push({ ...op, cseq: row.cseq });
        }
        upTo = row.cseq;
      }
      return { ops, unreadable, upTo };
    },
    firstUnanswered: () => firstUnanswered.get() ?? null,
    lastCseq: () => lastCseq.get() ?? 0,
    offered: (alsoAbove) => offered.all(alsoAbove ?? Number.MAX_SAFE_INTEGER),
    op(cseq) {
      const row = one.get(cseq);
      if (!row) throw new AppError('op/unreadable', { name: '' });
      return toOp(row);
    },
    unconfirmed: () =>
      unconfirmed
        .all()
        .map(
          (row) => readable(() => toOp(row)) ?? { opId: row.op_id, name: row.name, input: null, at: row.at },
        ),
    markApplied: (opId, seq, cursor) => {
      applied.run(seq <= cursor ? 'confirmed' : 'applied', seq, opId);
    },
    markRefused: (opId, code, params) => {
      refused.run(code, JSON.stringify(params), opId);
    },
    confirm: (cursor, backupSeq) => {
      coveredAtOnce.run(Math.min(cursor, backupSeq));
      confirm.run(cursor);
    },
    dropCovered: (backupSeq) => {
      dropCovered.run(backupSeq);
    },
    offerAgain: (aboveCseq) => {
      offerAgain.run(aboveCseq);
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
    removeConflict: (opId) => remove.run(opId).changes > 0,
    counts: () => counts.get() ?? { unconfirmed: 0, conflicts: 0 },
    sealOpen() {
      const names = namesInTheClear.all().filter(isSensitive);
      const rows = names.flatMap((name) => inTheClear.all(name));
      db.transaction(() => {
        for (const { op_id: opId, name, at, input } of rows) {
          const kept = sealer.seal(input);
          seal.run(kept, sumOf(opId, name, at, kept), opId);
        }
      }).immediate();
      return rows.length;
    },
  };
}

function isSensitive(name: string): boolean {
  return mutationNamed(name)?.sensitive === true;
}

/** Over an op's id, name, time and input as it is kept. */
export function sumOf(...parts: readonly string[]): string {
  return hash('sha256', parts.join('\n'), 'base64');
}

/** Null for an op that this machine can no longer read. */
export function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError && error.code === 'op/unreadable') return null;
    throw error;
  }
}
