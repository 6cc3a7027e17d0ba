/** What the sequence dialog holds, and what it means. Pure. */
import { MAX_STEPS, type SequencePlan, sequencePlanSchema } from '#shared/domain/drop/sequence.schema.ts';
import { parseWhole } from '../live/drop-form.ts';
import { fenToInput, parseFen } from '../ui/format.ts';

export interface StepForm {
  does: 'take' | 'price' | 'drop';
  /** A slot, product or drop. */
  thingId: string;
  price: string;
  afterSec: string;
}
export interface SequenceForm {
  title: string;
  steps: StepForm[];
}

export const emptyStep: StepForm = { does: 'drop', thingId: '', price: '', afterSec: '0' };
export const MOST_STEPS = MAX_STEPS;
const MOST_AFTER = 600;

export function sequenceFormOf(plan: SequencePlan | null): SequenceForm {
  return {
    title: plan?.title ?? '',
    steps: plan?.steps.map(
      (step): StepForm => ({
        does: step.does,
        thingId: step.does === 'take' ? step.slotId : step.does === 'price' ? step.productId : step.dropId,
        price: step.does === 'price' ? fenToInput(step.priceFen) : '',
        afterSec: String(step.afterSec),
      }),
    ) ?? [emptyStep],
  };
}

/** What is wrong with a step; null where nothing is. A drop can stand in a sequence once. */
export function stepFault(
  steps: readonly StepForm[],
  at: number,
): 'thing' | 'price' | 'after' | 'twice' | null {
  const step = steps[at];
  if (!step || step.thingId === '') return 'thing';
  if (step.does === 'price' && (parseFen(step.price) ?? 0) <= 0) return 'price';
  if (parseWhole(step.afterSec, MOST_AFTER, 0) === null) return 'after';
  const same = (other: StepForm) => other.does === 'drop' && other.thingId === step.thingId;
  return step.does === 'drop' && steps.findIndex(same) < at ? 'twice' : null;
}

/** Null while anything is wrong. */
export function sequencePlanOf({ title, steps }: SequenceForm, autoTitle: string): SequencePlan | null {
  if (steps.length === 0 || steps.some((_, at) => stepFault(steps, at) !== null)) return null;
  return sequencePlanSchema.parse({
    title: title.trim() || autoTitle,
    steps: steps.map(({ does, thingId, price, afterSec }) => {
      const after = { afterSec: parseWhole(afterSec, MOST_AFTER, 0) ?? 0 };
      if (does === 'take') return { does, slotId: thingId, ...after };
      if (does === 'price') return { does, productId: thingId, priceFen: parseFen(price) ?? 0, ...after };
      return { does, dropId: thingId, ...after };
    }),
  });
}
