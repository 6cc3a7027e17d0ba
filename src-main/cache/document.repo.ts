/**
 * SQL of cached documents: bases as the hub told them, kept as they came, and what this console's pending ops make of
 * them. The view is the one over the other. A base that this version cannot read is kept and skipped ([SY33]).
 */
import type Database from 'better-sqlite3';
import {
  type DocumentKind,
  type DocumentOf,
  isDocumentKind,
  parseDocument,
} from '#shared/domain/documents.ts';
import type { DocumentReader } from '#shared/sync/document-store.ts';

/** A document as it is kept; `json` null = there is none. */
export interface HeldDocument {
  readonly kind: string;
  readonly id: string;
  readonly parentId: string;
  readonly json: string | null;
}

export interface BaseChange extends HeldDocument {
  readonly seq: number;
}

/** What is kept, unread. */
export interface HeldReader {
  get(kind: string, id: string): HeldDocument | null;
  /** All of a kind under one parent, ordered by id. */
  list(kind: string, parentId: string): HeldDocument[];
}

/** A base as its row says, for a digest; `document` is the text itself where it is no longer JSON. */
export interface BaseRow {
  readonly seq: number;
  readonly kind: string;
  readonly id: string;
  readonly parentId: string;
  readonly document: unknown;
}

export interface DocumentRepo {
  readonly bases: HeldReader;
  readonly view: DocumentReader;
  /** Ids among `ids` whose view the hub has not confirmed. */
  pendingAmong(ids: readonly string[]): string[];
  /** A null text takes the base away. `generation` names the snapshot that saw it. */
  putBase(change: BaseChange, generation: number): void;
  /** What a pending op made of a document, or, as null, that none makes anything of it now. */
  setPending(kind: string, id: string, held: HeldDocument | null): void;
  /** Gives up everything pending; answers the kinds that it touched. */
  clearPending(): Set<string>;
  /** Bases that no snapshot from `generation` on has seen. */
  unseen(generation: number): Pick<HeldDocument, 'kind' | 'id' | 'parentId'>[];
  /** In the order of their seqs, both ends included. */
  basesBetween(firstSeq: number, lastSeq: number): BaseRow[];
  firstSeqAbove(seq: number): number | null;
}

interface Row {
  readonly id: string;
  readonly parentId: string;
  readonly json: string | null;
}

