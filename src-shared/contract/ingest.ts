/** Everything between integrators and the hub, as one oRPC contract: the checks and /openapi.json come from it. */
import { oc, type Route } from '@orpc/contract';
import { z } from 'zod';
import { dropPlanSchema } from '../domain/drop/drop.schema.ts';
import { currencySchema } from '../domain/money.ts';
import { countersSchema } from '../domain/order/counters.ts';
import { audienceSampleSchema, commentEventSchema, orderEventSchema } from '../domain/order/order.schema.ts';
import { platformOfferSchema } from '../domain/platform/platform.schema.ts';
import { roleSchema, type Scope } from '../domain/roles.ts';
import { isoTimeSchema } from '../domain/show/show.schema.ts';
import { dropIdSchema, showIdSchema, slotIdSchema } from '../sync/ids.ts';

export const MAX_EVENTS = 1000;
export const MAX_BODY_BYTES = 1_000_000;

/** What may come in lists, by its name in the OpenAPI document. */
export const factSchemas = {
  OrderEvent: orderEventSchema,
  CommentEvent: commentEventSchema,
  AudienceSample: audienceSampleSchema,
} as const;

export interface CallMeta {
  /** What a key must be allowed to; `open` calls need no key. */
  readonly scope: Scope | 'open';
  /** Set where the body is a list of these, which may come as NDJSON too. */
  readonly listOf: keyof typeof factSchemas | null;
}

/** Every call says its scope once: the check at the door and the OpenAPI document both read it here. */
function call(scope: CallMeta['scope'], route: Omit<Route, 'tags'>, listOf: CallMeta['listOf'] = null) {
  return oc.$meta<CallMeta>({ scope, listOf }).route({ ...route, tags: [scope] });
}

export const ingestResultSchema = z.object({
  accepted: z.int(),
  duplicates: z.int(),
  rejected: z.array(z.object({ index: z.int(), code: z.string(), message: z.string() })),
});
export type IngestResult = z.infer<typeof ingestResultSchema>;

/** `not-for-you` comes from drops with an audience alone. */
export const claimOutcomeSchema = z.enum([
  ...(['granted', 'sold-out', 'limit', 'not-open', 'closed', 'not-for-you'] as const),
]);
export type ClaimOutcome = z.infer<typeof claimOutcomeSchema>;

export const showStateSchema = z.enum(['planned', 'rehearsal', 'live', 'ended']);

/** The live room as the desk wants it shown; replies are the team's own account's, the latest 100, newest first. */
export const moderationStateSchema = z.object({
  pinned: z.string().nullable(),
  hidden: z.array(z.string()),
  muted: z.array(z.string()),
  replies: z.array(
    z.object({
      replyId: z.string(),
      replyTo: z.string().nullable(),
      text: z.string(),
      at: z.string(),
      automatic: z.boolean(),
    }),
  ),
});
export type ModerationState = z.infer<typeof moderationStateSchema>;

const showPath = z.object({ showId: showIdSchema });
const dropPath = z.object({ dropId: dropIdSchema });
const idempotent = z.looseObject({ 'idempotency-key': z.string().min(1).max(200) });
/** Items stay unknown here: they are judged one by one, so that a bad one does not turn away the good ones beside it. */
const list = z.object({ params: showPath, body: z.array(z.unknown()) });

/** What a mini-program shows of the product that is being explained. */
export const houseOnAirSchema = z.object({
  productId: z.string(),
  sku: z.string().nullable(),
  title: z.string(),
  slotId: z.string(),
  priceFen: z.int(),
  since: z.string(),
});
export const houseOfferSchema = platformOfferSchema.extend({
  productId: z.string(),
  sku: z.string().nullable(),
  title: z.string(),
});

