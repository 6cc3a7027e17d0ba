/** SQL of documents, ops and secrets. Synchronous: whoever calls a writing function holds the transaction. */
import type Database from 'better-sqlite3';
import type { OpResult } from '#shared/contract/hub.ts';
import type { DocumentKind, DocumentOf } from '#shared/domain/documents.ts';
import type { DocumentWrite, WriteBatch } from '#shared/sync/document-store.ts';
import type { CommittedOp, PageBounds, StoredChange, StoredChanges } from '../hub-store.ts';
import { documentCache } from './document-cache.ts';

const PRUNED_AT_ONCE = 1_000;

export type DocumentTables = ReturnType<typeof documentTables>;

export function documentTables(db: Database) {
  const selectHead = db.prepare<[], number>('SELECT head_seq FROM workspace').pluck();
  const updateHead = db.prepare<[number]>('UPDATE workspace SET head_seq = ?, commits = commits + 1');
  const selectDocument = db
    .prepare<[string, string], string | null>('SELECT json FROM documents WHERE kind = ? AND id = ?')
    .pluck();
  const selectParent = db
    .prepare<[string, string], string>('SELECT parent_id FROM documents WHERE kind = ? AND id = ?')
    .pluck();
  const selectChildren = db.prepare<[string, string], { id: string; json: string }>(
    'SELECT id, json FROM documents WHERE kind = ? AND parent_id = ? AND json IS NOT NULL ORDER BY id',
  );
  const page = 'SELECT seq, kind, id, parent_id AS parentId, json FROM documents';
  const selectChanges = db.prepare<[number, number], StoredChange>(
    `${page} WHERE seq > ? ORDER BY seq LIMIT ?`,
  );
  const selectLiving = db.prepare<[number, number], StoredChange>(
    `${page} WHERE seq > ? AND json IS NOT NULL ORDER BY seq LIMIT ?`,
  );
  const upsertDocument = db.prepare<[string, string, string, string | null, number, string | null]>(`
    INSERT INTO documents (kind, id, parent_id, json, seq, removed_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (kind, id) DO UPDATE SET parent_id = excluded.parent_id, json = excluded.json, seq = excluded.seq,
      removed_at = excluded.removed_at`);
  const dateTombstones = db.prepare<[string]>(
    'UPDATE documents SET removed_at = ? WHERE json IS NULL AND removed_at IS NULL',
  );
  const selectTombstones = db
    .prepare<[string, number], number>(
      'SELECT seq FROM documents WHERE json IS NULL AND removed_at < ? ORDER BY removed_at LIMIT ?',
    )
    .pluck();
  const deleteTombstone = db.prepare<[number]>('DELETE FROM documents WHERE seq = ?');
  const raiseHorizon = db.prepare<[number, number]>(
    'UPDATE workspace SET horizon_seq = ? WHERE horizon_seq < ?',
  );
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

  const cache = documentCache();
  const headSeq = () => selectHead.get() ?? 0;

  /** Writes one document at `seq`; null where a document that never was is removed, which changes nothing. */
  function writeDocument(
    { kind, id, ...write }: DocumentWrite,
    seq: number,
    at: string,
  ): StoredChange | null {
    const json = write.document === null ? null : JSON.stringify(write.document);
    // A removal does not say where the document hung; its tombstone stays there.
    const parentId = json === null ? selectParent.get(kind, id) : write.parentId;
    if (parentId === undefined) return null;
    upsertDocument.run(kind, id, parentId, json, seq, json === null ? at : null);
    cache.wrote(kind, id, json);
    return { seq, kind, id, parentId, json };
  }

  function putSecret(name: string, value: string | null): void {
    if (value === null) deleteSecret.run(name);
    else upsertSecret.run(name, value);
  }

  return {
    headSeq,
    get<K extends DocumentKind>(kind: K, id: string): DocumentOf<K> | null {
      const known = cache.get(kind, id);
      if (known !== undefined) return known;
      const json = selectDocument.get(kind, id) ?? null;
      return json === null ? null : cache.read(kind, id, json);
    },
    list<K extends DocumentKind>(kind: K, parentId: string): DocumentOf<K>[] {
      return selectChildren
        .all(kind, parentId)
        .map(({ id, json }) => cache.get(kind, id) ?? cache.read(kind, id, json));
    },
    /** To be called when a transaction was undone. */
    rolledBack: cache.clear,
    changesAfter(seq: number, { limit, bytes, living }: PageBounds): StoredChanges {
      const changes: StoredChange[] = [];
      let size = 0;
      let cut = false;
      for (const row of (living ? selectLiving : selectChanges).iterate(seq, limit)) {
        size += row.json?.length ?? 0;
        cut = changes.length > 0 && size > bytes;
        if (cut) break;
        changes.push(row);
      }
      // A cut page is complete up to its last row; one with room left has everything there is.
      cut ||= changes.length === limit;
      return { fromSeq: seq, toSeq: cut ? (changes.at(-1)?.seq ?? seq) : headSeq(), changes };
    },
    pruneTombstones(removedBefore: string, at: string): number {
      dateTombstones.run(at);
      const seqs = selectTombstones.all(removedBefore, PRUNED_AT_ONCE);
      for (const seq of seqs) deleteTombstone.run(seq);
      const highest = seqs.reduce((most, seq) => Math.max(most, seq), 0);
      raiseHorizon.run(highest, highest);
      return seqs.length;
    },
    findOp(opId: string): { bodyHash: string; result: OpResult } | null {
      const row = selectOp.get(opId);
      return row ? { bodyHash: row.body_hash, result: JSON.parse(row.result) } : null;
    },
    /** Writes a batch with the seqs after `fromSeq`; `at` is when what it removes was removed. */
    writeBatch(batch: WriteBatch, fromSeq: number, at: string): StoredChange[] {
      const changes: StoredChange[] = [];
      for (const write of batch.writes) {
        const change = writeDocument(write, fromSeq + changes.length + 1, at);
        if (change) changes.push(change);
      }
      for (const { name, value } of batch.secrets) putSecret(name, value);
      return changes;
    },
    /** To be called once at the end of each transaction of ops. */
    moveHead: (headSeq: number) => void updateHead.run(headSeq),
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
    putSecret,
    secret: (name: string) => selectSecret.get(name) ?? null,
  };
}
