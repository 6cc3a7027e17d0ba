/** What stands unsent in a session's file, read without changing it, whoever wrote it: also a newer Livedesk, also a broken file. */
import Database from 'better-sqlite3';
import { z } from 'zod';
import { readTable } from './rescue/rebuild.ts';
import { sessionFileKind } from './rescue/session-file.ts';
import { sessionNotes } from './rescue/session-note.repo.ts';
import type { Sealer } from './sealer.ts';

export interface UnsentOp {
  readonly opId: string;
  readonly name: string;
  readonly at: string;
  /** Null where it is sealed with a key that this console does not have. In the clear otherwise: not for a file. */
  readonly input: unknown;
  /** As it lies in the file, where it is sealed. */
  readonly sealed: string | null;
  /** Why the hub refused it; null = it was not answered. */
  readonly refusal: string | null;
}

export interface UnsentReading {
  readonly hubUrl: string | null;
  readonly ops: readonly UnsentOp[];
  /** Operations that are there and cannot be read. */
  readonly unreadable: number;
}

/** By what every version so far has in common; a later one may have more. */
const rowSchema = z.object({
  op_id: z.string(),
  name: z.string(),
  at: z.string(),
  input: z.string(),
  state: z.string(),
  sealed: z.coerce.number().default(0),
  code: z.string().nullish(),
});
type Row = z.infer<typeof rowSchema>;

/** The hub has these. */
const SENT = ['applied', 'confirmed'];

/** Null when nothing at all can be made out of the file. No connection of this process may be about to close it. */
export function readUnsent(file: string, sealer: Sealer | null): UnsentReading | null {
  const found = readSound(file) ?? readBroken(file);
  if (!found) return null;
  const ops: UnsentOp[] = [];
  let { unreadable } = found;
  for (const raw of found.rows) {
    const row = rowSchema.safeParse(raw).data;
    if (row && SENT.includes(row.state)) continue;
    const op = row ? toOp(row, sealer) : null;
    if (op) ops.push(op);
    else unreadable += 1;
  }
  return { hubUrl: found.hubUrl, ops, unreadable };
}

interface Found {
  readonly hubUrl: string | null;
  readonly rows: readonly unknown[];
  readonly unreadable: number;
}

function readSound(file: string): Found | null {
  let db: Database | null = null;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    const rows = db.prepare('SELECT * FROM outbox ORDER BY cseq').all();
    return { hubUrl: sessionNotes(db).whose().hubUrl, rows, unreadable: 0 };
  } catch {
    return null;
  } finally {
    db?.close();
  }
}

function readBroken(file: string): Found | null {
  try {
    const { rows, broken } = readTable(file, sessionFileKind, 'outbox');
    return rows.length + broken === 0 ? null : { hubUrl: null, rows, unreadable: broken };
  } catch {
    return null;
  }
}

function toOp({ op_id: opId, name, at, input, sealed, code }: Row, sealer: Sealer | null): UnsentOp | null {
  const common = { opId, name, at, refusal: code ?? null };
  if (sealed === 1) {
    const opened = attempt(() => JSON.parse(sealer?.open(input) ?? 'null') as unknown);
    return { ...common, input: opened, sealed: input };
  }
  return attempt(() => ({ ...common, input: JSON.parse(input) as unknown, sealed: null }));
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