export const ingestContract = {
  show: {
    create: call('manage', { method: 'POST', path: '/v1/shows', summary: 'Create a show' })
      .input(
        z.object({
          title: z.string().trim().min(1).max(200),
          currency: currencySchema,
          startsAt: isoTimeSchema.nullish(),
        }),
      )
      .output(z.object({ id: z.string() })),
    list: call('read', { method: 'GET', path: '/v1/shows', summary: 'List shows' }).output(
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
    counters: call('read', {
      method: 'GET',
      path: '/v1/shows/{showId}/counters',
      summary: 'Live counters of a show',
    })
      .input(showPath)
      .output(countersSchema),
    onAir: call('read', {
      method: 'GET',
      path: '/v1/shows/{showId}/on-air',
      summary: 'The product that the hub shows on top, for a mini-program; null = none',
    })
      .input(showPath)
      .output(z.object({ onAir: houseOnAirSchema.nullable() })),
    offers: call('read', {
      method: 'GET',
      path: '/v1/shows/{showId}/offers',
      summary: 'Price, shelf and stock of every product as the hub shows them',
    })
      .input(showPath)
      .output(z.object({ offers: z.array(houseOfferSchema) })),
    take: call('control', {
      method: 'POST',
      path: '/v1/shows/{showId}/take',
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
    ingest: call(
      'ingest',
      {
        method: 'POST',
        path: '/v1/shows/{showId}/orders',
        summary: 'Order events',
        inputStructure: 'detailed',
      },
      'OrderEvent',
    )
      .input(list)
      .output(ingestResultSchema),
  },
  comment: {
    ingest: call(
      'ingest',
      {
        method: 'POST',
        path: '/v1/shows/{showId}/comments',
        summary: 'Comments',
        inputStructure: 'detailed',
      },
      'CommentEvent',
    )
      .input(list)
      .output(ingestResultSchema),
  },
  moderation: {
    read: call('read', {
      method: 'GET',
      path: '/v1/shows/{showId}/comments/moderation',
      summary: 'What the desk has pinned, hidden, muted and answered, for whoever shows the room',
    })
      .input(showPath)
      .output(moderationStateSchema),
  },
  audience: {
    ingest: call(
      'ingest',
      {
        method: 'POST',
        path: '/v1/shows/{showId}/audience',
        summary: 'Audience samples',
        inputStructure: 'detailed',
      },
      'AudienceSample',
    )
      .input(list)
      .output(ingestResultSchema),
  },
  drop: {
    create: call('manage', {
      method: 'POST',
      path: '/v1/shows/{showId}/drops',
      summary: 'Plan a drop',
      inputStructure: 'detailed',
    })
      .input(z.object({ params: showPath, body: dropPlanSchema }))
      .output(z.object({ id: z.string() })),
    fire: call('control', {
      method: 'POST',
      path: '/v1/drops/{dropId}/fire',
      summary: 'Open a drop for claims',
      inputStructure: 'detailed',
    })
      .input(z.object({ params: dropPath, headers: idempotent }))
      .output(z.object({ state: z.literal('open') })),
    claim: call('claims', {
      method: 'POST',
      path: '/v1/drops/{dropId}/claims',
      summary: 'Claim a coupon',
    })
      .input(
        z.object({
          dropId: dropIdSchema,
          claimId: z.string().min(1).max(200),
          buyerId: z.string().min(1).max(200),
          /** The buyer's member level, and the groups they are in, for drops that are not for everyone. */
          level: z.string().min(1).max(40).optional(),
          groupIds: z.array(z.string().min(1).max(64)).max(200).optional(),
        }),
      )
      .output(
        z.object({
          outcome: claimOutcomeSchema,
          /** What this claim was granted, where drops of its kind do not give everybody the same. */
          amountFen: z.int().optional(),
          thresholdFen: z.int().optional(),
        }),
      ),
  },
  device: {
    join: call('open', { method: 'POST', path: '/v1/join', summary: 'Join with an invite code' })
      .input(
        z.object({
          code: z.string().min(1).max(100),
          personName: z.string().trim().min(1).max(60),
          deviceId: z.string().min(1).max(64),
          /** What the machine calls itself, for the team's list of devices. */
          deviceName: z.string().trim().max(100).optional(),
          /** The protocol that the console speaks: told before the code is used up. */
          protocol: z.int().optional(),
        }),
      )
      .output(z.object({ token: z.string(), workspaceId: z.string(), role: roleSchema })),
  },
};
