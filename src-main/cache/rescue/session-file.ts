/** The cache and outbox of one hub, as a kind of file that can be made anew. */
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { isDocumentKind } from '#shared/domain/documents.ts';
import { sessionMigrations } from '../migrations/index.ts';
import { sumOf } from '../outbox.repo.ts';
import type { FileKind, Rescue, Row } from './file-kind.ts';

const opRowSchema = z.looseObject({
  cseq: z.int(),
  op_id: z.string().min(1).max(64),
  name: z.string().regex(/^[a-z]+\.[a-zA-Z]+$/),
  input: z.string(),
  at: z.iso.datetime(),
  state: z.enum(['pending', 'applied', 'confirmed', 'refused']),
  /** None in a row from before there were sums. */
  sum: z.string().nullish(),
});
type OpRow = z.infer<typeof opRowSchema>;

const json = z.string().refine(isJson).nullish();
/** Bases stood beside views under other names once. */
const documentRowSchema = z
  .looseObject({
    kind: z.string().refine(isDocumentKind),
    id: z.string(),
    json,
    base: json,
    view: json,
    seq: z.int().optional(),
    base_seq: z.int().optional(),
  })
  .refine((row) => Boolean(row.json ?? row.base ?? row.view));
type DocumentRow = z.infer<typeof documentRowSchema>;

/** Who this console is at its hub. Cursor, epoch and stream are not among them: a new file begins anew with its hub. */
const metaRowSchema = z.looseObject({
  name: z.enum([
    'personId',
    'personName',
    'role',
    'expiresAt',
    'currentShowId',
    // Of the file itself, for when the console's own settings are lost.
    'hubUrl',
    'deviceId',
  ]),
  value: z.string(),
});

const isOf = (schema: z.ZodType) => (row: Row) => schema.safeParse(row).success;

export const sessionFileKind: FileKind = {
  migrations: sessionMigrations,
  checkedAtOpen: ['outbox', 'meta'],
  irreplaceable: { outbox: judgeOp },
  searched: { outbox: isOf(opRowSchema), document: isOf(documentRowSchema) },
  keep(table, rows) {
    if (table === 'outbox') return outboxAnew(parsed(opRowSchema, rows));
    if (table === 'document') return basesAnew(parsed(documentRowSchema, rows));
    if (table === 'meta') return rows.filter(isOf(metaRowSchema));
    return rows;
  },
  note(db: Database, rescue: Rescue) {
    db.prepare<[string]>(`INSERT INTO meta (name, value) VALUES ('rescued', ?)`).run(JSON.stringify(rescue));
  },
};

/** One whose bytes were hit goes along too: it stands in the tray with its name and time, to be thrown away knowingly. */
function judgeOp(row: Row): 'own' | 'spare' | 'broken' {
  const { data: op } = opRowSchema.safeParse(row);
  if (!op || (op.sum != null && op.sum !== sumOf(op.op_id, op.name, op.at, op.input))) return 'broken';
  // What the hub has confirmed is only kept for when the hub itself loses it.
  return op.state === 'confirmed' ? 'spare' : 'own';
}

function parsed<T>(schema: z.ZodType<T>, rows: readonly Row[]): T[] {
  return rows.flatMap((row) => schema.safeParse(row).data ?? []);
}

/**
 * A stream of its own, from 1 and without gaps, in the old order; what stands in the tray stays below 1. What the hub had
 * answered is offered again once the desk has its snapshot, as after a restored backup ([SY42], [SY10]).
 */
function outboxAnew(rows: readonly OpRow[]): Row[] {
  // A page that is no longer used may hold an op that has moved since.
  const once = new Map(rows.toReversed().map((row) => [row.op_id, row]));
  const inOrder = [...once.values()].sort((a, b) => a.cseq - b.cseq);
  const tray = inOrder.filter(({ cseq }) => cseq < 0);
  const stream = inOrder.filter(({ cseq }) => cseq > 0);
  return [
    ...tray.map((row, at) => ({ ...row, cseq: at - tray.length }) as unknown as Row),
    ...stream.map((row, at) => ({ ...row, cseq: at + 1 }) as unknown as Row),
  ];
}

/** Of each document the newest state that was found, as of no snapshot: the next one decides what is still there. */
function basesAnew(rows: readonly DocumentRow[]): Row[] {
  const newest = new Map<string, DocumentRow>();
  const seqOf = (row: DocumentRow) => row.seq ?? row.base_seq ?? 0;
  for (const row of rows) {
    const key = `${row.kind}/${row.id}`;
    const known = newest.get(key);
    if (!known || seqOf(row) > seqOf(known)) newest.set(key, row);
  }
  return [...newest.values()].map((row) => ({ ...row, generation: 0 }) as unknown as Row);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
