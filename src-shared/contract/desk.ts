/**
 * Everything between the screen and the desk, as one oRPC contract over two transports (message port, WebSocket).
 * Queries and commands are singular `noun.verb`; live data are iterators that yield a snapshot, then changes.
 */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { approvalIdSchema } from '../domain/approval/approval.schema.ts';
import { checkIdSchema } from '../domain/checklist/check-id.ts';
import { keyOverridesSchema } from '../domain/keys/keymap.ts';
import { productSchema } from '../domain/product/product.schema.ts';
import { repriceFields } from '../domain/product/reprice.schema.ts';
import { roleSchema } from '../domain/roles.ts';
import { plannedSecSchema, slotPlanSchema, slotSchema } from '../domain/rundown/slot.schema.ts';
import { runSchema, showSchema } from '../domain/show/show.schema.ts';
import { productIdSchema, runIdSchema, showIdSchema, slotIdSchema } from '../sync/ids.ts';
import { actsContract, lockStateSchema } from './acts.ts';
import { auditContract } from './audit.ts';
import { batchContract } from './batch.ts';
import { checklistContract } from './checklist.ts';
import { commentsContract } from './comments.ts';
import { dropContract } from './drop.ts';
import { hostViewContract } from './host.ts';
import { liveContract } from './live.ts';
import { outboxContract, returnedSchema } from './outbox.ts';
import { pinContract } from './pin.ts';
import { platformContract } from './platform.ts';
import { priceContract } from './price.ts';
import { promiseContract } from './promise.ts';
import { pushContract } from './push.ts';
import { rehearsalContract } from './rehearsal.ts';
import { reportContract } from './report.ts';
import { severalContract } from './several.ts';
import { sheetContract } from './sheet.ts';
import { rescueReasonSchema, storageContract, storageSchema } from './storage.ts';
import { presentConsoleSchema, teamContract } from './team.ts';
import { tillContract } from './till.ts';

const done = z.object({});
const bySession = z.object({ sessionId: z.string().min(1).max(64) });
const byRun = z.object({ runId: runIdSchema });
const bySlot = z.object({ slotId: slotIdSchema });
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
  ...teamContract,
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
  ...batchContract,
  ...sheetContract,
  ...outboxContract,
  ...liveContract,
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
