/**
 * Documents by their kind and id, as their schema reads them: checking one costs more than all else about reading it.
 * Only this process writes documents, so what is kept here stays right until it is written or a transaction is undone.
 * They are frozen through and through, since many readers share them.
 */
import { type DocumentKind, type DocumentOf, parseDocument } from '#shared/domain/documents.ts';

export interface DocumentCache {
  /** What is known of a document; undefined where nothing is, null where it is known to be gone. */
  get<K extends DocumentKind>(kind: K, id: string): DocumentOf<K> | null | undefined;
  /** Reads what the database holds and keeps it. Throws zod's error where it is not of its kind. */
  read<K extends DocumentKind>(kind: K, id: string, json: string): DocumentOf<K>;
  /** Takes what has just been written; it is checked when somebody reads it. */
  wrote(kind: DocumentKind, id: string, json: string | null): void;
  clear(): void;
}

/** Some 20 MB at most: longer ones are read anew each time, and when there are too many all are. */
const MAX_DOCUMENTS = 20_000;
const MAX_CHARACTERS = 8_000;

type Known = { readonly document: DocumentOf<DocumentKind> | null } | { readonly json: string };

export function documentCache(): DocumentCache {
  const known = new Map<string, Known>();
  const keyOf = (kind: DocumentKind, id: string) => `${kind}/${id}`;

  function keep(key: string, entry: Known): void {
    if (known.size >= MAX_DOCUMENTS) known.clear();
    known.set(key, entry);
  }

  function read<K extends DocumentKind>(kind: K, id: string, json: string): DocumentOf<K> {
    const document = frozen(parseDocument(kind, JSON.parse(json)));
    if (json.length <= MAX_CHARACTERS) keep(keyOf(kind, id), { document });
    return document;
  }

  return {
    get<K extends DocumentKind>(kind: K, id: string) {
      const entry = known.get(keyOf(kind, id));
      if (!entry) return undefined;
      return 'json' in entry ? read(kind, id, entry.json) : (entry.document as DocumentOf<K> | null);
    },
    read,
    wrote(kind, id, json) {
      const key = keyOf(kind, id);
      if (json === null) keep(key, { document: null });
      else if (json.length <= MAX_CHARACTERS) keep(key, { json });
      else known.delete(key);
    },
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
