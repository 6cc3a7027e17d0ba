/**
 * Plans of drops, one shape a kind. What is planned is a document; what became of it is an effect, see drop.states.ts.
 * `quota` is what there is in all (coupons, packets, winners, pieces), `perBuyer` how many of them one buyer may have.
 */
import { z } from 'zod';
import { dropIdSchema, groupIdSchema, productIdSchema, showIdSchema } from '../../sync/ids.ts';
import { type Fen, fen, fenSchema } from '../money.ts';
import { isoTimeSchema, runKindSchema } from '../show/show.schema.ts';

/** A member's level as the shop names it, such as `L1` or `黑金`. */
export const levelSchema = z.string().trim().min(1).max(40);

/** Whom a drop is for. Levels and groups are the integrator's word at each claim: the hub knows no members. */
export const dropAudienceSchema = z.discriminatedUnion('to', [
  z.object({ to: z.literal('everyone') }),
  z.object({ to: z.literal('members'), levels: z.array(levelSchema).min(1).max(20) }),
  z.object({ to: z.literal('fans'), groupIds: z.array(groupIdSchema).min(1).max(200) }),
]);
export type DropAudience = z.infer<typeof dropAudienceSchema>;

const moneySchema = fenSchema.refine((amount) => amount > 0);

/** What every kind has. Plans of before have neither audience nor countdown: they are for everyone and open at once. */
const common = {
  title: z.string().trim().min(1).max(100),
  quota: z.int().min(1).max(1_000_000),
  perBuyer: z.int().min(1).max(1000),
  openSec: z
    .int()
    .min(1)
    .max(24 * 3600),
  audience: dropAudienceSchema.default({ to: 'everyone' }),
  /** Seconds of "3-2-1" between the hold and the opening; 0 = none. */
  countdownSec: z.int().min(0).max(30).default(0),
};

/** What a member of this level gets instead: a low threshold to try for new ones, a high one for high levels. */
export const couponTierSchema = z.object({
  level: levelSchema,
  amountFen: moneySchema,
  thresholdFen: fenSchema,
});
export type CouponTier = z.infer<typeof couponTierSchema>;

/** A coupon (券): `amountFen` off from `thresholdFen` on; 0 = without a threshold. */
export const couponPlanSchema = z.object({
  kind: z.literal('coupon'),
  ...common,
  amountFen: moneySchema,
  thresholdFen: fenSchema,
  tiers: z.array(couponTierSchema).max(10).default([]),
});
export type CouponPlan = z.infer<typeof couponPlanSchema>;

/** A cash packet (红包): `totalFen` split over `quota` packets, evenly or at random by the seed. */
export const cashPacketPlanSchema = z.object({
  kind: z.literal('cash-packet'),
  ...common,
  totalFen: moneySchema,
  split: z.enum(['even', 'random']),
  /** Which random split; the drop's id goes into it too, so that no two packets are split alike by accident. */
  seed: z.string().max(64).default(''),
});
export type CashPacketPlan = z.infer<typeof cashPacketPlanSchema>;

/** A lucky bag (福袋): who comments the keyword while it is open takes part; `quota` winners are drawn at its close. */
export const luckyBagPlanSchema = z.object({
  kind: z.literal('lucky-bag'),
  ...common,
  perBuyer: z.literal(1).default(1),
  keyword: z.string().trim().min(1).max(40),
  prize: z.string().trim().min(1).max(100),
  /** What one prize costs the house. */
  costFen: fenSchema,
});
export type LuckyBagPlan = z.infer<typeof luckyBagPlanSchema>;

/** A flash price (秒杀): `quota` pieces of one product at `priceFen` while it is open. */
export const flashPricePlanSchema = z.object({
  kind: z.literal('flash-price'),
  ...common,
  productId: productIdSchema,
  priceFen: moneySchema,
  /** The product's own price when this was planned, noted by the mutation: what it goes back to, and the risk's base. */
  fromFen: fenSchema.nullable().default(null),
});
export type FlashPricePlan = z.infer<typeof flashPricePlanSchema>;

