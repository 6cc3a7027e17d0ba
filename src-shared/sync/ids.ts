/** Ids are UUIDv7: they sort by creation, so that indexes append instead of scattering (facts in sync.md §2). */
import { v7 } from 'uuid';
import { z } from 'zod';

export interface Ids {
  next(): string;
}

export const uuidIds: Ids = { next: () => v7() };

/** Ids for tests: `prefix-0001`, `prefix-0002`, … in order. */
export function countingIds(prefix = 'id'): Ids {
  let count = 0;
  return { next: () => `${prefix}-${String(++count).padStart(4, '0')}` };
}

function idSchema<B extends string>() {
  return z
    .string()
    .min(1)
    .max(64)
    .transform((id) => id as string & { readonly __id: B });
}

export const showIdSchema = idSchema<'show'>();
export const runIdSchema = idSchema<'run'>();
export const slotIdSchema = idSchema<'slot'>();
export const productIdSchema = idSchema<'product'>();
export const dropIdSchema = idSchema<'drop'>();
export const groupIdSchema = idSchema<'group'>();
export const postIdSchema = idSchema<'post'>();
export const batchIdSchema = idSchema<'batch'>();
export const releaseIdSchema = idSchema<'release'>();
export const questionIdSchema = idSchema<'question'>();
export const blockedWordIdSchema = idSchema<'blocked-word'>();
export const cannedReplyIdSchema = idSchema<'canned-reply'>();
export const replyRuleIdSchema = idSchema<'reply-rule'>();
export const markIdSchema = idSchema<'mark'>();
export const promiseIdSchema = idSchema<'promise'>();
export const handoverIdSchema = idSchema<'handover'>();
export const sequenceIdSchema = idSchema<'sequence'>();
export const opIdSchema = idSchema<'op'>();
export const ticketIdSchema = idSchema<'ticket'>();
export const signupIdSchema = idSchema<'signup'>();
export type ShowId = z.infer<typeof showIdSchema>;
export type RunId = z.infer<typeof runIdSchema>;
export type SlotId = z.infer<typeof slotIdSchema>;
export type ProductId = z.infer<typeof productIdSchema>;
export type DropId = z.infer<typeof dropIdSchema>;
export type GroupId = z.infer<typeof groupIdSchema>;
export type PostId = z.infer<typeof postIdSchema>;
export type BatchId = z.infer<typeof batchIdSchema>;
export type ReleaseId = z.infer<typeof releaseIdSchema>;
export type QuestionId = z.infer<typeof questionIdSchema>;
export type BlockedWordId = z.infer<typeof blockedWordIdSchema>;
export type CannedReplyId = z.infer<typeof cannedReplyIdSchema>;
export type ReplyRuleId = z.infer<typeof replyRuleIdSchema>;
export type MarkId = z.infer<typeof markIdSchema>;
export type PromiseId = z.infer<typeof promiseIdSchema>;
export type HandoverId = z.infer<typeof handoverIdSchema>;
export type SequenceId = z.infer<typeof sequenceIdSchema>;
export type OpId = z.infer<typeof opIdSchema>;
export type TicketId = z.infer<typeof ticketIdSchema>;
export type SignupId = z.infer<typeof signupIdSchema>;
