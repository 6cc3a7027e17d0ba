/** Live data of a show, in both halves of the contract: the hub's frames, and what the desk makes of them for a screen. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  channelCounterSchema,
  minuteCounterSchema,
  productCounterSchema,
  shopCounterSchema,
  totalCountersSchema,
} from '../domain/order/counters.ts';
import { audienceSampleSchema, commentEventSchema } from '../domain/order/order.schema.ts';
import { platformActSchema, platformStatusSchema } from '../domain/platform/act.schema.ts';
import { runKindSchema } from '../domain/show/show.schema.ts';
import { showIdSchema } from '../sync/ids.ts';
import { answerSchema } from './answer.ts';
import { commentFrameShape } from './comments.ts';
import { dropStatusSchema, sequenceStatusSchema } from './drop.ts';

/** Product figures since a slot went on air, over all its stretches. */
export const slotFiguresSchema = z.object({
  slotId: z.string(),
  qty: z.int(),
  grossFen: z.int(),
  refundsFen: z.int(),
});
export type SlotFigures = z.infer<typeof slotFiguresSchema>;

/**
 * Live data of one show and run kind. `snapshot: true` replaces everything; otherwise listed entries replace their
 * equals and what is absent has not changed.
 */
export const liveFrameSchema = z.object({
  showId: z.string(),
  runKind: runKindSchema,
  snapshot: z.boolean(),
  /** Hub wall clock when the frame was made, and its count since the snapshot: a gap asks for a new snapshot. */
  at: z.string(),
  number: z.int(),
  totals: totalCountersSchema.optional(),
  byProduct: z.array(productCounterSchema).optional(),
  byMinute: z.array(minuteCounterSchema).optional(),
  byChannel: z.array(channelCounterSchema).optional(),
  byShop: z.array(shopCounterSchema).optional(),
  slots: z.array(slotFiguresSchema).optional(),
  drops: z.array(dropStatusSchema).optional(),
  sequences: z.array(sequenceStatusSchema).optional(),
  /** Acts on the platform: the latest in a snapshot, else those that moved. */
  acts: z.array(platformActSchema).optional(),
  platform: platformStatusSchema.optional(),
  comments: z.array(commentEventSchema).optional(),
  /** How many comments were left out of this frame because there were too many to show. */
  commentsDropped: z.int().optional(),
  ...commentFrameShape,
  audience: audienceSampleSchema.nullable().optional(),
});
export type LiveFrame = z.infer<typeof liveFrameSchema>;

export const liveRequests = {
  /** Starts (or restarts) live frames of a show; the answer is the snapshot. */
  watch: {
    input: z.object({ showId: z.string(), runKind: runKindSchema }),
    answer: answerSchema(liveFrameSchema),
  },
  unwatch: {
    input: z.object({ showId: z.string(), runKind: runKindSchema }),
    answer: answerSchema(z.null()),
  },
} as const;

const { totals, slots, drops, acts, platform, sequences, comments, commentsDropped, audience } =
  liveFrameSchema.shape;
const { byProduct, byMinute, byChannel, byShop } = liveFrameSchema.shape;

/**
 * Live data for the screen: the hub's frames merged to at most ten a second. Products are those of the show's own
 * sheet; `top` is the twenty best sellers of all by net GMV. Entries replace their equals; what is absent has not changed.
 */
export const deskLiveSchema = z.object({
  snapshot: z.boolean(),
  /** False while the hub is out of reach: what stands there is as old as `asOf` says. */
  connected: z.boolean(),
  /** When the figures were last known to be true, ISO time of this desk. Null = never. */
  asOf: z.string().nullable(),
  totals,
  products: byProduct,
  top: byProduct,
  minutes: byMinute,
  channels: byChannel,
  shops: byShop,
  slots,
  drops,
  acts,
  platform,
  sequences,
  comments,
  commentsDropped,
  ...commentFrameShape,
  audience,
});
export type DeskLive = z.infer<typeof deskLiveSchema>;

export const liveContract = {
  live: {
    watch: oc
      .input(z.object({ showId: showIdSchema, runKind: runKindSchema }))
      .output(eventIterator(deskLiveSchema)),
  },
};
