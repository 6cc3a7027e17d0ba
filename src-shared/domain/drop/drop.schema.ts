import { z } from 'zod';
import { dropIdSchema, showIdSchema } from '../../sync/ids.ts';
import { type Fen, fen, fenSchema } from '../money.ts';
import { isoTimeSchema, runKindSchema } from '../show/show.schema.ts';

export const couponPlanSchema = z.object({
  kind: z.literal('coupon'),
  title: z.string().trim().min(1).max(100),
  amountFen: fenSchema.refine((amount) => amount > 0),
  thresholdFen: fenSchema,
  quota: z.int().min(1).max(1_000_000),
  perBuyer: z.int().min(1).max(1000),
  openSec: z
    .int()
    .min(1)
    .max(24 * 3600),
});
export type CouponPlan = z.infer<typeof couponPlanSchema>;

/** The plan of a drop: a document. What became of it is an effect, see drop.states.ts. */
export const dropSchema = couponPlanSchema.extend({
  id: dropIdSchema,
  showId: showIdSchema,
  runKind: runKindSchema,
  createdAt: isoTimeSchema,
});
export type Drop = z.infer<typeof dropSchema>;

/** The most that a coupon drop can cost. */
export function moneyAtRiskFen(plan: Pick<CouponPlan, 'amountFen' | 'quota'>): Fen {
  return fen(plan.amountFen * plan.quota);
}
