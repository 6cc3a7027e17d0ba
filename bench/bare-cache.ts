/** The floor under a console's cache: rows that it keeps, written by plain statements with the same durability. */
import { sessionMigrations } from '#main/cache/migrations/index.ts';
import { openDatabase } from '#main/cache/open.ts';
import type { DocumentChange } from '#shared/contract/hub.ts';

export interface BareCache {
  /** Documents that the hub told, with the cursor: one transaction. */
  take(changes: readonly DocumentChange[]): void;
  /** Answers to ops, each with the document that it came to, its pending one going: one transaction. */
  settle(answered: readonly { readonly opId: string; readonly change: DocumentChange }[]): void;
  close(): void;
}

export function openBareCache(file: string): BareCache {
  const db = openDatabase(file, sessionMigrations);
  const document = db.prepare<[string, string, string, string, number]>(
    `INSERT INTO document (kind, id, parent_id, json, seq, generation) VALUES (?, ?, ?, ?, ?, 1)
     ON CONFLICT (kind, id) DO UPDATE SET parent_id = excluded.parent_id, json = excluded.json,
       seq = excluded.seq, generation = excluded.generation`,
  );
  const pendingGone = db.prepare<[string, string]>('DELETE FROM pending_document WHERE kind = ? AND id = ?');
  const answer = db.prepare<[number, string]>(
    `UPDATE outbox SET state = 'confirmed', seq = ? WHERE op_id = ?`,
  );
  const cursor = db.prepare<[string]>(
    `INSERT INTO meta (name, value) VALUES ('cursor', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  );
  const put = ({ kind, id, parentId, document: value, seq }: DocumentChange) =>
    document.run(kind, id, parentId, JSON.stringify(value), seq);
  const take = db.transaction((changes: readonly DocumentChange[]) => {
    for (const change of changes) put(change);
    cursor.run(String(changes.at(-1)?.seq ?? 0));
  });
  const settle = db.transaction((answered: Parameters<BareCache['settle']>[0]) => {
    for (const { opId, change } of answered) {
      answer.run(change.seq, opId);
      put(change);
      pendingGone.run(change.kind, change.id);
    }
    cursor.run(String(answered.at(-1)?.change.seq ?? 0));
  });
  return {
    take: (changes) => void take.immediate(changes),
    settle: (answered) => void settle.immediate(answered),
    close: () => void db.close(),
  };
}
