/**
 * The store that mutations work on: typed documents by kind and id, each under a parent. Writes are buffered by the
 * runner and flushed in one transaction after the mutation has finished (DESIGN §4, documents 1).
 */
import type { DocumentKind, DocumentOf } from '../domain/documents.ts';

export interface DocumentReader {
  get<K extends DocumentKind>(kind: K, id: string): Promise<DocumentOf<K> | null>;
  /** All documents of a kind under one parent, ordered by id. */
  list<K extends DocumentKind>(kind: K, parentId: string): Promise<DocumentOf<K>[]>;
}

export interface DocumentTx extends DocumentReader {
  put<K extends DocumentKind>(kind: K, document: DocumentOf<K>): void;
  remove(kind: DocumentKind, id: string): void;
  /** Kept by the hub alone, outside every document: robot addresses and the like. A desk forgets it at once. */
  putSecret(name: string, value: string): void;
}

export interface DocumentWrite {
  readonly kind: DocumentKind;
  readonly id: string;
  readonly parentId: string;
  /** null removes the document. */
  readonly document: DocumentOf<DocumentKind> | null;
}

export interface WriteBatch {
  readonly writes: DocumentWrite[];
  readonly secrets: { name: string; value: string }[];
}
