/** What stands in a console's cache, read by the oracle's own eyes: plain SQL, not the repositories under test. */
import Database from 'better-sqlite3';

export interface DeskDocument {
  readonly base: unknown;
  readonly view: unknown;
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
  type Row = { kind: string; id: string; json: string | null };
  const bases = db.prepare<[], Row>('SELECT kind, id, json FROM document').all();
  const pending = db.prepare<[], Row>('SELECT kind, id, json FROM pending_document').all();
  const documents = new Map<string, DeskDocument>();
  for (const { kind, id, json: text } of bases)
    documents.set(`${kind}/${id}`, { base: json(text), view: json(text), pending: false });
  for (const { kind, id, json: text } of pending) {
    const key = `${kind}/${id}`;
    documents.set(key, { base: documents.get(key)?.base ?? null, view: json(text), pending: true });
  }
  const outbox = db
    .prepare<[], { op_id: string; state: string; code: string | null }>(
      'SELECT op_id, state, code FROM outbox',
    )
    .all();
  return {
    epoch: meta.get('epoch') ?? '',
    cursor: Number(meta.get('cursor') ?? 0),
    documents,
    outbox: new Map(outbox.map(({ op_id, state, code }) => [op_id, { opId: op_id, state, code }])),
  };
}
