/** A transaction over any reader that holds its writes back and reads them first. */
import { type DocumentKind, type DocumentOf, parentIdOf } from '../domain/documents.ts';
import type { DocumentReader, DocumentTx, DocumentWrite, WriteBatch } from './document-store.ts';
import { plainCopy } from './plain-copy.ts';

export function bufferedTx(reader: DocumentReader): { tx: DocumentTx; batch(): WriteBatch } {
  const written = new Map<string, DocumentWrite>();
  const secrets: WriteBatch['secrets'] = [];
  const orders: WriteBatch['orders'] = [];
  const signups: WriteBatch['signups'] = [];
  const cleared: string[] = [];
  const keyOf = (kind: DocumentKind, id: string) => `${kind}/${id}`;

  const tx: DocumentTx = {
    async get<K extends DocumentKind>(kind: K, id: string) {
      const own = written.get(keyOf(kind, id));
      if (own) return plainCopy(own.document) as DocumentOf<K> | null;
      return reader.get(kind, id);
    },
    async list<K extends DocumentKind>(kind: K, parentId: string) {
      const stored = await reader.list(kind, parentId);
      const merged = new Map(stored.map((document) => [document.id as string, document]));
      for (const write of written.values()) {
        if (write.kind !== kind) continue;
        if (write.document !== null && write.parentId === parentId) {
          merged.set(write.id, plainCopy(write.document) as DocumentOf<K>);
        } else {
          merged.delete(write.id);
        }
      }
      return [...merged.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    put(kind, document) {
      written.set(keyOf(kind, document.id), {
        kind,
        id: document.id,
        parentId: parentIdOf(kind, document),
        document: plainCopy(document),
      });
    },
    remove(kind, id) {
      written.set(keyOf(kind, id), { kind, id, parentId: '', document: null });
    },
    putSecret(name, value) {
      secrets.push({ name, value });
    },
    removeSecret(name) {
      secrets.push({ name, value: null });
    },
    addOrder(target, event) {
      const { showId, runKind } = target;
      orders.push({ target: { showId, runKind }, event: plainCopy(event) });
    },
    addSignup(signup) {
      signups.push(plainCopy(signup));
    },
    clearRehearsal(showId) {
      cleared.push(showId);
    },
  };
  return {
    tx,
    batch: () => ({
      ...{ writes: [...written.values()], secrets, orders, signups },
      ...(cleared.length > 0 ? { cleared } : {}),
    }),
  };
}
