/** Orders to act on a platform: part of the commands in hub.ts, and what the desk offers its screen for them. */
import { z } from 'zod';
import { fenSchema } from '../domain/money.ts';
import { actIdSchema } from '../domain/platform/act.schema.ts';
import { shelfSchema } from '../domain/platform/platform.schema.ts';
import { runKindSchema } from '../domain/show/show.schema.ts';

const idSchema = z.string().min(1).max(64);

/** One thing of an offer. `stockDelta` adds pieces or, below zero, takes them away. */
export const offerChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('price'), priceFen: fenSchema }),
  z.object({ kind: z.literal('shelf'), shelf: shelfSchema }),
  z.object({
    kind: z.literal('stock'),
    stockDelta: z
      .int()
      .min(-1_000_000)
      .max(1_000_000)
      .refine((pieces) => pieces !== 0),
  }),
]);

export const actCommands = [
  /** Shows a slot's product on top; refused `act/not-on-air` unless the slot is on air when it comes. */
  z.object({
    name: z.literal('act.push'),
    actId: actIdSchema,
    runId: idSchema,
    slotId: idSchema,
    origin: z.enum(['take', 'again']),
  }),
  z.object({
    name: z.literal('act.offer'),
    actId: actIdSchema,
    runKind: runKindSchema,
    runId: idSchema.nullable(),
    productId: idSchema,
    change: offerChangeSchema,
  }),
  /** Looks again what became of it. */
  z.object({ name: z.literal('act.ask'), actId: actIdSchema }),
  /** A person says that it is done, at the platform's own desk or as seen there, or that it is not. */
  z.object({ name: z.literal('act.settle'), actId: actIdSchema, done: z.boolean() }),
] as const;