export function documentRepo(db: Database): DocumentRepo {
  const base = db.prepare<[string, string], Row>(
    'SELECT id, parent_id AS parentId, json FROM document WHERE kind = ? AND id = ?',
  );
  const basesUnder = db.prepare<[string, string], Row>(
    'SELECT id, parent_id AS parentId, json FROM document WHERE kind = ? AND parent_id = ? ORDER BY id',
  );
  const pending = db.prepare<[string, string], Row>(
    'SELECT id, parent_id AS parentId, json FROM pending_document WHERE kind = ? AND id = ?',
  );
  const viewUnder = db.prepare<[string, string, string, string], Row>(
    `SELECT id, parent_id AS parentId, json FROM document AS base WHERE kind = ? AND parent_id = ?
       AND NOT EXISTS (SELECT 1 FROM pending_document WHERE kind = base.kind AND id = base.id)
     UNION ALL
     SELECT id, parent_id, json FROM pending_document WHERE kind = ? AND parent_id = ? AND json IS NOT NULL
     ORDER BY id`,
  );
  const isPending = db
    .prepare<[string], number>('SELECT 1 FROM pending_document WHERE id = ? LIMIT 1')
    .pluck();
  const putBase = db.prepare<[string, string, string, string, number, number]>(
    `INSERT INTO document (kind, id, parent_id, json, seq, generation) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (kind, id) DO UPDATE SET parent_id = excluded.parent_id, json = excluded.json,
       seq = excluded.seq, generation = excluded.generation`,
  );
  const removeBase = db.prepare<[string, string]>('DELETE FROM document WHERE kind = ? AND id = ?');
  const putPending = db.prepare<[string, string, string, string | null]>(
    `INSERT INTO pending_document (kind, id, parent_id, json) VALUES (?, ?, ?, ?)
     ON CONFLICT (kind, id) DO UPDATE SET parent_id = excluded.parent_id, json = excluded.json`,
  );
  const removePending = db.prepare<[string, string]>(
    'DELETE FROM pending_document WHERE kind = ? AND id = ?',
  );
  const pendingKinds = db.prepare<[], string>('SELECT DISTINCT kind FROM pending_document').pluck();
  const clearPending = db.prepare('DELETE FROM pending_document');
  const unseen = db.prepare<[number], Pick<HeldDocument, 'kind' | 'id' | 'parentId'>>(
    'SELECT kind, id, parent_id AS parentId FROM document WHERE generation < ?',
  );
  const between = db.prepare<[number, number], Row & { seq: number; kind: string; json: string }>(
    `SELECT seq, kind, id, parent_id AS parentId, json FROM document WHERE seq BETWEEN ? AND ?
     ORDER BY seq, kind, id`,
  );
  const firstSeqAbove = db
    .prepare<[number], number | null>('SELECT MIN(seq) FROM document WHERE seq > ?')
    .pluck();
  return {
    bases: {
      get: (kind, id) => held(kind, base.get(kind, id)),
      list: (kind, parentId) => basesUnder.all(kind, parentId).map((row) => ({ kind, ...row })),
    },
    view: heldReader({
      get: (kind, id) => held(kind, pending.get(kind, id) ?? base.get(kind, id)),
      list: (kind, parentId) =>
        viewUnder.all(kind, parentId, kind, parentId).map((row) => ({ kind, ...row })),
    }),
    pendingAmong: (ids) => ids.filter((id) => isPending.get(id) !== undefined),
    putBase: ({ kind, id, parentId, json, seq }, generation) => {
      if (json === null) removeBase.run(kind, id);
      else putBase.run(kind, id, parentId, json, seq, generation);
    },
    setPending: (kind, id, now) => {
      if (now) putPending.run(kind, id, now.parentId, now.json);
      else removePending.run(kind, id);
    },
    clearPending: () => {
      const kinds = new Set(pendingKinds.all());
      clearPending.run();
      return kinds;
    },
    unseen: (generation) => unseen.all(generation),
    basesBetween: (first, last) =>
      between.all(first, last).map(({ json, ...row }) => ({ ...row, document: parsedOrText(json) })),
    firstSeqAbove: (seq) => firstSeqAbove.get(seq) ?? null,
  };
}

/** What a kept document says to a reader of its kind; null = nothing. */
export type ReadHeld = <K extends DocumentKind>(kind: K, held: HeldDocument) => DocumentOf<K> | null;

/** Reads what is kept. A document that cannot be read counts as not there: its file, or its hub, may be of a newer version. */
export function heldReader(
  source: HeldReader,
  read: ReadHeld = (kind, { json }) => readText(kind, json),
): DocumentReader {
  return {
    async get<K extends DocumentKind>(kind: K, id: string) {
      const held = source.get(kind, id);
      return held ? read(kind, held) : null;
    },
    async list<K extends DocumentKind>(kind: K, parentId: string) {
      return source.list(kind, parentId).flatMap((held) => read(kind, held) ?? []);
    },
  };
}

/** Reads each kept document once; what it answers is shared, and frozen so that nobody changes it for the next. */
export function readOnce(): ReadHeld {
  const known = new WeakMap<HeldDocument, unknown>();
  return <K extends DocumentKind>(kind: K, held: HeldDocument) => {
    if (known.has(held)) return known.get(held) as DocumentOf<K> | null;
    const document = readText(kind, held.json);
    known.set(held, frozen(document));
    return document;
  };
}

/** Whether readers make the same of two texts; one that cannot be read is to them as none. */
export function sameToReaders(kind: string, one: string | null, other: string | null): boolean {
  return one === other || meaningOf(kind, one) === meaningOf(kind, other);
}

function meaningOf(kind: string, json: string | null): string | null {
  const document = isDocumentKind(kind) ? readText(kind, json) : null;
  return document === null ? null : JSON.stringify(document);
}

function readText<K extends DocumentKind>(kind: K, json: string | null): DocumentOf<K> | null {
  if (json === null) return null;
  try {
    return parseDocument(kind, JSON.parse(json));
  } catch {
    return null;
  }
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}

function held(kind: string, row: Row | undefined): HeldDocument | null {
  return row ? { kind, ...row } : null;
}

function parsedOrText(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
