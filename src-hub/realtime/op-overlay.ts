/**
 * Documents as they stand with the writes of ops that are run but not committed yet. A document is read back through
 * its JSON and its schema, as it would be from the store: what an op sees does not hang on when others were committed.
 * What the store holds is asked for once: nothing else is written while a group is run, and its ops, what they are judged
 * by and what the audit log says of them read the same few documents over and over.
 */
import { type DocumentKind, type DocumentOf, parseDocument } from '#shared/domain/documents.ts';
import type { DocumentReader, DocumentWrite, WriteBatch } from '#shared/sync/document-store.ts';

export interface OpOverlay {
  readonly reader: DocumentReader;
  apply(batch: WriteBatch): void;
}

type Found = Promise<DocumentOf<DocumentKind> | null>;
type Children = Promise<readonly DocumentOf<DocumentKind>[]>;

/** `store` as it stands in an exclusive turn: the overlay is of no use after it. */
export function opOverlay(store: DocumentReader): OpOverlay {
  const written = new Map<DocumentKind, Map<string, DocumentWrite>>();
  /** Answers to `get`, of the store's documents and of written ones alike. */
  const found = new Map<DocumentKind, Map<string, Found>>();
  /** What the store answers to `list`, by parent. */
  const children = new Map<DocumentKind, Map<string, Children>>();

  function get(kind: DocumentKind, id: string): Found {
    const ofKind = ofKindIn(found, kind);
    const known = ofKind.get(id);
    if (known) return known;
    const write = written.get(kind)?.get(id);
    const answer: Found = write ? readBack(kind, write) : store.get(kind, id);
    ofKind.set(id, answer);
    return answer;
  }

  function stored(kind: DocumentKind, parentId: string): Children {
    const ofKind = ofKindIn(children, kind);
    const answer = ofKind.get(parentId) ?? store.list(kind, parentId);
    ofKind.set(parentId, answer);
    return answer;
  }

  async function list(kind: DocumentKind, parentId: string): Promise<DocumentOf<DocumentKind>[]> {
    const merged = new Map(
      (await stored(kind, parentId)).map((document) => [document.id as string, document]),
    );
    for (const write of written.get(kind)?.values() ?? []) {
      const document = write.parentId === parentId ? await get(kind, write.id) : null;
      if (document) merged.set(write.id, document);
      else merged.delete(write.id);
    }
    return [...merged.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  return {
    reader: {
      get: <K extends DocumentKind>(kind: K, id: string) => get(kind, id) as Promise<DocumentOf<K> | null>,
      list: <K extends DocumentKind>(kind: K, parentId: string) =>
        list(kind, parentId) as Promise<DocumentOf<K>[]>,
    },
    apply({ writes }) {
      for (const write of writes) {
        ofKindIn(written, write.kind).set(write.id, write);
        found.get(write.kind)?.delete(write.id);
      }
    },
  };
}

async function readBack(kind: DocumentKind, { document }: DocumentWrite): Found {
  return document === null ? null : parseDocument(kind, JSON.parse(JSON.stringify(document)));
}

function ofKindIn<V>(maps: Map<DocumentKind, Map<string, V>>, kind: DocumentKind): Map<string, V> {
  const known = maps.get(kind);
  if (known) return known;
  const fresh = new Map<string, V>();
  maps.set(kind, fresh);
  return fresh;
}
