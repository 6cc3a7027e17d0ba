/**
 * Everything between a desk and its hub, over socket.io (WebSocket only). The desk speaks in acknowledged requests; the
 * hub pushes `changes` and `live`. Both sides parse what they receive. Order is the hub's sequence alone.
 */
import { z } from 'zod';
import { leaseQtySchema } from '../domain/lease/lease.mutations.ts';
import { deviceIdSchema, deviceNameSchema } from '../domain/lease/lease.schema.ts';
import { reportSchema, reportSummarySchema } from '../domain/report/report.schema.ts';
import { roleSchema } from '../domain/roles.ts';
import { runKindSchema } from '../domain/show/show.schema.ts';
import { maskedSignupSchema, signupSchema } from '../domain/signup/signup.schema.ts';
import { actCommands } from './act.ts';
import { answerSchema } from './answer.ts';
import { auditRequests } from './audit.ts';
import { batchCommands, batchFrameSchema, batchRequests } from './batch.ts';
import { CHECK_PAGE, hubConditionSchema, platformCheckSchema } from './checklist.ts';
import { commentCommands, commentLogSchema, commentValuesSchema } from './comments.ts';
import { dropCommands, dropRequests, sequenceCommands } from './drop.ts';
import { liveFrameSchema, liveRequests } from './live.ts';
import { pinRequests } from './pin.ts';
import { platformRequests } from './platform.ts';
import { rehearsalLeftSchema, sandboxSettingSchema, sandboxStateSchema } from './rehearsal.ts';
import { presenceSchema, teamRequests } from './team.ts';

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
    ...dropCommands,
    ...sequenceCommands,
    ...batchCommands,
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
  ...liveRequests,
  ...batchRequests,
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
  ...teamRequests,
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
