/**
 * A "3-2-1" script: product, price and drops, one after another with set pauses, on one hold. What is planned is a
 * document; how it runs is an effect, see sequence.states.ts.
 */
import { z } from 'zod';
import {
  dropIdSchema,
  productIdSchema,
  runIdSchema,
  sequenceIdSchema,
  showIdSchema,
  slotIdSchema,
} from '../../sync/ids.ts';
import { type Fen, fen, fenSchema } from '../money.ts';
import { isoTimeSchema } from '../show/show.schema.ts';
import { type Drop, moneyAtRiskFen } from './drop.schema.ts';

export const MAX_STEPS = 12;

/** Seconds after the step before (the first: after the hold). A drop's own countdown begins then. */
const afterSec = z.int().min(0).max(600);

export const sequenceStepSchema = z.discriminatedUnion('does', [
  z.object({ does: z.literal('take'), slotId: slotIdSchema, afterSec }),
  z.object({
    does: z.literal('price'),
    productId: productIdSchema,
    priceFen: fenSchema.refine((price) => price > 0),
    afterSec,
  }),
  z.object({ does: z.literal('drop'), dropId: dropIdSchema, afterSec }),
]);
export type SequenceStep = z.infer<typeof sequenceStepSchema>;

export const sequencePlanSchema = z.object({
  title: z.string().trim().min(1).max(100),
  steps: z.array(sequenceStepSchema).min(1).max(MAX_STEPS),
});
export type SequencePlan = z.infer<typeof sequencePlanSchema>;

/** Belongs to one run: it takes that run's slots. */
export const sequenceSchema = sequencePlanSchema.extend({
  id: sequenceIdSchema,
  showId: showIdSchema,
  runId: runIdSchema,
  createdAt: isoTimeSchema,
});
export type Sequence = z.infer<typeof sequenceSchema>;

/** The most that the drops of a sequence can cost together. A drop that is gone costs nothing. */
export function sequenceRiskFen(steps: readonly SequenceStep[], drops: ReadonlyMap<string, Drop>): Fen {
  return fen(
    steps.reduce((sum, step) => {
      const drop = step.does === 'drop' ? drops.get(step.dropId) : undefined;
      return drop ? sum + moneyAtRiskFen(drop) : sum;
    }, 0),
  );
}
