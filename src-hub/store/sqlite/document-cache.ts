/**
 * Documents that were read, as their schema made them: checking one costs more than all else about reading it. Only this
 * process writes documents, so what is kept here stays right until it is written or a transaction is undone. They are
 * frozen through and through, since many readers share them.
 */
import { type DocumentKind, type DocumentOf, parseDocument } from '#shared/domain/documents.ts';

export interface DocumentCache {
  get<K extends DocumentKind>(kind: K, id: string): DocumentOf<K> | null;
  /** Reads what the database holds and keeps it. Throws zod's error where it is not of its kind. */
  read<K extends DocumentKind>(kind: K, id: string, json: string): DocumentOf<K>;
  forget(kind: DocumentKind, id: string): void;
  clear(): void;
}

/** Some 20 MB at most: longer ones are read anew each time, and when there are too many all are. */
const MAX_DOCUMENTS = 20_000;
const MAX_CHARACTERS = 8_000;

export function documentCache(): DocumentCache {
  const known = new Map<string, DocumentOf<DocumentKind>>();
  const keyOf = (kind: DocumentKind, id: string) => `${kind}/${id}`;
  return {
    get: <K extends DocumentKind>(kind: K, id: string) =>
      (known.get(keyOf(kind, id)) as DocumentOf<K> | undefined) ?? null,
    read<K extends DocumentKind>(kind: K, id: string, json: string): DocumentOf<K> {
      const document = frozen(parseDocument(kind, JSON.parse(json)));
      if (json.length > MAX_CHARACTERS) return document;
      if (known.size >= MAX_DOCUMENTS) known.clear();
      known.set(keyOf(kind, id), document);
      return document;
    },
    forget: (kind, id) => void known.delete(keyOf(kind, id)),
    clear: () => known.clear(),
  };
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const key in value) frozen(value[key]);
    Object.freeze(value);
  }
  return value;
}
