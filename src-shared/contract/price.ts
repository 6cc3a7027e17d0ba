/**
 * Prices, offers and stock between screen and desk. Documents queue while the hub is away; what the platform is told is
 * an order to act, and waits for nobody (`hub/away`, `effect/expired`).
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { approvalIdSchema, approvalSchema } from '../domain/approval/approval.schema.ts';
import { fenSchema } from '../domain/money.ts';
import { shelfSchema } from '../domain/platform/platform.schema.ts';
import { policyTermsSchema } from '../domain/policy/policy.schema.ts';
import { productIdSchema, runIdSchema, showIdSchema } from '../sync/ids.ts';

const done = z.object({});
const byProduct = z.object({ runId: runIdSchema, productId: productIdSchema });
/** False: it stands in the documents, and the platform has not been told. */
const told = z.object({ told: z.boolean() });

/** What of a product's stock is spoken for besides what is sold: in unpaid tickets, and at tills. */
export const reserveSchema = z.object({ productId: productIdSchema, held: z.int(), leased: z.int() });

export const waitingApprovalSchema = approvalSchema.extend({
  productName: z.string(),
  showTitle: z.string(),
  currency: z.string(),
  /** Of the person at this console. */
  mine: z.boolean(),
  pending: z.boolean(),
});
export type WaitingApproval = z.infer<typeof waitingApprovalSchema>;

export const priceContract = {
  policy: {
    get: oc.output(policyTermsSchema),
    set: oc.input(policyTermsSchema).output(done),
  },
  approval: {
    /** Requests that wait, oldest first: those of a show, or of all that this console knows. */
    waiting: oc.input(z.object({ showId: showIdSchema.nullable() })).output(z.array(waitingApprovalSchema)),
    confirm: oc.input(z.object({ approvalId: approvalIdSchema, priceFen: fenSchema })).output(done),
    /** By who asked: takes it back. */
    refuse: oc.input(z.object({ approvalId: approvalIdSchema })).output(done),
  },
  offer: {
    /**
     * Puts the planned price, or the list price again, live on the platform. `product/price-changed` unless it is the
     * one that was seen; `price/not-confirmed`, `offer/below-floor`.
     */
    release: oc.input(byProduct.extend({ priceFen: fenSchema })).output(done),
    shelf: oc.input(byProduct.extend({ shelf: shelfSchema })).output(told),
    /** `stock/short {taken, declared}` below what is sold, held and leased, unless it is meant. */
    stock: oc.input(byProduct.extend({ delta: z.int(), anyway: z.boolean().default(false) })).output(told),
    /** Tells the platform what stands in the documents, as after a time offline. */
    tell: oc.input(byProduct.extend({ shelf: shelfSchema })).output(done),
    reserves: oc.input(z.object({ runId: runIdSchema })).output(z.array(reserveSchema)),
  },
};