/** A gift with purchase (满赠): for buying the product, or anything where it is null, from `thresholdFen` on (0 = any). */
export const giftPlanSchema = z.object({
  kind: z.literal('gift'),
  ...common,
  gift: z.string().trim().min(1).max(100),
  productId: productIdSchema.nullable().default(null),
  thresholdFen: fenSchema.default(() => fen(0)),
  /** What one gift costs the house. */
  costFen: fenSchema,
});
export type GiftPlan = z.infer<typeof giftPlanSchema>;

const plans = [
  couponPlanSchema,
  cashPacketPlanSchema,
  luckyBagPlanSchema,
  flashPricePlanSchema,
  giftPlanSchema,
] as const;
export const dropPlanSchema = z.discriminatedUnion('kind', plans);
export type DropPlan = z.infer<typeof dropPlanSchema>;
export type DropPlanInput = z.input<typeof dropPlanSchema>;

export const dropKindSchema = z.enum(['coupon', 'cash-packet', 'lucky-bag', 'flash-price', 'gift']);
export type DropKind = z.infer<typeof dropKindSchema>;

const place = { showId: showIdSchema, runKind: runKindSchema };
const identity = { id: dropIdSchema, ...place };
const stored = { ...identity, createdAt: isoTimeSchema };

/** A plan with the show it is for, as a console asks for it. */
export const placedDropPlanSchema = z.discriminatedUnion('kind', [
  couponPlanSchema.extend(place),
  cashPacketPlanSchema.extend(place),
  luckyBagPlanSchema.extend(place),
  flashPricePlanSchema.extend(place),
  giftPlanSchema.extend(place),
]);

/** The same with the id that it gets. */
export const newDropSchema = z.discriminatedUnion('kind', [
  couponPlanSchema.extend(identity),
  cashPacketPlanSchema.extend(identity),
  luckyBagPlanSchema.extend(identity),
  flashPricePlanSchema.extend(identity),
  giftPlanSchema.extend(identity),
]);

const edited = { dropId: dropIdSchema };
/** What an edit makes of a plan: all of it. */
export const editedDropSchema = z.discriminatedUnion('kind', [
  couponPlanSchema.extend(edited),
  cashPacketPlanSchema.extend(edited),
  luckyBagPlanSchema.extend(edited),
  flashPricePlanSchema.extend(edited),
  giftPlanSchema.extend(edited),
]);

/** The plan of a drop: a document. */
export const dropSchema = z.discriminatedUnion('kind', [
  couponPlanSchema.extend(stored),
  cashPacketPlanSchema.extend(stored),
  luckyBagPlanSchema.extend(stored),
  flashPricePlanSchema.extend(stored),
  giftPlanSchema.extend(stored),
]);
export type Drop = z.infer<typeof dropSchema>;
export type DropOf<K extends DropKind> = Extract<Drop, { kind: K }>;

/** What one claim costs at most; of a cash packet, the mean rounded up. */
export function costPerClaimFen(plan: DropPlan): Fen {
  switch (plan.kind) {
    case 'coupon':
      return fen(Math.max(plan.amountFen, ...plan.tiers.map(({ amountFen }) => amountFen)));
    case 'cash-packet':
      return fen(Math.ceil(plan.totalFen / plan.quota));
    case 'lucky-bag':
    case 'gift':
      return plan.costFen;
    case 'flash-price':
      return fen(Math.max(0, (plan.fromFen ?? plan.priceFen) - plan.priceFen));
  }
}

/** The most that a drop can cost. */
export function moneyAtRiskFen(plan: DropPlan): Fen {
  return plan.kind === 'cash-packet' ? plan.totalFen : fen(costPerClaimFen(plan) * plan.quota);
}
