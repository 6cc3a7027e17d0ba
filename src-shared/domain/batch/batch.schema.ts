/** A batch: one announcement on its way to many groups, and what became of it in each. */
import { z } from 'zod';
import { batchIdSchema, groupIdSchema, postIdSchema, showIdSchema } from '../../sync/ids.ts';
import { groupPlatformSchema } from '../group/group.schema.ts';
import { runKindSchema } from '../show/show.schema.ts';
import { batchStateSchema, deliveryStateSchema } from './batch.states.ts';

/** A batch holds at most as many groups; more belong into several announcements. */
export const MAX_DELIVERIES = 10_000;

/** Why a delivery stands where it stands. What each means to a person has its words on the screen. */
export const deliveryReasonSchema = z.enum([
  // skipped
  'too-long',
  'had-it',
  'stopped',
  'cancelled',
  'expired',
  // failed
  'no-address',
  'host',
  'rate',
  'key',
  'refused',
  'unreachable',
  'not-arrived',
  // unknown
  'no-answer',
  'interrupted',
  'restored',
  'busy',
  'unclear',
]);
export type DeliveryReason = z.infer<typeof deliveryReasonSchema>;

export const deliverySchema = z.object({
  groupId: groupIdSchema,
  /** As the group was called and run when the batch was planned. */
  groupName: z.string(),
  owner: z.string(),
  platform: groupPlatformSchema,
  state: deliveryStateSchema,
  reason: deliveryReasonSchema.nullable(),
  /** What the platform said: its error code. */
  detail: z.string().nullable(),
  /** Posted, or to be posted, by a person. */
  byHand: z.boolean(),
  /** Of its latest move, by the hub's clock. */
  at: z.string(),
});
export type Delivery = z.infer<typeof deliverySchema>;

export const batchCountsSchema = z.record(deliveryStateSchema, z.int().min(0));
export type BatchCounts = z.infer<typeof batchCountsSchema>;

export const batchSchema = z.object({
  batchId: batchIdSchema,
  showId: showIdSchema,
  postId: postIdSchema,
  runKind: runKindSchema,
  /** The announcement's title as it was. */
  title: z.string(),
  state: batchStateSchema,
  /** While it waits: when it begins, by the hub's wall clock, unless it is called off before. Null otherwise. */
  beginsAt: z.string().nullable(),
  /** Why the hub did not send what had been released, as an error; null unless it is `refused`. */
  refusal: z
    .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
  /** Paused by the hub itself, because it had been away too long for what was queued to be still meant. */
  pausedByHub: z.boolean(),
  /** Counts every change of the batch or of one of its deliveries. */
  revision: z.int(),
  counts: batchCountsSchema,
  createdAt: z.string(),
  createdBy: z.string(),
});
export type Batch = z.infer<typeof batchSchema>;

export const emptyCounts: BatchCounts = {
  queued: 0,
  sending: 0,
  sent: 0,
  'by-hand': 0,
  failed: 0,
  skipped: 0,
  unknown: 0,
};
