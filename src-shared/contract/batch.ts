/**
 * Announcements: groups, posts, what is released for later, and the batches they go out in. Both halves of the contract,
 * screen–desk and desk–hub.
 */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { batchSchema, deliverySchema } from '../domain/batch/batch.schema.ts';
import { groupSchema } from '../domain/group/group.schema.ts';
import { postSchema } from '../domain/post/post.schema.ts';
import { releaseSchema } from '../domain/post/release.schema.ts';
import { runKindSchema } from '../domain/show/show.schema.ts';
import { batchIdSchema, groupIdSchema, postIdSchema, releaseIdSchema, showIdSchema } from '../sync/ids.ts';
import { answerSchema } from './answer.ts';

/** Orders to act. */
export const batchCommands = [
  /** Sends what the dry run with this fingerprint has shown; the same batch id again is the same batch. */
  z.object({
    name: z.literal('batch.send'),
    batchId: z.string().min(1).max(64),
    postId: z.string(),
    runKind: runKindSchema,
    planHash: z.string().min(1).max(100),
  }),
  /** The console has nothing more to say: makes the batch of a release, once ([SY56]). */
  z.object({
    name: z.literal('batch.release'),
    batchId: z.string().min(1).max(64),
    releaseId: z.string(),
  }),
  /** While it waits: nothing of it goes out. */
  z.object({ name: z.literal('batch.cancel'), batchId: z.string() }),
  z.object({ name: z.literal('batch.pause'), batchId: z.string() }),
  z.object({ name: z.literal('batch.resume'), batchId: z.string() }),
  z.object({ name: z.literal('batch.stop'), batchId: z.string() }),
  z.object({ name: z.literal('batch.retryFailed'), batchId: z.string() }),
  z.object({
    name: z.literal('batch.settle'),
    batchId: z.string(),
    groupId: z.string(),
    sent: z.boolean(),
  }),
  z.object({ name: z.literal('batch.tick'), batchId: z.string(), groupId: z.string() }),
] as const;

/**
 * What has changed in a batch since `fromRevision`. A desk that knows another revision, or a frame that leaves out too
 * many changes to send (`fromRevision` is the batch's own), asks for the whole batch.
 */
export const batchFrameSchema = z.object({
  fromRevision: z.int(),
  batch: batchSchema,
  deliveries: z.array(deliverySchema),
});
export type BatchFrame = z.infer<typeof batchFrameSchema>;

export const batchRequests = {
  /** The show's latest batches, newest first. */
  batches: {
    input: z.object({ showId: z.string() }),
    answer: answerSchema(z.array(batchSchema)),
  },
  /** A batch as it stands, with every delivery. */
  batch: {
    input: z.object({ batchId: z.string() }),
    answer: answerSchema(z.object({ batch: batchSchema, deliveries: z.array(deliverySchema) })),
  },
  /** What a group gets, as it was at the dry run. */
  batchText: {
    input: z.object({ batchId: z.string(), groupId: z.string() }),
    answer: answerSchema(z.object({ text: z.string() })),
  },
  /** What groups have had, or may have had, of an announcement: a dry run holds it back there. */
  batchHad: {
    input: z.object({ postId: z.string(), runKind: runKindSchema }),
    answer: answerSchema(z.array(z.object({ groupId: z.string(), textHash: z.string() }))),
  },
} as const;

export const renderedPostSchema = z.object({
  groupId: groupIdSchema,
  groupName: z.string(),
  text: z.string(),
  /** UTF-8 bytes: group robots count bytes, not characters. */
  bytes: z.int(),
  unfilled: z.array(z.string()),
});
export const postPreviewSchema = z.object({
  rendered: z.array(renderedPostSchema),
  /** Groups whose text still has an unfilled variable: while there is one, the post is blocked. */
  blockedCount: z.int(),
});
export type PostPreview = z.infer<typeof postPreviewSchema>;

