/** Lucky bags and sequences: both halves of the contract, screen–desk and desk–hub, in one place. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { sequencePlanSchema, sequenceSchema } from '../domain/drop/sequence.schema.ts';
import { sequenceStateSchema, stepStatusSchema } from '../domain/drop/sequence.states.ts';
import { dropIdSchema, runIdSchema, sequenceIdSchema, showIdSchema } from '../sync/ids.ts';

/** Entries of one page: each at most some 400 bytes. */
export const ENTRY_PAGE = 2000;

export const dropEntrySchema = z.object({
  arrival: z.int(),
  userId: z.string(),
  userName: z.string(),
  at: z.string(),
  /** From 1, of a winner; null before the draw and of all others. */
  place: z.int().nullable(),
});
export type DropEntryShown = z.infer<typeof dropEntrySchema>;

const failure = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
const answerSchema = <T extends z.ZodType>(value: T) =>
  z.union([z.object({ ok: z.literal(true), value }), z.object({ ok: z.literal(false), error: failure })]);

export const dropRequests = {
  /** Who entered a lucky bag, in pages; the seed once it was drawn. */
  dropEntries: {
    input: z.object({
      dropId: z.string(),
      afterArrival: z.int().min(0),
      limit: z.int().min(1).max(ENTRY_PAGE),
    }),
    answer: answerSchema(
      z.object({
        entries: z.array(dropEntrySchema),
        seedHash: z.string().nullable(),
        seed: z.string().nullable(),
      }),
    ),
  },
} as const;

/** How a sequence runs. `steps` are those that it was started with, none before. */
export const sequenceStatusSchema = z.object({
  sequenceId: z.string(),
  showId: z.string(),
  state: sequenceStateSchema,
  revision: z.int(),
  steps: z.array(stepStatusSchema),
  /** Why it failed, as an error code; null otherwise. */
  reason: z.string().nullable(),
  startedAt: z.string().nullable(),
});
export type SequenceStatus = z.infer<typeof sequenceStatusSchema>;

/** Orders to act, like those of a drop. */
export const sequenceCommands = [
  z.object({ name: z.literal('sequence.fire'), sequenceId: z.string(), revision: z.int() }),
  /** Ends a countdown that a step has begun; what has gone out stays out. */
  z.object({ name: z.literal('sequence.stop'), sequenceId: z.string() }),
] as const;

const bySequence = z.object({ sequenceId: sequenceIdSchema });
const command = <S extends z.ZodType>(input: S) => oc.input(input).output(z.object({}));

export const dropContract = {
  sequence: {
    /** Those of one run. */
    list: oc
      .input(z.object({ runId: runIdSchema }))
      .output(z.object({ sequences: z.array(sequenceSchema), pendingIds: z.array(z.string()) })),
    plan: oc
      .input(sequencePlanSchema.extend({ showId: showIdSchema, runId: runIdSchema }))
      .output(z.object({ sequenceId: sequenceIdSchema })),
    edit: command(sequencePlanSchema.extend({ sequenceId: sequenceIdSchema })),
    remove: command(bySequence),
    /** Orders to act: they reach the hub within seconds or expire (`hub/away`, `effect/expired`). */
    fire: command(bySequence.extend({ revision: z.int() })),
    stop: command(bySequence),
  },
  bag: {
    /** All who entered, and what the draw can be checked with; `hub/away` while the hub is. */
    entries: oc.input(z.object({ dropId: dropIdSchema })).output(
      z.object({
        entries: z.array(dropEntrySchema),
        seedHash: z.string().nullable(),
        seed: z.string().nullable(),
      }),
    ),
  },
};
