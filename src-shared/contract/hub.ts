/**
 * Everything between a desk and its hub, over socket.io (WebSocket only). The desk speaks in acknowledged requests; the
 * hub pushes `changes` and `live`. Both sides parse what they receive. Order is the hub's sequence alone.
 */
import { z } from 'zod';
import { batchSchema, deliverySchema } from '../domain/batch/batch.schema.ts';
import { dropStateSchema } from '../domain/drop/drop.states.ts';
import { leaseQtySchema } from '../domain/lease/lease.mutations.ts';
import { deviceIdSchema, deviceNameSchema } from '../domain/lease/lease.schema.ts';
import {
  channelCounterSchema,
  minuteCounterSchema,
  productCounterSchema,
  shopCounterSchema,
  totalCountersSchema,
} from '../domain/order/counters.ts';
import { audienceSampleSchema, commentEventSchema } from '../domain/order/order.schema.ts';
import { platformActSchema, platformStatusSchema } from '../domain/platform/act.schema.ts';
import { reportSchema, reportSummarySchema } from '../domain/report/report.schema.ts';
import { personRoleSchema, roleSchema } from '../domain/roles.ts';
import { runKindSchema } from '../domain/show/show.schema.ts';
import { maskedSignupSchema, signupSchema } from '../domain/signup/signup.schema.ts';
import { actCommands } from './act.ts';
import { auditRequests } from './audit.ts';
import { CHECK_PAGE, hubConditionSchema, platformCheckSchema } from './checklist.ts';
import { commentCommands, commentFrameShape, commentLogSchema, commentValuesSchema } from './comments.ts';
import { dropRequests, sequenceCommands, sequenceStatusSchema } from './drop.ts';
import { pinRequests } from './pin.ts';
import { platformRequests } from './platform.ts';
import { rehearsalLeftSchema, sandboxSettingSchema, sandboxStateSchema } from './rehearsal.ts';

export const PROTOCOL_VERSION = 2;
/** The oldest version that a hub of this version still serves. */
export const OLDEST_PROTOCOL = 2;
/** Bytes of one socket.io frame that the hub accepts; the desk keeps its batches below it. */
export const MAX_FRAME_BYTES = 4_000_000;
export const MAX_OP_BYTES = 3_000_000;
export const PUSH_OPS = 200;
export const PUSH_BYTES = 256_000;
/** Pushes that may be unanswered at a time. */
export const PUSH_WINDOW = 4;
export const PULL_PAGE = 500;
/** Sign-ups of one page of an export: each at most some 2 KB. */
export const SIGNUP_PAGE = 500;
/** Seqs of one digest chunk. */
export const DIGEST_CHUNK = 1000;

export const handshakeSchema = z.object({
  token: z.string().min(1).max(300),
  protocol: z.int(),
  deviceId: z.string().min(1).max(64),
});

/** A reading of the hub's monotonic clock; `bootId` names the run of the process that it belongs to. */
export const hubClockSchema = z.object({ bootId: z.string(), monoMs: z.number() });
export type HubClock = z.infer<typeof hubClockSchema>;

export const welcomeSchema = z.object({
  workspaceId: z.string(),
  /** Changes when the hub was restored from a backup: cursors of another epoch mean nothing. */
  epoch: z.string(),
  headSeq: z.int(),
  /** The head that the hub's last finished backup holds; 0 = none yet. */
  backupSeq: z.int().default(0),
  /** The highest seq whose tombstone is gone. */
  horizonSeq: z.int().default(0),
  /** The last `cseq` taken of the stream that said hello; 0 = none. */
  lastCseq: z.int().default(0),
  clock: hubClockSchema.nullable().default(null),
  personId: z.string(),
  personName: z.string(),
  role: roleSchema,
  hubTime: z.string(),
  /** When this device's token ends unless it is renewed; null = it does not end by itself (a console's own hub). */
  expiresAt: z.string().nullable().default(null),
});
export type Welcome = z.infer<typeof welcomeSchema>;

