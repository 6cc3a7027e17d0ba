/** The order event: the fact that integrators send. Shape and rules are the project's stable surface. */
import { z } from 'zod';
import { fenSchema } from '../money.ts';

const name = (max: number) => z.string().max(max);
/** Natural ids come from outside: any text without control characters. */
const naturalId = z
  .string()
  .min(1)
  .max(200)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  .regex(/^[^\u0000-\u001f\u007f]+$/);

export const orderLineSchema = z.object({
  sku: name(80),
  title: name(300).default(''),
  qty: z.int().min(0).max(10_000_000),
  priceFen: fenSchema,
  amountFen: fenSchema,
});
export type OrderLine = z.infer<typeof orderLineSchema>;

export const orderEventSchema = z.object({
  eventId: naturalId,
  orderId: naturalId,
  /** `cancelled` is before payment and moves no money. */
  kind: z.enum(['paid', 'refunded', 'cancelled']),
  amountFen: fenSchema,
  lines: z.array(orderLineSchema).max(2000).default([]),
  channel: name(80).default(''),
  shopId: name(80).default(''),
  buyerId: name(200).nullable().default(null),
  /** Drops of this show that the order made use of. Absent is not the same text as none, but means it. */
  dropIds: z.array(naturalId).max(20).optional(),
  at: z.iso.datetime({ offset: true }),
});
export type OrderEvent = z.infer<typeof orderEventSchema>;

export const commentEventSchema = z.object({
  commentId: naturalId,
  at: z.iso.datetime({ offset: true }),
  user: z.object({ id: name(200), name: name(120) }),
  text: name(2000),
});
export type CommentEvent = z.infer<typeof commentEventSchema>;

export const audienceSampleSchema = z.object({
  sampleId: naturalId,
  at: z.iso.datetime({ offset: true }),
  online: z.int().min(0).max(1_000_000_000),
  entered: z.int().min(0).max(10_000_000_000),
  /** How many so far, where the platform tells: different viewers, clicks on products, orders placed. */
  viewers: z.int().min(0).max(10_000_000_000).optional(),
  clicks: z.int().min(0).max(10_000_000_000).optional(),
  placed: z.int().min(0).max(10_000_000_000).optional(),
});
export type AudienceSample = z.infer<typeof audienceSampleSchema>;
