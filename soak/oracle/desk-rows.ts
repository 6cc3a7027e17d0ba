/** What stands in a console's cache, read by the oracle's own eyes: plain SQL, not the repositories under test. */
import Database from 'better-sqlite3';

export interface DeskDocument {
  readonly base: unknown;
  readonly view: unknown;
  readonly baseSeq: number;
  readonly pending: boolean;
}

export interface OutboxRow {
  readonly opId: string;
  readonly state: string;
  /** Why the hub refused it; null otherwise. */
  readonly code: string | null;
}

export interface DeskRows {
  readonly epoch: string;
  readonly cursor: number;
  /** By `kind/id`; base or view null where there is none. */
  readonly documents: ReadonlyMap<string, DeskDocument>;
  readonly outbox: ReadonlyMap<string, OutboxRow>;
}

const json = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

export function readDesk(file: string): DeskRows {
  const db = new Database(file, { readonly: true, timeout: 5000 });
  try {
    // One transaction: everything below is the same moment.
    return db.transaction(() => rowsOf(db))();
  } finally {
    db.close();
  }
}

function rowsOf(db: Database): DeskRows {
  const meta = new Map(
    db
      .prepare<[], { name: string; value: string }>('SELECT name, value FROM meta')
      .all()
      .map(({ name, value }) => [name, value]),
  );
  const documents = db
    .prepare<
      [],
      {
        kind: string;
        id: string;
        base: string | null;
        view: string | null;
        base_seq: number;
        pending: number;
      }
    >('SELECT kind, id, base, view, base_seq, pending FROM document')
    .all();
  const outbox = db
    .prepare<[], { op_id: string; state: string; code: string | null }>(
      'SELECT op_id, state, code FROM outbox',
    )
    .all();
  return {
    epoch: meta.get('epoch') ?? '',
    cursor: Number(meta.get('cursor') ?? 0),
    documents: new Map(
      documents.map((row) => [
        `${row.kind}/${row.id}`,
        {
          base: json(row.base),
          view: json(row.view),
          baseSeq: row.base_seq,
          pending: row.pending === 1,
        },
      ]),
    ),
    outbox: new Map(outbox.map(({ op_id, state, code }) => [op_id, { opId: op_id, state, code }])),
  };
}
