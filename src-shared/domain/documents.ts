/** Every kind of document with its schema and parent. Adding a kind here is all that the stores need. */
import type { z } from 'zod';
import { dropSchema } from './drop/drop.schema.ts';
import { groupSchema } from './group/group.schema.ts';
import { leaseSchema } from './lease/lease.schema.ts';
import { postSchema } from './post/post.schema.ts';
import { releaseSchema } from './post/release.schema.ts';
import { productSchema } from './product/product.schema.ts';
import { questionSchema } from './question/question.schema.ts';
import { slotSchema } from './rundown/slot.schema.ts';
import { runSchema, showSchema } from './show/show.schema.ts';
import { ticketSchema } from './till/ticket.schema.ts';
import { tillSchema } from './till/till.schema.ts';

/** Documents without a parent of their own hang here. */
export const WORKSPACE = 'workspace';

const schemas = {
  show: showSchema,
  run: runSchema,
  slot: slotSchema,
  product: productSchema,
  drop: dropSchema,
  group: groupSchema,
  post: postSchema,
  release: releaseSchema,
  till: tillSchema,
  lease: leaseSchema,
  ticket: ticketSchema,
  question: questionSchema,
} as const;

export type DocumentKind = keyof typeof schemas;
export type DocumentOf<K extends DocumentKind> = z.infer<(typeof schemas)[K]>;
export const documentKinds = Object.keys(schemas) as DocumentKind[];

const parents: { [K in DocumentKind]: (document: DocumentOf<K>) => string } = {
  show: () => WORKSPACE,
  run: (run) => run.showId,
  slot: (slot) => slot.runId,
  product: (product) => product.showId,
  drop: (drop) => drop.showId,
  group: () => WORKSPACE,
  post: (post) => post.showId,
  // A console looks after all of its own, whatever show they are of.
  release: () => WORKSPACE,
  till: (till) => till.showId,
  lease: (lease) => lease.showId,
  ticket: (ticket) => ticket.showId,
  question: (question) => question.showId,
};

export function parentIdOf<K extends DocumentKind>(kind: K, document: DocumentOf<K>): string {
  return parents[kind](document);
}

export function isDocumentKind(kind: string): kind is DocumentKind {
  return Object.hasOwn(schemas, kind);
}

/** Parses a stored or received document. Throws zod's error when it is not of its kind. */
export function parseDocument<K extends DocumentKind>(kind: K, value: unknown): DocumentOf<K> {
  return schemas[kind].parse(value) as DocumentOf<K>;
}
