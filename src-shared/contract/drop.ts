/** Drops, lucky bags and sequences: both halves of the contract, screen–desk and desk–hub, in one place. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { dropSchema, editedDropSchema, placedDropPlanSchema } from '../domain/drop/drop.schema.ts';
import { dropStateSchema } from '../domain/drop/drop.states.ts';
import { sequencePlanSchema, sequenceSchema } from '../domain/drop/sequence.schema.ts';
import { sequenceStateSchema, stepStatusSchema } from '../domain/drop/sequence.states.ts';
import { runKindSchema } from '../domain/show/show.schema.ts';
import { dropIdSchema, runIdSchema, sequenceIdSchema, showIdSchema } from '../sync/ids.ts';
import { answerSchema } from './answer.ts';

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

/** Orders to act. */
export const dropCommands = [
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
] as const;

/** Orders to act, like those of a drop. */
export const sequenceCommands = [
  z.object({ name: z.literal('sequence.fire'), sequenceId: z.string(), revision: z.int() }),
  /** Ends a countdown that a step has begun; what has gone out stays out. */
  z.object({ name: z.literal('sequence.stop'), sequenceId: z.string() }),
] as const;

export const dropListSchema = z.object({ drops: z.array(dropSchema), pendingIds: z.array(z.string()) });

const byDrop = z.object({ dropId: dropIdSchema });
/** `drop.fire` and its kin act only on the state that the person saw. */
const dropSeen = byDrop.extend({ revision: z.int() });
const bySequence = z.object({ sequenceId: sequenceIdSchema });
const command = <S extends z.ZodType>(input: S) => oc.input(input).output(z.object({}));

export const dropContract = {
  drop: {
    list: oc.input(z.object({ showId: showIdSchema, runKind: runKindSchema })).output(dropListSchema),
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