/** The dry run of a batch: what each group would get, and what holds it back. `planHash` stands for all of it. */
export const batchPlanSchema = z.object({
  /** Of the batch that this dry run becomes if it is sent; sent again, it is the same batch. */
  batchId: batchIdSchema,
  planHash: z.string(),
  /** False while the hub is away: groups that have had the text already are not known, and nothing can be sent. */
  complete: z.boolean(),
  /** Groups whose text has an unfilled variable: while there is one, nothing can be sent. */
  blockedCount: z.int(),
  deliveries: z.array(
    deliverySchema
      .pick({ groupId: true, groupName: true, owner: true, platform: true, state: true, reason: true })
      .extend({ text: z.string(), bytes: z.int(), unfilled: z.array(z.string()) }),
  ),
});
export type BatchPlan = z.infer<typeof batchPlanSchema>;

/** A batch on its way: the snapshot has every delivery, what follows those that have changed. */
export const deskBatchSchema = z.object({
  snapshot: z.boolean(),
  batch: batchSchema,
  deliveries: z.array(deliverySchema),
});
export type DeskBatch = z.infer<typeof deskBatchSchema>;

/** A release as a console sees it. */
export const releaseEntrySchema = releaseSchema.extend({
  pending: z.boolean(),
  own: z.boolean(),
  /** The hub has told this console that it has made its batch. */
  handed: z.boolean(),
});
export type ReleaseEntry = z.infer<typeof releaseEntrySchema>;

const done = z.object({});
const byShow = z.object({ showId: showIdSchema });
const byBatch = z.object({ batchId: batchIdSchema });
const byDelivery = byBatch.extend({ groupId: groupIdSchema });
const command = <S extends z.ZodType>(input: S) => oc.input(input).output(done);

export const batchContract = {
  group: {
    /** `pending`: has changes that the hub has not confirmed. */
    list: oc.output(z.array(groupSchema.extend({ pending: z.boolean() }))),
    remove: command(z.object({ groupId: groupIdSchema })),
  },
  post: {
    list: oc.input(byShow).output(z.array(postSchema.extend({ pending: z.boolean() }))),
    save: oc
      .input(postSchema.omit({ updatedAt: true, id: true }).extend({ id: postIdSchema.nullable() }))
      .output(z.object({ postId: postIdSchema })),
    remove: command(z.object({ postId: postIdSchema })),
    preview: oc
      .input(postSchema.pick({ showId: true, text: true, productId: true, tags: true }))
      .output(postPreviewSchema),
  },
  /** Announcements that go out by themselves once the hub is back, because a person chose so. */
  release: {
    /** `pending`: not yet at the hub, so surely not sent. `own`: of this console, which hands it over. */
    list: oc.input(byShow).output(z.array(releaseEntrySchema)),
    /** Of the dry run that was seen; `release/time` unless `until` is within the next day. */
    make: oc
      .input(
        releaseSchema.pick({
          ...{ postId: true, runKind: true, batchId: true, planHash: true },
          ...{ robots: true, hands: true, until: true },
        }),
      )
      .output(z.object({ releaseId: releaseIdSchema })),
    /** `release/sent` when the hub has begun to send it. */
    cancel: command(z.object({ releaseId: releaseIdSchema })),
  },
  batch: {
    plan: oc.input(z.object({ postId: postIdSchema, runKind: runKindSchema })).output(batchPlanSchema),
    /** Orders to act: they reach the hub within seconds or expire (`hub/away`, `effect/expired`). */
    send: command(
      byBatch.extend({ postId: postIdSchema, runKind: runKindSchema, planHash: z.string().min(1).max(100) }),
    ),
    /** In the seconds before it begins: nothing of it goes out. `batch/wrong-state` when it has begun. */
    cancel: command(byBatch),
    pause: command(byBatch),
    resume: command(byBatch),
    /** Skips all that is not under way, also what was to be posted by hand. */
    stop: command(byBatch),
    retryFailed: command(byBatch),
    /** An unknown delivery, by a person who has looked into the group. */
    settle: command(byDelivery.extend({ sent: z.boolean() })),
    /** A person has posted it by hand. */
    tick: command(byDelivery),
    /** The show's latest batches, newest first; `hub/away` while the hub is. */
    list: oc.input(byShow).output(z.array(batchSchema)),
    get: oc.input(byBatch).output(z.object({ batch: batchSchema, deliveries: z.array(deliverySchema) })),
    /** What a group gets, as it was at the dry run. */
    text: oc.input(byDelivery).output(z.object({ text: z.string() })),
    watch: oc.input(byBatch).output(eventIterator(deskBatchSchema)),
  },
};
