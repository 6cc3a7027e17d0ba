/** SQL of cached documents. `base` is what the hub confirmed; `view` is base with this console's pending ops on top. */
import type Database from 'better-sqlite3';
import {
  type DocumentKind,
  type DocumentOf,
  isDocumentKind,
  parseDocument,
} from '#shared/domain/documents.ts';
import type { DocumentReader, DocumentWrite } from '#shared/sync/document-store.ts';

interface Row {
  kind: string;
  id: string;
  parent_id: string;
  json: string;
}

export interface BaseChange {
  readonly seq: number;
  readonly kind: DocumentKind;
  readonly id: string;
  readonly parentId: string;
  readonly document: unknown;
}

export interface DocumentRepo {
  readonly base: DocumentReader;
  readonly view: DocumentReader;
  /** Ids among `ids` whose view the hub has not confirmed. */
  pendingAmong(ids: readonly string[]): string[];
  putBase(change: BaseChange): void;
  /** Makes every pending view equal to its base again; answers the kinds it touched. */
  resetViews(): Set<string>;
  putView(write: DocumentWrite): void;
  clear(): void;
}

export function documentRepo(db: Database): DocumentRepo {
  const reader = (column: 'base' | 'view'): DocumentReader => {
    const one = db.prepare<[string, string], Row>(
      `SELECT kind, id, parent_id, ${column} AS json FROM document WHERE kind = ? AND id = ? AND ${column} IS NOT NULL`,
    );
    const many = db.prepare<[string, string], Row>(
      `SELECT kind, id, parent_id, ${column} AS json FROM document
       WHERE kind = ? AND parent_id = ? AND ${column} IS NOT NULL ORDER BY id`,
    );
    return {
      async get<K extends DocumentKind>(kind: K, id: string) {
        const row = one.get(kind, id);
        return row ? read(kind, row) : null;
      },
      async list<K extends DocumentKind>(kind: K, parentId: string) {
        return many.all(kind, parentId).map((row) => read(kind, row));
      },
    };
  };
  const pending = db.prepare<[string], { id: string }>(
    'SELECT id FROM document WHERE pending = 1 AND id = ?',
  );
  const putBase = db.prepare<[string, string, string, string | null, string | null, number]>(
    `INSERT INTO document (kind, id, parent_id, base, view, base_seq) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (kind, id) DO UPDATE SET parent_id = excluded.parent_id, base = excluded.base,
       view = excluded.view, base_seq = excluded.base_seq, pending = 0
     WHERE excluded.base_seq >= base_seq`,
  );
  const pendingKinds = db.prepare<[], { kind: string }>(
    'SELECT DISTINCT kind FROM document WHERE pending = 1',
  );
  const reset = db.prepare('UPDATE document SET view = base, pending = 0 WHERE pending = 1');
  const putView = db.prepare<[string, string, string, string | null]>(
    `INSERT INTO document (kind, id, parent_id, view, pending) VALUES (?, ?, ?, ?, 1)
     ON CONFLICT (kind, id) DO UPDATE SET view = excluded.view, pending = 1,
       parent_id = CASE WHEN excluded.view IS NULL THEN parent_id ELSE excluded.parent_id END`,
  );
  return {
    base: reader('base'),
    view: reader('view'),
    pendingAmong: (ids) => ids.filter((id) => pending.get(id) !== undefined),
    putBase: (change) => {
      const json = change.document === null ? null : JSON.stringify(change.document);
      putBase.run(change.kind, change.id, change.parentId, json, json, change.seq);
    },
    resetViews: () => {
      const kinds = new Set(pendingKinds.all().map((row) => row.kind));
      reset.run();
      return kinds;
    },
    putView: (write) => {
      putView.run(
        write.kind,
        write.id,
        write.parentId,
        write.document === null ? null : JSON.stringify(write.document),
      );
    },
    clear: () => {
      db.exec('DELETE FROM document');
    },
  };
}

/** A cached document is parsed again: a file may have been written by another version or damaged. */
function read<K extends DocumentKind>(kind: K, row: Row): DocumentOf<K> {
  return parseDocument(kind, JSON.parse(row.json));
}

export function knownKind(kind: string): DocumentKind | null {
  return isDocumentKind(kind) ? kind : null;
}
