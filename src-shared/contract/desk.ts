/**
 * Everything between the screen and the desk, as one oRPC contract over two transports (message port, WebSocket).
 * Queries and commands are singular `noun.verb`; live data are iterators that yield a snapshot, then changes.
 */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { approvalIdSchema } from '../domain/approval/approval.schema.ts';
import { batchSchema, deliverySchema } from '../domain/batch/batch.schema.ts';
import { checkIdSchema } from '../domain/checklist/check-id.ts';
import { dropSchema, editedDropSchema, placedDropPlanSchema } from '../domain/drop/drop.schema.ts';
import { gistSchema } from '../domain/gist.ts';
import { groupSchema } from '../domain/group/group.schema.ts';
import { keyOverridesSchema } from '../domain/keys/keymap.ts';
import {
  channelCounterSchema,
  minuteCounterSchema,
  productCounterSchema,
  shopCounterSchema,
  totalCountersSchema,
} from '../domain/order/counters.ts';
import { audienceSampleSchema, commentEventSchema } from '../domain/order/order.schema.ts';
import { platformActSchema, platformStatusSchema } from '../domain/platform/act.schema.ts';
import { postSchema } from '../domain/post/post.schema.ts';
import { releaseSchema } from '../domain/post/release.schema.ts';
import { productSchema } from '../domain/product/product.schema.ts';
import { repriceFields } from '../domain/product/reprice.schema.ts';
import { personRoleSchema, roleSchema } from '../domain/roles.ts';
import { plannedSecSchema, slotPlanSchema, slotSchema } from '../domain/rundown/slot.schema.ts';
import { runKindSchema, runSchema, showSchema } from '../domain/show/show.schema.ts';
import {
  batchIdSchema,
  dropIdSchema,
  groupIdSchema,
  postIdSchema,
  productIdSchema,
  releaseIdSchema,
  runIdSchema,
  showIdSchema,
  slotIdSchema,
} from '../sync/ids.ts';
import { actsContract, lockStateSchema } from './acts.ts';
import { auditContract } from './audit.ts';
import { checklistContract } from './checklist.ts';
import { commentFrameShape, commentsContract } from './comments.ts';
import { dropContract, sequenceStatusSchema } from './drop.ts';
import { hostViewContract } from './host.ts';
import { dropStatusSchema, presentConsoleSchema, slotFiguresSchema, teamDeviceSchema } from './hub.ts';
import { pinContract } from './pin.ts';
import { platformContract } from './platform.ts';
import { priceContract } from './price.ts';
import { promiseContract } from './promise.ts';
import { pushContract } from './push.ts';
import { rehearsalContract } from './rehearsal.ts';
import { reportContract } from './report.ts';
import { severalContract } from './several.ts';
import { sheetAnswersSchema, sheetKindSchema, sheetPreviewSchema } from './sheet.ts';
import { rescueReasonSchema, storageContract, storageSchema } from './storage.ts';
import { tillContract } from './till.ts';

const done = z.object({});
const params = z.record(z.string(), z.union([z.string(), z.number()]));
const byShow = z.object({ showId: showIdSchema });
const bySession = z.object({ sessionId: z.string().min(1).max(64) });
const byRun = z.object({ runId: runIdSchema });
const bySlot = z.object({ slotId: slotIdSchema });
const byBatch = z.object({ batchId: batchIdSchema });
const byDelivery = byBatch.extend({ groupId: groupIdSchema });
const byDrop = z.object({ dropId: dropIdSchema });
const byOp = z.object({ opId: z.string() });
/** `drop.fire` and its kin act only on the state that the person saw. */
const dropSeen = byDrop.extend({ revision: z.int() });
const confirmed = z.boolean().default(false);
const command = <S extends z.ZodType>(input: S) => oc.input(input).output(done);

