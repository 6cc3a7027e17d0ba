/** A rehearsal's own rundown, copied from the show's; and its reset, which knows no other run kind. */
import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { runIdSchema, showIdSchema, slotIdSchema } from '../../sync/ids.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { emptySlot } from '../rundown/rundown.mutations.ts';
import { emptyRun, requireRun } from '../show/show.mutations.ts';
import { rehearsalDocuments } from './rehearsal-documents.ts';

const roles = ['owner', 'operator'] as const;

/**
 * Makes a rehearsal of a run: every slot named is copied as planned, with nothing of what became of it. The show's own
 * rundown stays as it is; products with their prices and stock are the show's, in a rehearsal too.
 */
export const rehearse = defineMutation({
  name: 'run.rehearse',
  roles,
  input: z.object({
    id: runIdSchema,
    ofRunId: runIdSchema,
    slots: z.array(z.object({ id: slotIdSchema, ofSlotId: slotIdSchema })).max(5000),
  }),
  async run(tx, { id, ofRunId, slots }, ctx) {
    const of = await requireRun(tx, ofRunId);
    if (await tx.get('run', id)) throw new AppError('show/exists');
    const others = await tx.list('run', of.showId);
    if (others.some(({ state }) => state === 'live')) throw new AppError('run/other-live');
    if (others.some(({ kind, state }) => kind === 'rehearsal' && state === 'planned'))
      throw new AppError('rehearsal/exists');
    tx.put('run', {
      ...emptyRun({ id, showId: of.showId, kind: 'rehearsal' }, ctx.at),
      copyOf: of.id,
    });
    const policy = await tx.get('pushPolicy', of.id);
    if (policy) tx.put('pushPolicy', { ...policy, id });
    for (const { id: slotId, ofSlotId } of slots) {
      const slot = await tx.get('slot', ofSlotId);
      // Removed meanwhile: it is not rehearsed.
      if (!slot || slot.runId !== of.id) continue;
      const { productId, orderKey, type, plannedSec, remark, warnSec, dangerSec } = slot;
      const plan = { productId, orderKey, type, plannedSec, remark, warnSec, dangerSec };
      const state = slot.state === 'skipped' ? 'skipped' : 'waiting';
      tx.put('slot', { ...emptySlot, ...plan, id: slotId, runId: id, state });
    }
  },
});

/**
 * Clears what a show's rehearsals have left: facts, effects and documents of run kind rehearsal, and nothing else. An
 * order to the hub, never an op that waits: what would come in meanwhile would be cleared with it.
 */
export const resetRehearsal = defineMutation({
  name: 'rehearsal.reset',
  roles,
  input: z.object({ showId: showIdSchema }),
  async admit() {
    throw new AppError('rehearsal/order-only');
  },
  async run(tx, { showId }) {
    if (!(await tx.get('show', showId))) throw new AppError('show/not-found');
    const { runs, slots, removed } = await rehearsalDocuments(tx, showId);
    if (runs.some(({ state }) => state === 'live')) throw new AppError('rehearsal/running');
    const copies = new Set<string>(runs.filter(({ copyOf }) => copyOf !== null).map(({ id }) => id));
    for (const run of runs) {
      if (copies.has(run.id)) {
        tx.remove('run', run.id);
        if (await tx.get('pushPolicy', run.id)) tx.remove('pushPolicy', run.id);
      } else tx.put('run', { ...emptyRun(run, run.createdAt), armedSlotId: null });
    }
    for (const slot of slots) {
      if (copies.has(slot.runId)) tx.remove('slot', slot.id);
      else {
        const state = slot.state === 'skipped' ? 'skipped' : 'waiting';
        const fresh = { takenAt: null, airedSec: 0, changedLiveAt: null, changedLiveBy: null };
        tx.put('slot', { ...slot, ...fresh, state });
      }
    }
    for (const { kind, id } of removed) tx.remove(kind, id);
    tx.clearRehearsal(showId);
  },
});
