import { z } from 'zod';
import { runIdSchema } from '../../sync/ids.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { requireRun } from '../show/show.mutations.ts';
import { defaultPushPolicy, repushSchema } from './push-policy.schema.ts';

/** How a run pushes: on take or only when asked, and whether it pushes again while a product stays on air. */
export const setPushPolicy = defineMutation({
  name: 'push.set',
  roles: ['owner', 'operator'],
  input: z.object({
    runId: runIdSchema,
    onTake: z.boolean().optional(),
    repush: repushSchema.nullable().optional(),
  }),
  async run(tx, { runId, onTake, repush }) {
    const run = await requireRun(tx, runId);
    const before = (await tx.get('pushPolicy', runId)) ?? {
      ...{ id: run.id, showId: run.showId, ...defaultPushPolicy },
    };
    tx.put('pushPolicy', {
      ...before,
      onTake: onTake ?? before.onTake,
      repush: repush === undefined ? before.repush : repush,
    });
  },
});
