import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import type { DocumentTx } from '../../sync/document-store.ts';
import { sequenceIdSchema } from '../../sync/ids.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { type Sequence, sequencePlanSchema, sequenceSchema } from './sequence.schema.ts';

export const planSequence = defineMutation({
  name: 'sequence.plan',
  roles: ['owner', 'operator'],
  input: sequenceSchema.omit({ createdAt: true }),
  async run(tx, input, ctx) {
    if (await tx.get('sequence', input.id)) throw new AppError('sequence/exists');
    const sequence = { ...input, createdAt: ctx.at };
    await checkSteps(tx, sequence);
    tx.put('sequence', sequence);
  },
});

/** Edits a plan. One that runs, or has run, goes on by the steps that it was started with. */
export const editSequence = defineMutation({
  name: 'sequence.edit',
  roles: ['owner', 'operator'],
  input: sequencePlanSchema.extend({ sequenceId: sequenceIdSchema }),
  async run(tx, { sequenceId, ...plan }) {
    const sequence = await tx.get('sequence', sequenceId);
    if (!sequence) throw new AppError('sequence/not-found');
    const edited = { ...sequence, ...plan };
    await checkSteps(tx, edited);
    tx.put('sequence', edited);
  },
});

export const removeSequence = defineMutation({
  name: 'sequence.remove',
  roles: ['owner', 'operator'],
  input: z.object({ sequenceId: sequenceIdSchema }),
  async run(tx, { sequenceId }) {
    if (!(await tx.get('sequence', sequenceId))) throw new AppError('sequence/not-found');
    tx.remove('sequence', sequenceId);
  },
});

/** Everything that a sequence names is of its show, its drops of the same kind of run, and no drop stands in it twice. */
async function checkSteps(tx: DocumentTx, { showId, runId, steps }: Sequence): Promise<void> {
  const run = await tx.get('run', runId);
  if (run?.showId !== showId) throw new AppError('run/not-found');
  const dropIds = new Set<string>();
  for (const [at, step] of steps.entries()) {
    const unknown = new AppError('sequence/step-unknown', { place: at + 1 });
    if (step.does === 'take') {
      if ((await tx.get('slot', step.slotId))?.runId !== runId) throw unknown;
    } else if (step.does === 'price') {
      if ((await tx.get('product', step.productId))?.showId !== showId) throw unknown;
    } else {
      const drop = await tx.get('drop', step.dropId);
      if (drop?.showId !== showId || drop.runKind !== run.kind) throw unknown;
      if (dropIds.has(step.dropId)) throw new AppError('sequence/drop-twice');
      dropIds.add(step.dropId);
    }
  }
}
