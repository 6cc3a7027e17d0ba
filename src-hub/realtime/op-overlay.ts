/**
 * Documents as they stand with the writes of ops that are run but not committed yet. A document is read back through
 * its JSON and its schema, as it would be from the store: what an op sees does not hang on when others were committed.
 */
import { type DocumentKind, type DocumentOf, parseDocument } from '#shared/domain/documents.ts';
import type { DocumentReader, DocumentWrite, WriteBatch } from '#shared/sync/document-store.ts';

export interface OpOverlay {
  readonly reader: DocumentReader;
  apply(batch: WriteBatch): void;
}

export function opOverlay(store: DocumentReader): OpOverlay {
  const written = new Map<DocumentKind, Map<string, DocumentWrite>>();
  const readBack = new Map<DocumentWrite, DocumentOf<DocumentKind>>();

  function read<K extends DocumentKind>(kind: K, write: DocumentWrite): DocumentOf<K> | null {
    if (write.document === null) return null;
    const known = readBack.get(write) ?? parseDocument(kind, JSON.parse(JSON.stringify(write.document)));
    readBack.set(write, known);
    return known as DocumentOf<K>;
  }

  return {
    reader: {
      async get<K extends DocumentKind>(kind: K, id: string) {
        const write = written.get(kind)?.get(id);
        return write ? read(kind, write) : store.get(kind, id);
      },
      async list<K extends DocumentKind>(kind: K, parentId: string) {
        const stored = await store.list(kind, parentId);
        const writes = written.get(kind);
        if (!writes) return stored;
        const merged = new Map(stored.map((document) => [document.id as string, document]));
        for (const write of writes.values()) {
          const document = write.parentId === parentId ? read(kind, write) : null;
          if (document) merged.set(write.id, document);
          else merged.delete(write.id);
        }
        return [...merged.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
      },
    },
    apply({ writes }) {
      for (const write of writes) {
        const ofKind = written.get(write.kind) ?? new Map<string, DocumentWrite>();
        written.set(write.kind, ofKind.set(write.id, write));
      }
    },
  };
}
