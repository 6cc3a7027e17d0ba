/**
 * The store that mutations work on: typed documents by kind and id, each under a parent. Writes are buffered by the
 * runner and flushed in one transaction after the mutation has finished (DESIGN §4, documents 1).
 */
import type { DocumentKind, DocumentOf } from '../domain/documents.ts';
import type { OrderEvent } from '../domain/order/order.schema.ts';
import type { RunKind } from '../domain/show/show.schema.ts';
import type { Signup } from '../domain/signup/signup.schema.ts';

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
  /** Ends what `putSecret` kept under that name. */
  removeSecret(name: string): void;
  /**
   * A sale or refund that this op makes known (a till's). The hub stores it and moves the counters in the op's own
   * transaction; an `eventId` that stands there with another content refuses the op (`order/id-reused`).
   */
  addOrder(target: FactTarget, event: OrderEvent): void;
  /** A person who signed up. The hub keeps it encrypted; the same id again changes nothing. */
  addSignup(signup: Signup): void;
  /**
   * Clears every fact and effect of run kind rehearsal of a show, in the op's own transaction. No other run kind can be
   * named: what a broadcast has brought is never cleared.
   */
  clearRehearsal(showId: string): void;
}

/** Facts belong to a show and a run kind. */
export interface FactTarget {
  readonly showId: string;
  readonly runKind: RunKind;
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
  /** A null value ends the secret. */
  readonly secrets: { name: string; value: string | null }[];
  readonly orders: { target: FactTarget; event: OrderEvent }[];
  readonly signups: Signup[];
  /** Shows whose rehearsal is cleared. */
  readonly cleared?: readonly string[];
}
