/**
 * The host view: what the person before the camera sees on a tablet, and the little they can say back. `hostContract`
 * is all that a tablet may ask, over a server of its own; `hostViewContract` is the desk's side of it.
 */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { currencySchema, fenSchema } from '../domain/money.ts';
import { questionSchema } from '../domain/question/question.schema.ts';
import { runKindSchema, runSchema } from '../domain/show/show.schema.ts';
import { questionIdSchema, runIdSchema, showIdSchema } from '../sync/ids.ts';

const hostProductSchema = z.object({
  name: z.string(),
  spec: z.string(),
  priceFen: fenSchema,
  listFen: fenSchema.nullable(),
  points: z.array(z.string()),
  mechanics: z.string(),
  remark: z.string(),
});

export const hostRequestKindSchema = z.enum(['more-time', 'next', 'stop']);
export type HostRequestKind = z.infer<typeof hostRequestKindSchema>;

/** Everything that a tablet shows. Each frame is whole: a tablet that missed some has lost nothing. */
export const hostFrameSchema = z.object({
  show: z.object({ title: z.string(), hostName: z.string(), currency: currencySchema }),
  mode: runKindSchema,
  runState: runSchema.shape.state,
  onAir: hostProductSchema
    .extend({
      slotId: z.string(),
      plannedSec: z.number(),
      /** Seconds on air when the frame was made; the tablet counts on from there. */
      airedSec: z.number(),
      warnSec: z.number(),
      dangerSec: z.number(),
    })
    .nullable(),
  next: hostProductSchema.nullable(),
  /** Names of what comes after `next`. */
  later: z.array(z.string()).max(5),
  forecastEndMs: z.number(),
  /** Forecast end against plan: above zero is over. Null while no end is planned. */
  overSec: z.number().nullable(),
  message: z.object({ id: z.string(), text: z.string(), acknowledged: z.boolean() }).nullable(),
  questions: z.array(questionSchema.pick({ id: true, text: true, userName: true })),
  /** What this host has asked for and the desk has not settled yet. */
  asked: z.array(hostRequestKindSchema),
  /** "3-2-1": milliseconds left when the frame was made; below zero it is over and shown as such for a moment. */
  countdown: z.object({ id: z.string(), leftMs: z.number() }).nullable(),
});
export type HostFrame = z.infer<typeof hostFrameSchema>;

const done = z.object({});
const command = <S extends z.ZodType>(input: S) => oc.input(input).output(done);

export const hostContract = {
  host: {
    /** The key with which this device comes back; null for one that came with its key. */
    enter: oc.output(z.object({ key: z.string().nullable() })),
    /** Whole frames: on every change, and every few seconds as a sign of life. */
    watch: oc.output(eventIterator(hostFrameSchema)),
    ask: command(z.object({ what: hostRequestKindSchema })),
    acknowledge: command(z.object({ messageId: z.string() })),
    answered: command(z.object({ questionId: questionIdSchema })),
  },
};
export type HostContract = typeof hostContract;

export const MAX_MESSAGE_CHARS = 80;
export const MAX_DELAY_MS = 60_000;

export const hostViewStateSchema = z.object({
  /** Null while it is not open to anybody. */
  open: z
    .object({
      runId: runIdSchema,
      /** One address a network of this machine; the code in it lets a tablet in once, until `codeEndsAt`. */
      urls: z.array(z.string()),
      codeEndsAt: z.string(),
      viewers: z.array(
        z.object({ id: z.string(), device: z.string(), since: z.string(), connected: z.boolean() }),
      ),
      message: z
        .object({ id: z.string(), text: z.string(), at: z.string(), acknowledgedAt: z.string().nullable() })
        .nullable(),
      requests: z.array(z.object({ id: z.string(), what: hostRequestKindSchema, at: z.string() })),
    })
    .nullable(),
  /** How much later buyers see what the camera sees; 0 until it was measured. */
  viewerDelayMs: z.int().min(0).max(MAX_DELAY_MS),
});
export type HostViewState = z.infer<typeof hostViewStateSchema>;

export const hostViewContract = {
  host: {
    get: oc.output(hostViewStateSchema),
    /** Opens a server for tablets on this machine's networks, or moves the open one to another run. */
    open: command(z.object({ runId: runIdSchema })),
    close: command(z.object({})),
    /** Ends the code shown so far and makes another; tablets that are in stay. */
    renewCode: command(z.object({})),
    /** One line for the host; an empty one takes the last back. */
    message: command(z.object({ text: z.string().trim().max(MAX_MESSAGE_CHARS) })),
    settleRequest: command(z.object({ requestId: z.string() })),
    removeViewer: command(z.object({ viewerId: z.string() })),
    setDelay: command(z.object({ viewerDelayMs: hostViewStateSchema.shape.viewerDelayMs })),
    countdown: command(z.object({ seconds: z.int().min(1).max(60) })),
  },
  question: {
    list: oc
      .input(z.object({ showId: showIdSchema, runKind: runKindSchema }))
      .output(z.array(questionSchema)),
    queue: command(questionSchema.pick({ showId: true, runKind: true, text: true, userName: true })),
    settle: command(z.object({ questionId: questionIdSchema })),
  },
};
