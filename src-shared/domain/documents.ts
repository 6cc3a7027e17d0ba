/** Every kind of document with its schema and parent. Adding a kind here is all that the stores need. */
import type { z } from 'zod';
import { approvalSchema } from './approval/approval.schema.ts';
import { blockedWordSchema } from './comment/blocked-word.schema.ts';
import { cannedReplySchema } from './comment/canned-reply.schema.ts';
import { replyPolicySchema, replyRuleSchema } from './comment/reply-rule.schema.ts';
import { dropSchema } from './drop/drop.schema.ts';
import { sequenceSchema } from './drop/sequence.schema.ts';
import { groupSchema } from './group/group.schema.ts';
import { handoverSchema } from './handover/handover.schema.ts';
import { leaseSchema } from './lease/lease.schema.ts';
import { markSchema } from './mark/mark.schema.ts';
import { pushPolicySchema } from './platform/push-policy.schema.ts';
import { policySchema } from './policy/policy.schema.ts';
import { postSchema } from './post/post.schema.ts';
import { releaseSchema } from './post/release.schema.ts';
import { productSchema } from './product/product.schema.ts';
import { promiseSchema } from './promise/promise.schema.ts';
import { questionSchema } from './question/question.schema.ts';
import { slotSchema } from './rundown/slot.schema.ts';
import { runSchema, showSchema } from './show/show.schema.ts';
import { ticketSchema } from './till/ticket.schema.ts';
import { tillSchema } from './till/till.schema.ts';

/** Documents without a parent of their own hang here. */
export const WORKSPACE = 'workspace';

export const documentSchemas = {
  show: showSchema,
  run: runSchema,
  slot: slotSchema,
  product: productSchema,
  drop: dropSchema,
  sequence: sequenceSchema,
  group: groupSchema,
  post: postSchema,
  release: releaseSchema,
  till: tillSchema,
  lease: leaseSchema,
  ticket: ticketSchema,
  question: questionSchema,
  promise: promiseSchema,
  handover: handoverSchema,
  policy: policySchema,
  approval: approvalSchema,
  mark: markSchema,
  pushPolicy: pushPolicySchema,
  'blocked-word': blockedWordSchema,
  'canned-reply': cannedReplySchema,
  'reply-rule': replyRuleSchema,
  'reply-policy': replyPolicySchema,
} as const;

export type DocumentKind = keyof typeof documentSchemas;
export type DocumentOf<K extends DocumentKind> = z.infer<(typeof documentSchemas)[K]>;
export const documentKinds = Object.keys(documentSchemas) as DocumentKind[];

const parents: { [K in DocumentKind]: (document: DocumentOf<K>) => string } = {
  show: () => WORKSPACE,
  run: (run) => run.showId,
  slot: (slot) => slot.runId,
  product: (product) => product.showId,
  drop: (drop) => drop.showId,
  sequence: (sequence) => sequence.showId,
  group: () => WORKSPACE,
  post: (post) => post.showId,
  // A console looks after all of its own, whatever show they are of.
  release: () => WORKSPACE,
  till: (till) => till.showId,
  lease: (lease) => lease.showId,
  ticket: (ticket) => ticket.showId,
  question: (question) => question.showId,
  promise: (promise) => promise.showId,
  handover: (handover) => handover.showId,
  policy: () => WORKSPACE,
  approval: (approval) => approval.showId,
  mark: (mark) => mark.showId,
  pushPolicy: (policy) => policy.showId,
  'blocked-word': () => WORKSPACE,
  'canned-reply': () => WORKSPACE,
  'reply-rule': () => WORKSPACE,
  'reply-policy': () => WORKSPACE,
};

export function parentIdOf<K extends DocumentKind>(kind: K, document: DocumentOf<K>): string {
  return parents[kind](document);
}

export function isDocumentKind(kind: string): kind is DocumentKind {
  return Object.hasOwn(documentSchemas, kind);
}

/** Parses a stored or received document. Throws zod's error when it is not of its kind. */
export function parseDocument<K extends DocumentKind>(kind: K, value: unknown): DocumentOf<K> {
  return documentSchemas[kind].parse(value) as DocumentOf<K>;
}
