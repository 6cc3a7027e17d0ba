import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { markIdSchema, runIdSchema } from '../../sync/ids.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { requireRun } from '../show/show.mutations.ts';
import { isoTimeSchema } from '../show/show.schema.ts';
import { markNoteSchema, markSchema } from './mark.schema.ts';

const roles = ['owner', 'operator'] as const;
const byMark = z.object({ markId: markIdSchema });

/** Notes this moment of a run, or with `at` an earlier one. Nothing is sent anywhere: it works with the hub away. */
export const makeMark = defineMutation({
  name: 'mark.make',
  roles,
  input: markSchema
    .pick({ id: true, source: true })
    .extend({ runId: runIdSchema, at: isoTimeSchema.nullable(), note: markNoteSchema.default('') }),
  async run(tx, { id, runId, at, source, note }, ctx) {
    const run = await requireRun(tx, runId);
    if (run.startedAt === null) throw new AppError('mark/not-started');
    const slot = at === null && run.onAirSlotId !== null ? await tx.get('slot', run.onAirSlotId) : null;
    tx.put('mark', {
      ...{ id, runId, showId: run.showId, runKind: run.kind, at: at ?? ctx.at, source, note },
      ...{ slotId: slot?.id ?? null, productId: slot?.productId ?? null, markedBy: ctx.personId },
    });
  },
});

export const noteMark = defineMutation({
  name: 'mark.note',
  roles,
  input: byMark.extend({ note: markNoteSchema }),
  async run(tx, { markId, note }) {
    const mark = await tx.get('mark', markId);
    if (!mark) throw new AppError('mark/not-found');
    tx.put('mark', { ...mark, note });
  },
});

export const removeMark = defineMutation({
  name: 'mark.remove',
  roles,
  input: byMark,
  async run(tx, { markId }) {
    if (!(await tx.get('mark', markId))) throw new AppError('mark/not-found');
    tx.remove('mark', markId);
  },
});