export const appInfoSchema = z.object({
  version: z.string(),
  host: z.enum(['electron', 'web']),
  demo: z.boolean(),
  /** Set when this console's data could not be opened: nothing but this and `rescue.…` answers. */
  rescue: rescueReasonSchema.nullable(),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

export const returnedSchema = z.object({
  /** When the hub was there again; names this summary. */
  at: z.string(),
  awaySince: z.string().nullable(),
  /** Ops that waited: taken by the hub, and refused by it. */
  sent: z.int(),
  refused: z.int(),
  /** Orders to act that were given and not done, and those of which nobody knows. */
  expired: z.int(),
  unanswered: z.int(),
});
export type Returned = z.infer<typeof returnedSchema>;

export const syncStateSchema = z.object({
  hub: z.enum(['connecting', 'online', 'offline', 'refused']),
  hubUrl: z.string().nullable(),
  ownHub: z.boolean(),
  /** Why the hub refuses this console, as an error code; null otherwise. */
  refusal: z.string().nullable(),
  /** Why the hub, though it is there, does not take what is sent, as an error code; it is tried again by itself. */
  trouble: z.string().nullable(),
  personName: z.string(),
  /** Whom the hub knows this console's person by; absent until it has greeted it. */
  personId: z.string().optional(),
  role: roleSchema,
  /** Ops not yet confirmed by the hub. */
  outboxCount: z.int(),
  conflictCount: z.int(),
  lastSyncAt: z.string().nullable(),
  /** Hub clock minus this machine's, in milliseconds; shown when it is large. */
  skewMs: z.number().nullable(),
  /**
   * Since when the hub is out of reach; null while it is there. After a restart of the console: when it last agreed
   * with the hub, null if it never did.
   */
  awaySince: z.string().nullable(),
  /** What became of all that was done while the hub was away, once it is settled and until it is dismissed. */
  returned: returnedSchema.nullable(),
});
export type SyncState = z.infer<typeof syncStateSchema>;

/** One hub that this console is joined to. */
export const sessionInfoSchema = z.object({
  sessionId: z.string(),
  hubUrl: z.string(),
  /** The console's own hub, on this machine. */
  own: z.boolean(),
  /** What the screens of this console show. Exactly one is. */
  shown: z.boolean(),
  hub: syncStateSchema.shape.hub,
  refusal: z.string().nullable(),
  personName: z.string(),
  role: roleSchema,
  /** When this console's sign-in ends unless it is renewed; null = it does not end. */
  expiresAt: z.string().nullable(),
  connectedSince: z.string().nullable(),
  lastSyncAt: z.string().nullable(),
  outboxCount: z.int(),
  conflictCount: z.int(),
  /** Who is connected to that hub now; empty while it is out of reach. */
  consoles: z.array(presentConsoleSchema.extend({ self: z.boolean() })),
});
export type SessionInfo = z.infer<typeof sessionInfoSchema>;

/** What stands in a session's outbox, to be taken along when it is left with things unsent. */
export const unsentSchema = z.object({
  opId: z.string(),
  name: z.string(),
  at: z.string(),
  input: z.unknown(),
  /** Why the hub refused it; null = it was not asked yet. */
  refusal: z.string().nullable(),
});

/** Counts up whenever a document of that kind changed on this desk: the screen asks again for what it shows. */
export const revisionsSchema = z.record(z.string(), z.int());
export const appStateSchema = z.object({
  sync: syncStateSchema,
  sessions: z.array(sessionInfoSchema),
  storage: storageSchema,
  lock: lockStateSchema,
  revisions: revisionsSchema,
});
export type AppState = z.infer<typeof appStateSchema>;

export const preferencesSchema = z.object({
  language: z.enum(['system', 'zh', 'en']),
  theme: z.enum(['dark', 'light']),
  currentShowId: z.string().nullable(),
  /** Keys of this console that are not the first ones. */
  keys: keyOverridesSchema,
  /** Seconds without a touch after which the console locks itself; 0 = never. */
  lockAfterSec: z.int().min(0).max(7200),
  /** Whether figures can be read while it is locked. */
  figuresWhenLocked: z.boolean(),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** An op of this console as a person reads of it. `by` is who made it; empty where that is not known. */
export const notedOpSchema = gistSchema.extend({
  opId: z.string(),
  name: z.string(),
  at: z.string(),
  by: z.string(),
});
export type NotedOp = z.infer<typeof notedOpSchema>;

export const conflictSchema = notedOpSchema.extend({ code: z.string(), params });
export type Conflict = z.infer<typeof conflictSchema>;

export const rundownSchema = z.object({
  show: showSchema,
  run: runSchema,
  slots: z.array(slotSchema),
  products: z.array(productSchema),
  /** Pieces of a product that tills hold and have not sold, by product id; 0 where none is named. */
  atTills: z.record(z.string(), z.int()),
  /** Ids of runs, slots and products with changes that the hub has not confirmed. */
  pendingIds: z.array(z.string()),
});
export type Rundown = z.infer<typeof rundownSchema>;

export const dropListSchema = z.object({ drops: z.array(dropSchema), pendingIds: z.array(z.string()) });

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
  totals: totalCountersSchema.optional(),
  products: z.array(productCounterSchema).optional(),
  top: z.array(productCounterSchema).optional(),
  minutes: z.array(minuteCounterSchema).optional(),
  channels: z.array(channelCounterSchema).optional(),
  shops: z.array(shopCounterSchema).optional(),
  slots: z.array(slotFiguresSchema).optional(),
  drops: z.array(dropStatusSchema).optional(),
  /** Acts on the platform, and how the platform is. */
  acts: z.array(platformActSchema).optional(),
  platform: platformStatusSchema.optional(),
  sequences: z.array(sequenceStatusSchema).optional(),
  comments: z.array(commentEventSchema).optional(),
  commentsDropped: z.int().optional(),
  ...commentFrameShape,
  audience: audienceSampleSchema.nullable().optional(),
});
export type DeskLive = z.infer<typeof deskLiveSchema>;

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

export const sheetTargetSchema = z.discriminatedUnion('to', [
  z.object({
    to: z.literal('new-show'),
    title: showSchema.shape.title,
    currency: showSchema.shape.currency,
    startsAt: showSchema.shape.startsAt,
    plannedEndAt: showSchema.shape.plannedEndAt,
    targetFen: showSchema.shape.targetFen,
    hostName: showSchema.shape.hostName,
  }),
  z.object({ to: z.literal('show'), showId: showIdSchema }),
  z.object({ to: z.literal('groups') }),
]);
export type SheetTarget = z.infer<typeof sheetTargetSchema>;

/** A release as a console sees it. */
export const releaseEntrySchema = releaseSchema.extend({
  pending: z.boolean(),
  own: z.boolean(),
  /** The hub has told this console that it has made its batch. */
  handed: z.boolean(),
});
export type ReleaseEntry = z.infer<typeof releaseEntrySchema>;

export const deskContract = {
  ...storageContract,
  app: {
    info: oc.output(appInfoSchema),
    watch: oc.output(eventIterator(appStateSchema)),
  },
  session: {
    /** Joins the team's hub at an address with an invite, or takes up again a session that its hub has ended. */
    join: oc
      .input(
        z.object({
          url: z.url({ protocol: /^https?$/ }).max(300),
          code: z.string().trim().min(1).max(100),
          personName: z.string().trim().min(1).max(60),
        }),
      )
      .output(bySession),
    /** All screens of this console show that session from now on. */
    show: command(bySession),
    renew: command(bySession),
    unsent: oc.input(bySession).output(z.array(unsentSchema)),
    /**
     * Ends the session and deletes its cache and token. `session/unsent` while something has not reached its hub,
     * unless just as many operations are given up.
     */
    leave: command(bySession.extend({ giveUp: z.int().min(0) })),
  },
  device: {
    list: oc
      .input(bySession)
      .output(z.array(teamDeviceSchema.extend({ self: z.boolean(), online: z.boolean() }))),
    remove: command(bySession.extend({ personId: z.string(), deviceId: z.string() })),
    invite: oc
      .input(bySession.extend({ role: personRoleSchema }))
      .output(z.object({ code: z.string(), expiresAt: z.string() })),
  },
  preference: {
    get: oc.output(preferencesSchema),
    set: command(preferencesSchema.partial()),
  },
  show: {
    list: oc.output(z.array(z.object({ show: showSchema, runs: z.array(runSchema), pending: z.boolean() }))),
    create: oc
      .input(
        showSchema
          .pick({
            title: true,
            currency: true,
            startsAt: true,
            plannedEndAt: true,
            targetFen: true,
            hostName: true,
          })
          .partial()
          .required({ title: true, currency: true }),
      )
      .output(z.object({ showId: showIdSchema, runId: runIdSchema })),
    edit: command(
      showSchema
        .pick({ title: true, startsAt: true, plannedEndAt: true, targetFen: true, hostName: true })
        .partial()
        .extend({ showId: showIdSchema }),
    ),
    /** Makes the sample show (or opens the one that is there) as a rehearsal on the sandbox. */
    openSample: oc.output(z.object({ showId: showIdSchema, runId: runIdSchema })),
  },
  run: {
    /** A live run: `run/checks-failed` while the documents themselves are wrong; warnings are accepted with a reason. */
    start: command(
      byRun.extend({
        warningsAccepted: z.array(checkIdSchema).max(30).default([]),
        reason: z.string().trim().max(300).default(''),
      }),
    ),
    end: command(byRun),
    freeze: command(byRun.extend({ frozen: z.boolean() })),
  },
  rundown: {
    get: oc.input(byRun).output(rundownSchema),
    take: command(byRun.extend({ from: slotIdSchema.nullable(), to: slotIdSchema })),
    back: command(byRun.extend({ from: slotIdSchema.nullable() })),
    arm: command(byRun.extend({ slotId: slotIdSchema.nullable() })),
    /** Edits answer `rundown/frozen` while the rundown is frozen, unless the person has confirmed. */
    skip: command(bySlot.extend({ skipped: z.boolean(), confirmed })),
    move: command(bySlot.extend({ afterSlotId: slotIdSchema.nullable(), confirmed })),
    plan: command(bySlot.extend({ confirmed }).extend(slotPlanSchema.partial().shape)),
    add: command(byRun.extend({ productId: productIdSchema, plannedSec: plannedSecSchema, confirmed })),
    remove: command(bySlot.extend({ confirmed })),
  },
  product: {
    /** `approvalId`: of the request that now waits for a second person; null where what was asked for is done. */
    reprice: oc
      .input(repriceFields.extend({ productId: productIdSchema }))
      .output(z.object({ approvalId: approvalIdSchema.nullable() })),
    confirmPrice: command(productSchema.pick({ priceFen: true }).extend({ productId: productIdSchema })),
  },
  ...pushContract,
  ...platformContract,
  drop: {
    list: oc.input(byShow.extend({ runKind: runKindSchema })).output(dropListSchema),
    plan: oc.input(placedDropPlanSchema).output(z.object({ dropId: dropIdSchema })),
    edit: command(editedDropSchema),
    remove: command(byDrop),
    /** Orders to act: they reach the hub within seconds or expire (`hub/away`, `effect/expired`). */
    arm: command(dropSeen),
    disarm: command(dropSeen),
    fire: command(dropSeen),
    /** Ends a countdown: nothing goes out. */
    callOff: command(byDrop),
    stop: command(byDrop),
    /** After a flash price: tries again to put the product’s own price back. */
    priceBack: command(byDrop),
    /** Asks the platform again what became of an unknown drop; `drop/cannot-tell` when it cannot say. */
    ask: command(byDrop),
    settle: command(byDrop.extend({ opened: z.boolean() })),
  },
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
  sheet: {
    open: oc
      .input(
        z.object({
          kind: sheetKindSchema,
          fileName: z.string().min(1).max(300),
          /** The file's bytes; 20 MB at most before encoding. */
          base64: z.string().max(28_000_000),
        }),
      )
      .output(z.object({ sheetId: z.string(), preview: sheetPreviewSchema })),
    answer: oc
      .input(z.object({ sheetId: z.string(), answers: sheetAnswersSchema }))
      .output(z.object({ preview: sheetPreviewSchema })),
    /** Imports all accepted rows at once; `sheet/not-ready` while something is open. */
    accept: oc.input(z.object({ sheetId: z.string(), target: sheetTargetSchema })).output(
      z.object({
        showId: showIdSchema.nullable(),
        runId: runIdSchema.nullable(),
        products: z.int(),
        slots: z.int(),
        groups: z.int(),
      }),
    ),
    close: command(z.object({ sheetId: z.string() })),
  },
  outbox: {
    conflicts: oc.output(z.array(conflictSchema)),
    /** What the hub has not confirmed: how much, and the oldest of it. */
    waiting: oc.output(z.object({ total: z.int(), ops: z.array(notedOpSchema).max(200) })),
    /** What a refused op asked for, to begin an edit with; `outbox/not-found` when it is not in the tray. */
    input: oc.input(byOp).output(z.object({ name: z.string(), input: z.unknown() })),
    /**
     * Offers a refused op again, as a new one. A take or a step back goes from what the person sees on air now:
     * what it went from cannot come again. `confirmed`: an edit is meant although the rundown is frozen
     * (`rundown/frozen`).
     */
    retry: command(
      byOp.extend({ onAirSlotId: slotIdSchema.nullable().optional(), confirmed: z.boolean().optional() }),
    ),
    discard: command(byOp),
    /** The person has read the summary of that name. */
    dismissReturn: command(z.object({ at: z.string() })),
  },
  live: {
    watch: oc.input(byShow.extend({ runKind: runKindSchema })).output(eventIterator(deskLiveSchema)),
  },
  ...rehearsalContract,
  ...severalContract,
  ...tillContract,
  ...pinContract,
  ...priceContract,
  ...dropContract,
  ...hostViewContract,
  ...checklistContract,
  ...reportContract,
  ...commentsContract,
  ...auditContract,
  ...actsContract,
  ...promiseContract,
};
export type DeskContract = typeof deskContract;