/** A mutation on its way to the hub. `opId` is its identity for ever; the same id with another body is an error. */
export const opSchema = z.object({
  opId: z.string().min(1).max(64),
  name: z.string().min(1).max(60),
  input: z.unknown(),
  at: z.iso.datetime({ offset: true }),
});
export type Op = z.infer<typeof opSchema>;

/** An op at its place in its desk's stream, from 1 without gaps. */
export const streamOpSchema = opSchema.extend({ cseq: z.int().min(1) });
export type StreamOp = z.infer<typeof streamOpSchema>;

export const opResultSchema = z.discriminatedUnion('outcome', [
  /** Applied at `seq`: once the desk's cursor has reached it, the op's effect is in the bases. */
  z.object({ opId: z.string(), outcome: z.literal('applied'), seq: z.int() }),
  z.object({
    opId: z.string(),
    outcome: z.literal('refused'),
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
]);
export type OpResult = z.infer<typeof opResultSchema>;

export const documentChangeSchema = z.object({
  seq: z.int(),
  kind: z.string(),
  id: z.string(),
  parentId: z.string(),
  /** null = removed. */
  document: z.unknown(),
});
export type DocumentChange = z.infer<typeof documentChangeSchema>;

/** `chunk` n holds the seqs from n·1,000 + 1; `hash` is hex SHA-256 over its documents in the order of their seqs. */
export const chunkDigestSchema = z.object({ chunk: z.int().min(0), count: z.int(), hash: z.string() });
export type ChunkDigest = z.infer<typeof chunkDigestSchema>;

/** Changes after `fromSeq`, complete up to `toSeq`. A desk whose cursor is not `fromSeq` pulls instead. */
export const changesSchema = z.object({
  fromSeq: z.int(),
  toSeq: z.int(),
  changes: z.array(documentChangeSchema),
  backupSeq: z.int().optional(),
  horizonSeq: z.int().optional(),
});
export type Changes = z.infer<typeof changesSchema>;

/** What a pull answers: cut by its limit or by its bytes, and the last when it reaches `headSeq`. */
export const pageSchema = changesSchema.extend({ headSeq: z.int() });
export type Page = z.infer<typeof pageSchema>;

export const dropStatusSchema = z.object({
  dropId: z.string(),
  showId: z.string(),
  state: dropStateSchema,
  /** Counts every move: `drop.fire {dropId, revision}` fires only what was seen. */
  revision: z.int(),
  openedAt: z.string().nullable(),
  closesAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  /** Milliseconds left by the hub's clock when this was sent; null when not open. */
  leftMs: z.number().nullable(),
  granted: z.int(),
  refused: z.int(),
  /** Why it failed, as an error code; null otherwise. */
  reason: z.string().nullable(),
  /** When a countdown ends, and how long that was when this was sent; null when none runs. */
  opensAt: z.string().nullable().default(null),
  opensInMs: z.number().nullable().default(null),
  /** What the granted claims cost the house at most. */
  grantedFen: z.int().default(0),
  /** Paid orders that name this drop, what they brought, and what of it was refunded. */
  used: z.int().default(0),
  usedGrossFen: z.int().default(0),
  usedRefundsFen: z.int().default(0),
  /** Of a lucky bag: who takes part; and the hash of the draw's seed, shown before the draw. */
  entered: z.int().default(0),
  seedHash: z.string().nullable().default(null),
  /** Of a flash price: what became of the price that it took the place of, once it was over. */
  priceBack: z.enum(['pending', 'done', 'failed']).nullable().default(null),
});
export type DropStatus = z.infer<typeof dropStatusSchema>;

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

/** An order to act. The hub judges by its own monotonic clock; wall clocks do not count ([SY50], [SY51]). */
export const commandSchema = z.object({
  commandId: z.string().min(1).max(64),
  ttlMs: z.int().min(100).max(60_000),
  bootId: z.string().min(1).max(64),
  /** The last moment at which it may still be done, by the monotonic clock of that boot. */
  notAfterMs: z.number(),
  command: z.discriminatedUnion('name', [
    ...actCommands,
    ...commentCommands,
    z.object({ name: z.literal('drop.arm'), dropId: z.string(), revision: z.int() }),
    z.object({ name: z.literal('drop.disarm'), dropId: z.string(), revision: z.int() }),
    z.object({ name: z.literal('drop.fire'), dropId: z.string(), revision: z.int() }),
    /** While "3-2-1" runs: nothing goes out. */
    z.object({ name: z.literal('drop.callOff'), dropId: z.string() }),
    z.object({ name: z.literal('drop.stop'), dropId: z.string() }),
    /** After a flash price: tries again to put the product's own price back. */
    z.object({ name: z.literal('drop.priceBack'), dropId: z.string() }),
    /** Asks the platform again what became of an unknown drop. */
    z.object({ name: z.literal('drop.ask'), dropId: z.string() }),
    z.object({ name: z.literal('drop.settle'), dropId: z.string(), opened: z.boolean() }),
    ...sequenceCommands,
    /** Sends what the dry run with this fingerprint has shown; the same batch id again is the same batch. */
    z.object({
      name: z.literal('batch.send'),
      batchId: z.string().min(1).max(64),
      postId: z.string(),
      runKind: runKindSchema,
      planHash: z.string().min(1).max(100),
    }),
    /** The console has nothing more to say: makes the batch of a release, once ([SY56]). */
    z.object({
      name: z.literal('batch.release'),
      batchId: z.string().min(1).max(64),
      releaseId: z.string(),
    }),
    /** While it waits: nothing of it goes out. */
    z.object({ name: z.literal('batch.cancel'), batchId: z.string() }),
    z.object({ name: z.literal('batch.pause'), batchId: z.string() }),
    z.object({ name: z.literal('batch.resume'), batchId: z.string() }),
    z.object({ name: z.literal('batch.stop'), batchId: z.string() }),
    z.object({ name: z.literal('batch.retryFailed'), batchId: z.string() }),
    z.object({
      name: z.literal('batch.settle'),
      batchId: z.string(),
      groupId: z.string(),
      sent: z.boolean(),
    }),
    z.object({ name: z.literal('batch.tick'), batchId: z.string(), groupId: z.string() }),
    /** Stock for one till; the command's id is the op's that the hub makes of it. */
    z.object({
      name: z.literal('lease.take'),
      runKind: runKindSchema,
      productId: z.string().min(1).max(64),
      deviceId: deviceIdSchema,
      deviceName: deviceNameSchema,
      qty: leaseQtySchema,
    }),
    sandboxSettingSchema.extend({ name: z.literal('sandbox.set'), showId: z.string() }),
    /** Clears what the show's rehearsals have left; the command's id is the op's that the hub makes of it ([SY94]). */
    z.object({ name: z.literal('rehearsal.reset'), showId: z.string().min(1).max(64) }),
    /** Takes the take from its holder, as the hub allows it ([SY93]); the command's id is the op's. */
    z.object({
      name: z.literal('take.take-over'),
      runId: z.string().min(1).max(64),
      from: z.string().min(1).max(64),
    }),
  ]),
});
export type Command = z.infer<typeof commandSchema>;

/**
 * What has changed in a batch since `fromRevision`. A desk that knows another revision, or a frame that leaves out too
 * many changes to send (`fromRevision` is the batch's own), asks for the whole batch.
 */
export const batchFrameSchema = z.object({
  fromRevision: z.int(),
  batch: batchSchema,
  deliveries: z.array(deliverySchema),
});
export type BatchFrame = z.infer<typeof batchFrameSchema>;

/** A console that is connected now. One device of one person is one console, whatever sockets it has. */
export const presentConsoleSchema = z.object({
  personId: z.string(),
  personName: z.string(),
  role: roleSchema,
  deviceId: z.string(),
  /** The machine's own name; null where it never said one. */
  deviceName: z.string().nullable(),
  since: z.string(),
});
export type PresentConsole = z.infer<typeof presentConsoleSchema>;
export const presenceSchema = z.object({ consoles: z.array(presentConsoleSchema) });
export type Presence = z.infer<typeof presenceSchema>;

export const teamDeviceSchema = z.object({
  personId: z.string(),
  personName: z.string(),
  role: roleSchema,
  deviceId: z.string(),
  deviceName: z.string().nullable(),
  joinedAt: z.string(),
  expiresAt: z.string().nullable(),
  /** When it last connected or left. Null = never. */
  seenAt: z.string().nullable(),
});
export type TeamDevice = z.infer<typeof teamDeviceSchema>;

const failure = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export const answerSchema = <T extends z.ZodType>(value: T) =>
  z.union([z.object({ ok: z.literal(true), value }), z.object({ ok: z.literal(false), error: failure })]);

/** Requests of the desk, each with what it sends and what is acknowledged. */
export const hubRequests = {
  hello: {
    input: z.object({ streamId: z.string().min(1).max(64) }),
    answer: answerSchema(welcomeSchema),
  },
  push: {
    input: z.object({
      streamId: z.string().min(1).max(64),
      /** The `cseq` before the first op, as the desk has it. */
      base: z.int().min(0),
      /** In the order of their `cseq`s, all above the base. */
      ops: z.array(streamOpSchema).min(1).max(PUSH_OPS),
    }),
    answer: answerSchema(z.object({ results: z.array(opResultSchema) })),
  },
  pull: {
    input: z.object({
      afterSeq: z.int().min(0),
      limit: z.int().min(1).max(PULL_PAGE),
      /**
       * The horizon below which this desk needs no tombstones: the one that its snapshot began with, or, for the repair
       * of a chunk, the latest it heard of. Without it the pages of a snapshot would be too old after the first.
       */
      horizonSeq: z.int().min(0).optional(),
    }),
    answer: answerSchema(pageSchema),
  },
  /** Hashes of the documents whose latest seq lies in each chunk up to `toSeq`; null where the head is another. */
  digest: {
    input: z.object({ toSeq: z.int().min(0) }),
    answer: answerSchema(z.array(chunkDigestSchema).nullable()),
  },
  /** A reading of the hub's monotonic clock; and where it stands, for a desk whose news got lost. */
  time: { input: z.object({}), answer: answerSchema(hubClockSchema.extend({ headSeq: z.int() })) },
  /** Starts (or restarts) live frames of a show; the answer is the snapshot. */
  watch: {
    input: z.object({ showId: z.string(), runKind: runKindSchema }),
    answer: answerSchema(liveFrameSchema),
  },
  unwatch: {
    input: z.object({ showId: z.string(), runKind: runKindSchema }),
    answer: answerSchema(z.null()),
  },
  /** The sandbox platform as it stands for a show. */
  sandbox: { input: z.object({ showId: z.string() }), answer: answerSchema(sandboxStateSchema) },
  /** What a reset of the show's rehearsals would clear. */
  rehearsalLeft: { input: z.object({ showId: z.string() }), answer: answerSchema(rehearsalLeftSchema) },
  command: { input: commandSchema, answer: answerSchema(z.null()) },
  /** Pieces that a till could lease now, of every product whose stock is followed. Negative: oversold. */
  stock: {
    input: z.object({ showId: z.string(), runKind: runKindSchema }),
    answer: answerSchema(z.array(z.object({ productId: z.string(), free: z.int() }))),
  },
  /** Who has signed up, the newest 500 first, numbers masked. */
  signups: {
    input: z.object({ showId: z.string() }),
    answer: answerSchema(z.object({ total: z.int(), signups: z.array(maskedSignupSchema) })),
  },
  /** Whether that number has signed up for that group already. */
  signupKnown: {
    input: signupSchema.pick({ showId: true, groupId: true, phone: true }),
    answer: answerSchema(z.boolean()),
  },
  /** With full numbers, in order of ids. The hub notes who took them. */
  signupExport: {
    input: z.object({ showId: z.string(), afterId: z.string(), limit: z.int().min(1).max(SIGNUP_PAGE) }),
    answer: answerSchema(z.array(signupSchema)),
  },
  /** For good; owners. */
  removeSignup: { input: z.object({ signupId: z.string() }), answer: answerSchema(z.null()) },
  /** The show's latest batches, newest first. */
  batches: {
    input: z.object({ showId: z.string() }),
    answer: answerSchema(z.array(batchSchema)),
  },
  /** A batch as it stands, with every delivery. */
  batch: {
    input: z.object({ batchId: z.string() }),
    answer: answerSchema(z.object({ batch: batchSchema, deliveries: z.array(deliverySchema) })),
  },
  /** What a group gets, as it was at the dry run. */
  batchText: {
    input: z.object({ batchId: z.string(), groupId: z.string() }),
    answer: answerSchema(z.object({ text: z.string() })),
  },
  /** What groups have had, or may have had, of an announcement: a dry run holds it back there. */
  batchHad: {
    input: z.object({ postId: z.string(), runKind: runKindSchema }),
    answer: answerSchema(z.array(z.object({ groupId: z.string(), textHash: z.string() }))),
  },
  ...pinRequests,
  ...platformRequests,
  ...dropRequests,
  ...auditRequests,
  /** What became of a show, made from its facts and documents as they stand. */
  report: {
    input: z.object({ showId: z.string(), runKind: runKindSchema }),
    answer: answerSchema(reportSchema),
  },
  /** Every show that there is a report of, the newest first. */
  reportList: { input: z.object({}), answer: answerSchema(z.array(reportSummarySchema)) },
  /** What the platform shows of these products now; an offer is null where it cannot tell. */
  checkPlatform: {
    input: z.object({
      showId: z.string(),
      runKind: runKindSchema,
      productIds: z.array(z.string()).max(CHECK_PAGE),
    }),
    answer: answerSchema(platformCheckSchema),
  },
  /** How the hub's own machine is. */
  hubCondition: { input: z.object({}), answer: answerSchema(hubConditionSchema) },
  /** What an answer's variables stand for now. */
  commentValues: {
    input: z.object({ showId: z.string(), runKind: runKindSchema }),
    answer: answerSchema(commentValuesSchema),
  },
  /** Which comments were blocked and by what, and what was done about comments: the newest 200 of each. */
  commentLog: {
    input: z.object({ showId: z.string(), runKind: runKindSchema }),
    answer: answerSchema(commentLogSchema),
  },
  /** Lets this device's token last its full time again from now on. */
  renew: { input: z.object({}), answer: answerSchema(z.object({ expiresAt: z.string().nullable() })) },
  /** This device goes for good: its token ends. */
  leave: { input: z.object({}), answer: answerSchema(z.null()) },
  /** The team's devices; owners only, like the two below. */
  devices: { input: z.object({}), answer: answerSchema(z.array(teamDeviceSchema)) },
  removeDevice: {
    input: z.object({ personId: z.string(), deviceId: z.string() }),
    answer: answerSchema(z.null()),
  },
  /** Makes an invite; its code is answered this once. */
  invite: {
    input: z.object({ role: personRoleSchema }),
    answer: answerSchema(z.object({ code: z.string(), expiresAt: z.string() })),
  },
} as const;
export type HubRequestName = keyof typeof hubRequests;

/** What the hub sends unasked. */
export const hubEvents = {
  changes: changesSchema,
  live: liveFrameSchema,
  batch: batchFrameSchema,
  presence: presenceSchema,
  /** The last word before the hub ends a connection for good: why, as an error code. */
  ended: z.object({ code: z.string() }),
} as const;
