/**
 * The floor under ops: the rows that the hub writes for them (document, record, audit entry, stream and head), worked out
 * beforehand, written by plain statements into the same tables with the same durability. No mutation runs, nothing is
 * read, compared, hashed or told.
 */
import { openDatabase } from '#hub/store/sqlite/open-database.ts';
import type { Op } from '#shared/contract/hub.ts';

/** An op, the one document that it comes to, and what the audit log says of it. */
export interface BareOp {
  readonly op: Op;
  readonly kind: string;
  readonly id: string;
  readonly parentId: string;
  readonly json: string;
  readonly audit: {
    readonly showId: string;
    readonly about: string;
    readonly search: string;
    readonly json: string;
  };
}

export interface BareOps {
  /** One transaction. */
  write(ops: readonly BareOp[]): void;
  close(): void;
}

const HASH = 'f'.repeat(64);

export function openBareOps(file: string): BareOps {
  const db = openDatabase(file);
  db.exec(
    `INSERT INTO workspace (one, id, epoch, created_at) VALUES (1, 'w', 'e', '') ON CONFLICT DO NOTHING`,
  );
  const document = db.prepare<[string, string, string, string, number]>(
    `INSERT INTO documents (kind, id, parent_id, json, seq, removed_at) VALUES (?, ?, ?, ?, ?, NULL)
     ON CONFLICT (kind, id) DO UPDATE SET parent_id = excluded.parent_id, json = excluded.json, seq = excluded.seq,
       removed_at = excluded.removed_at`,
  );
  const record = db.prepare<[string, string, string, string, string, string]>(
    `INSERT INTO ops (op_id, name, body_hash, person_id, device_id, at, received_at, result)
     VALUES (?, ?, ?, 'owner', 'owner', ?, ?, ?)`,
  );
  const entry = db.prepare<[string, string, string, string, string, string, string]>(
    `INSERT INTO audit (at, device_at, person_id, device_id, kind, name, mode, show_id, outcome, code, about, search, json)
     VALUES (?, ?, 'owner', 'owner', 'op', ?, 'live', ?, 'done', NULL, ?, ?, ?)`,
  );
  const stream = db.prepare<[number]>(
    `INSERT INTO streams (stream_id, device_id, last_cseq) VALUES ('stream', 'owner', ?)
     ON CONFLICT (stream_id) DO UPDATE SET last_cseq = excluded.last_cseq`,
  );
  const head = db.prepare<[number]>('UPDATE workspace SET head_seq = ?, commits = commits + 1');
  let seq = 0;
  const write = db.transaction((ops: readonly BareOp[]) => {
    for (const { op, kind, id, parentId, json, audit } of ops) {
      seq += 1;
      document.run(kind, id, parentId, json, seq);
      const result = JSON.stringify({ opId: op.opId, outcome: 'applied', seq });
      record.run(op.opId, op.name, HASH, op.at, op.at, result);
      entry.run(op.at, op.at, op.name, audit.showId, audit.about, audit.search, audit.json);
    }
    stream.run(seq);
    head.run(seq);
  });
  return { write: (ops) => void write.immediate(ops), close: () => void db.close() };
}
