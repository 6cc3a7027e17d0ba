/** SQL of documents, ops and secrets. Synchronous: whoever calls a writing function holds the transaction. */
import type Database from 'better-sqlite3';
import type { Changes, DocumentChange, OpResult } from '#shared/contract/hub.ts';
import { type DocumentKind, type DocumentOf, parseDocument } from '#shared/domain/documents.ts';
import type { DocumentWrite, WriteBatch } from '#shared/sync/document-store.ts';
import type { CommittedOp } from '../hub-store.ts';

interface ChangeRow {
  seq: number;
  kind: string;
  id: string;
  parent_id: string;
  json: string | null;
}

export type DocumentTables = ReturnType<typeof documentTables>;

export function documentTables(db: Database) {
  const selectHead = db.prepare<[], number>('SELECT head_seq FROM workspace').pluck();
  const updateHead = db.prepare<[number]>('UPDATE workspace SET head_seq = ?');
  const selectDocument = db
    .prepare<[string, string], string | null>('SELECT json FROM documents WHERE kind = ? AND id = ?')
    .pluck();
  const selectParent = db
    .prepare<[string, string], string>('SELECT parent_id FROM documents WHERE kind = ? AND id = ?')
    .pluck();
  const selectChildren = db
    .prepare<[string, string], string>(
      'SELECT json FROM documents WHERE kind = ? AND parent_id = ? AND json IS NOT NULL ORDER BY id',
    )
    .pluck();
  const selectChanges = db.prepare<[number, number], ChangeRow>(
    'SELECT seq, kind, id, parent_id, json FROM documents WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  const upsertDocument = db.prepare<[string, string, string, string | null, number]>(`
    INSERT INTO documents (kind, id, parent_id, json, seq) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (kind, id) DO UPDATE SET parent_id = excluded.parent_id, json = excluded.json, seq = excluded.seq`);
  const upsertSecret = db.prepare<[string, string]>(`
    INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`);
  const deleteSecret = db.prepare<[string]>('DELETE FROM secrets WHERE name = ?');
  const selectSecret = db.prepare<[string], string>('SELECT value FROM secrets WHERE name = ?').pluck();
  const selectOp = db.prepare<[string], { body_hash: string; result: string }>(
    'SELECT body_hash, result FROM ops WHERE op_id = ?',
  );
  const insertOp = db.prepare<[string, string, string, string, string, string, string, string]>(`
    INSERT INTO ops (op_id, name, body_hash, person_id, device_id, at, received_at, result)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);

  const selectStream = db
    .prepare<[string], number>('SELECT last_cseq FROM streams WHERE stream_id = ?')
    .pluck();
  const upsertStream = db.prepare<[string, string, number]>(`
    INSERT INTO streams (stream_id, device_id, last_cseq) VALUES (?, ?, ?)
    ON CONFLICT (stream_id) DO UPDATE SET device_id = excluded.device_id, last_cseq = excluded.last_cseq
    WHERE excluded.last_cseq > last_cseq`);

  const headSeq = () => selectHead.get() ?? 0;

  /** Writes one document at `seq`; null where a document that never was is removed, which changes nothing. */
  function writeDocument(write: DocumentWrite, seq: number): DocumentChange | null {
    const { kind, id, document } = write;
    // A removal does not say where the document hung; its tombstone stays there.
    const parentId = document === null ? selectParent.get(kind, id) : write.parentId;
    if (parentId === undefined) return null;
    upsertDocument.run(kind, id, parentId, document === null ? null : JSON.stringify(document), seq);
    return { seq, kind, id, parentId, document };
  }

  return {
    headSeq,
    get<K extends DocumentKind>(kind: K, id: string): DocumentOf<K> | null {
      const json = selectDocument.get(kind, id) ?? null;
      return json === null ? null : parseDocument(kind, JSON.parse(json));
    },
    list<K extends DocumentKind>(kind: K, parentId: string): DocumentOf<K>[] {
      return selectChildren.all(kind, parentId).map((json) => parseDocument(kind, JSON.parse(json)));
    },
    changesAfter(seq: number, limit: number): Changes {
      const rows = selectChanges.all(seq, limit);
      // A full page is complete up to its last row; a page with room left has everything there is.
      const toSeq = rows.length < limit ? headSeq() : (rows.at(-1)?.seq ?? seq);
      const changes = rows.map(({ parent_id, json, ...row }) => ({
        ...row,
        parentId: parent_id,
        document: json === null ? null : JSON.parse(json),
      }));
      return { fromSeq: seq, toSeq, changes };
    },
    findOp(opId: string): { bodyHash: string; result: OpResult } | null {
      const row = selectOp.get(opId);
      return row ? { bodyHash: row.body_hash, result: JSON.parse(row.result) } : null;
    },
    writeBatch(batch: WriteBatch): Changes {
      const fromSeq = headSeq();
      const changes: DocumentChange[] = [];
      for (const write of batch.writes) {
        const change = writeDocument(write, fromSeq + changes.length + 1);
        if (change) changes.push(change);
      }
      for (const { name, value } of batch.secrets) {
        if (value === null) deleteSecret.run(name);
        else upsertSecret.run(name, value);
      }
      const toSeq = fromSeq + changes.length;
      if (changes.length > 0) updateHead.run(toSeq);
      return { fromSeq, toSeq, changes };
    },
    recordOp(op: CommittedOp, result: OpResult): void {
      insertOp.run(
        op.opId,
        op.name,
        op.bodyHash,
        op.personId,
        op.deviceId,
        op.at,
        op.receivedAt,
        JSON.stringify(result),
      );
    },
    lastCseq: (streamId: string) => selectStream.get(streamId) ?? 0,
    moveStream(streamId: string, deviceId: string, lastCseq: number): void {
      upsertStream.run(streamId, deviceId, lastCseq);
    },
    secret: (name: string) => selectSecret.get(name) ?? null,
  };
}
