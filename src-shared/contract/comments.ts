/** Comments across the boundaries: orders about them, what the hub tells of them, and what a screen asks of its desk. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { blockedHitSchema } from '../domain/comment/blocked.ts';
import { blockedWordSchema, WORDS_AT_ONCE } from '../domain/comment/blocked-word.schema.ts';
import { cannedReplySchema, replyTextSchema } from '../domain/comment/canned-reply.schema.ts';
import {
  commentActSchema,
  commentDeskSchema,
  commentMarkSchema,
  moderationSchema,
} from '../domain/comment/comment.schema.ts';
import { replyPolicySchema, replyRuleSchema } from '../domain/comment/reply-rule.schema.ts';
import { commentEventSchema } from '../domain/order/order.schema.ts';
import { runKindSchema } from '../domain/show/show.schema.ts';
import { blockedWordIdSchema, cannedReplyIdSchema, replyRuleIdSchema, showIdSchema } from '../sync/ids.ts';

const target = { showId: z.string().min(1).max(64), runKind: runKindSchema };
const commentId = z.string().min(1).max(200);
const topic = z.string().min(1).max(200);

/** What is done about one comment or one viewer. `allow` shows a blocked comment after all; nothing leaves for it. */
const actShape = {
  act: z.enum([...moderationSchema.options, 'allow']),
  /** Null for `unmute` alone. */
  commentId: commentId.nullable(),
  userId: z.string().max(200).nullable(),
};
const replyShape = {
  /** The comment that is answered, or the cluster; neither is something said to the room. */
  commentId: commentId.nullable(),
  topic: topic.nullable(),
  text: replyTextSchema,
};

/** Orders to act ([SY91], [SY92]). The command's id is the act's. */
export const commentCommands = [
  z.object({ name: z.literal('comment.act'), ...target, ...actShape }),
  z.object({ name: z.literal('comment.reply'), ...target, ...replyShape }),
  /** A cluster that was answered by word of mouth. */
  z.object({ name: z.literal('comment.answer'), ...target, topic }),
  z.object({ name: z.literal('comment.auto'), ...target, on: z.boolean() }),
  /** An act of which nobody knows, by a person who has looked at the platform. */
  z.object({ name: z.literal('comment.settle'), actId: z.string(), done: z.boolean() }),
] as const;
export type CommentCommand = z.infer<(typeof commentCommands)[number]>;

export const commentValuesSchema = z.object({
  product: z.string().nullable(),
  price: z.string().nullable(),
  stock: z.string().nullable(),
  coupon: z.string().nullable(),
});
/** Of comments with something in them, and of acts: the newest first. */
export const commentLogSchema = z.object({
  blocked: z.array(z.object({ comment: commentEventSchema, mark: commentMarkSchema })),
  acts: z.array(commentActSchema),
});

/** What live frames carry beside the comments themselves. */
export const commentFrameShape = {
  commentMarks: z.array(commentMarkSchema).optional(),
  commentDesk: commentDeskSchema.optional(),
};

const done = z.object({});
const command = <S extends z.ZodType>(input: S) => oc.input(input).output(done);
const byTarget = z.object({ showId: showIdSchema, runKind: runKindSchema });

export const commentRulesSchema = z.object({
  canned: z.array(cannedReplySchema),
  rules: z.array(replyRuleSchema),
  policy: replyPolicySchema,
  words: z.array(blockedWordSchema),
  /** Ids of those with changes that the hub has not confirmed. */
  pendingIds: z.array(z.string()),
});

export const commentsContract = {
  comment: {
    /** Orders to act: they reach the hub within seconds or expire (`hub/away`, `effect/expired`). */
    act: command(byTarget.extend(actShape)),
    /** Sends what was read, word for word; `comment/unfilled` where a variable still stands in it. */
    reply: command(byTarget.extend(replyShape)),
    answer: command(byTarget.extend({ topic })),
    auto: command(byTarget.extend({ on: z.boolean() })),
    settle: command(z.object({ actId: z.string(), done: z.boolean() })),
    /** Fills an answer's variables with what holds now. */
    fill: oc
      .input(byTarget.extend({ text: z.string().max(400), userName: z.string().nullable() }))
      .output(z.object({ text: z.string(), unfilled: z.array(z.string()) })),
    /** `hub/away` while the hub is. */
    log: oc.input(byTarget).output(commentLogSchema),
    rules: oc.output(commentRulesSchema),
    saveCanned: command(
      cannedReplySchema.omit({ updatedAt: true, id: true }).extend({ id: cannedReplyIdSchema.nullable() }),
    ),
    removeCanned: command(z.object({ cannedReplyId: cannedReplyIdSchema })),
    saveRule: command(
      replyRuleSchema
        .omit({ updatedAt: true, updatedBy: true, id: true })
        .extend({ id: replyRuleIdSchema.nullable() }),
    ),
    removeRule: command(z.object({ replyRuleId: replyRuleIdSchema })),
    setPolicy: command(replyPolicySchema.omit({ id: true })),
    addWords: command(
      z.object({
        kind: blockedWordSchema.shape.kind,
        texts: z.array(blockedWordSchema.shape.text).min(1).max(WORDS_AT_ONCE),
        note: blockedWordSchema.shape.note,
      }),
    ),
    removeWord: command(z.object({ blockedWordId: blockedWordIdSchema })),
    /** The test box: what of the list would block this text, and, first, what `pattern` alone finds in it. */
    test: oc.input(z.object({ text: z.string().max(2000), pattern: z.string().max(200).nullable() })).output(
      z.object({
        hits: z.array(blockedHitSchema),
        fault: z.string().nullable(),
        faultAt: z.int().nullable(),
      }),
    ),
  },
};
