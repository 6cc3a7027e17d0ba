/** Everything between integrators and the hub, as one oRPC contract: the checks and /openapi.json come from it. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { couponPlanSchema } from '../domain/drop/drop.schema.ts';
import { currencySchema } from '../domain/money.ts';
import { countersSchema } from '../domain/order/counters.ts';
import { audienceSampleSchema, commentEventSchema, orderEventSchema } from '../domain/order/order.schema.ts';
import { isoTimeSchema } from '../domain/show/show.schema.ts';
import { dropIdSchema, showIdSchema, slotIdSchema } from '../sync/ids.ts';

export const MAX_EVENTS = 1000;
export const MAX_BODY_BYTES = 1_000_000;

/**
 * A list whose items are judged one by one by the handler: one bad event must not turn away the good ones beside it.
 * The item's own schema stands in the OpenAPI document all the same.
 */
function judgedOneByOne(item: z.ZodType) {
  return z.array(z.unknown()).meta({ items: z.toJSONSchema(item, { io: 'input', unrepresentable: 'any' }) });
}

export const ingestResultSchema = z.object({
  accepted: z.int(),
  duplicates: z.int(),
  rejected: z.array(z.object({ index: z.int(), code: z.string(), message: z.string() })),
});
export type IngestResult = z.infer<typeof ingestResultSchema>;

export const claimOutcomeSchema = z.enum(['granted', 'sold-out', 'limit', 'not-open', 'closed']);
export type ClaimOutcome = z.infer<typeof claimOutcomeSchema>;

export const showStateSchema = z.enum(['planned', 'rehearsal', 'live', 'ended']);

const showPath = z.object({ showId: showIdSchema });
const dropPath = z.object({ dropId: dropIdSchema });
const noHeaders = z.looseObject({});
const idempotent = z.looseObject({ 'idempotency-key': z.string().min(1).max(200) });
const list = (item: z.ZodType) =>
  z.object({ params: showPath, body: judgedOneByOne(item), headers: noHeaders });

export const ingestContract = {
  show: {
    create: oc
      .route({ method: 'POST', path: '/v1/shows', tags: ['manage'], summary: 'Create a show' })
      .input(
        z.object({
          title: z.string().trim().min(1).max(200),
          currency: currencySchema,
          startsAt: isoTimeSchema.nullish(),
        }),
      )
      .output(z.object({ id: z.string() })),
    list: oc.route({ method: 'GET', path: '/v1/shows', tags: ['read'], summary: 'List shows' }).output(
      z.object({
        shows: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            currency: z.string(),
            state: showStateSchema,
            startsAt: z.string().nullable(),
          }),
        ),
      }),
    ),
    counters: oc
      .route({
        method: 'GET',
        path: '/v1/shows/{showId}/counters',
        tags: ['read'],
        summary: 'Live counters of a show',
      })
      .input(showPath)
      .output(countersSchema),
    take: oc
      .route({
        method: 'POST',
        path: '/v1/shows/{showId}/take',
        tags: ['control'],
        summary: 'Put a slot on air',
        inputStructure: 'detailed',
      })
      .input(
        z.object({
          params: showPath,
          headers: idempotent,
          body: z.object({ from: slotIdSchema.nullable(), to: slotIdSchema.optional() }),
        }),
      )
      .output(z.object({ slotId: z.string(), takenAt: z.string() })),
  },
  order: {
    ingest: oc
      .route({
        method: 'POST',
        path: '/v1/shows/{showId}/orders',
        tags: ['ingest'],
        summary: 'Order events',
        inputStructure: 'detailed',
      })
      .input(list(orderEventSchema))
      .output(ingestResultSchema),
  },
  comment: {
    ingest: oc
      .route({
        method: 'POST',
        path: '/v1/shows/{showId}/comments',
        tags: ['ingest'],
        summary: 'Comments',
        inputStructure: 'detailed',
      })
      .input(list(commentEventSchema))
      .output(ingestResultSchema),
  },
  audience: {
    ingest: oc
      .route({
        method: 'POST',
        path: '/v1/shows/{showId}/audience',
        tags: ['ingest'],
        summary: 'Audience samples',
        inputStructure: 'detailed',
      })
      .input(list(audienceSampleSchema))
      .output(ingestResultSchema),
  },
  drop: {
    create: oc
      .route({ method: 'POST', path: '/v1/shows/{showId}/drops', tags: ['manage'], summary: 'Plan a drop' })
      .input(couponPlanSchema.extend({ showId: showIdSchema }))
      .output(z.object({ id: z.string() })),
    fire: oc
      .route({
        method: 'POST',
        path: '/v1/drops/{dropId}/fire',
        tags: ['control'],
        summary: 'Open a drop for claims',
        inputStructure: 'detailed',
      })
      .input(z.object({ params: dropPath, headers: idempotent }))
      .output(z.object({ state: z.literal('open') })),
    claim: oc
      .route({
        method: 'POST',
        path: '/v1/drops/{dropId}/claims',
        tags: ['claims'],
        summary: 'Claim a coupon',
      })
      .input(
        z.object({
          dropId: dropIdSchema,
          claimId: z.string().min(1).max(200),
          buyerId: z.string().min(1).max(200),
        }),
      )
      .output(z.object({ outcome: claimOutcomeSchema })),
  },
};
