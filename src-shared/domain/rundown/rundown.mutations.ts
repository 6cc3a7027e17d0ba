import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import type { DocumentTx } from '../../sync/document-store.ts';
import { productIdSchema, runIdSchema, type SlotId, slotIdSchema } from '../../sync/ids.ts';
import { defineMutation, type MutationContext } from '../../sync/mutation.ts';
import { requireReady } from '../checklist/document-errors.ts';
import { needsSecondPerson } from '../product/product.schema.ts';
import { requireRun, started } from '../show/show.mutations.ts';
import type { Run } from '../show/show.schema.ts';
import { requireTake } from '../show/take-holder.mutations.ts';
import { settleOnAir } from './on-air.ts';
import { keyAfter, keysAtEnd } from './rundown.order.ts';
import { DANGER_SEC, plannedSecSchema, type Slot, slotPlanSchema, WARN_SEC } from './slot.schema.ts';

/** What every edit of a rundown may carry: that the person means it although the rundown is frozen. */
const edit = z.object({ confirmed: z.boolean().default(false) });

const desk = ['owner', 'operator'] as const;
const deskAndApi = ['owner', 'operator', 'integrator'] as const;

/** Compare-and-set: whoever still sees `from` on air may take; two people who press at once take once. */
export const take = defineMutation({
  name: 'rundown.take',
  roles: deskAndApi,
  input: z.object({ runId: runIdSchema, from: slotIdSchema.nullable(), to: slotIdSchema }),
  /** Asked of who acts now. A take that was done while the hub was away is judged by compare-and-set alone ([SY95]). */
  async admit(reader, { runId }, ctx) {
    const run = await reader.get('run', runId);
    if (run) requireTake(run, ctx);
  },
  async run(tx, { runId, from, to }, ctx) {
    const run = await onAirFrom(tx, runId, from);
    const slot = await requireSlot(tx, run, to);
    if (slot.id === run.onAirSlotId) throw new AppError('rundown/on-air');
    await requirePrice(tx, slot);
    await settleOnAir(tx, run, ctx.at, 'done');
    const previous =
      run.onAirSlotId === null ? run.previousSlotIds : [...run.previousSlotIds, run.onAirSlotId].slice(-50);
    await putOnAir(tx, { ...run, previousSlotIds: previous }, slot, ctx);
  },
});

/** Returns to what was on air before; the slot left behind waits again, its time so far kept. */
export const back = defineMutation({
  name: 'rundown.back',
  roles: desk,
  input: z.object({ runId: runIdSchema, from: slotIdSchema.nullable() }),
  async admit(reader, { runId }, ctx) {
    const run = await reader.get('run', runId);
    if (run) requireTake(run, ctx);
  },
  async run(tx, { runId, from }, ctx) {
    const run = await onAirFrom(tx, runId, from);
    const previousId = run.previousSlotIds.at(-1);
    const slot = previousId === undefined ? null : await tx.get('slot', previousId);
    if (!slot) throw new AppError('rundown/nothing-before');
    await requirePrice(tx, slot);
    await settleOnAir(tx, run, ctx.at, 'waiting');
    await putOnAir(tx, { ...run, previousSlotIds: run.previousSlotIds.slice(0, -1) }, slot, ctx);
  },
});

async function putOnAir(tx: DocumentTx, run: Run, slot: Slot, ctx: MutationContext): Promise<void> {
  // A first take starts the run: what keeps a person from going live keeps them from this too. A program that asks by
  // REST has no checklist before it; its own product's price is checked like any other.
  if (run.state === 'planned' && ctx.role !== 'integrator') await requireReady(tx, run);
  const running = run.state === 'planned' ? await started(tx, run, ctx.at) : run;
  tx.put('slot', { ...slot, state: 'on-air', takenAt: slot.takenAt ?? ctx.at });
  tx.put('run', {
    ...running,
    onAirSlotId: slot.id,
    onAirSince: ctx.at,
    armedSlotId: run.armedSlotId === slot.id ? null : run.armedSlotId,
  });
}

async function onAirFrom(tx: DocumentTx, runId: string, from: string | null): Promise<Run> {
  const run = await requireRun(tx, runId);
  if (run.state === 'ended') throw new AppError('run/ended');
  if (run.onAirSlotId !== from) throw new AppError('rundown/moved-on');
  return run;
}

async function requireSlot(tx: DocumentTx, run: Run, slotId: string): Promise<Slot> {
  const slot = await tx.get('slot', slotId);
  if (!slot || slot.runId !== run.id) throw new AppError('rundown/slot-not-found');
  return slot;
}

/** Whichever way a slot comes on air, its price was seen by a second person where it has to be. */
async function requirePrice(tx: DocumentTx, slot: Slot): Promise<void> {
  const product = await tx.get('product', slot.productId);
  if (!product) throw new AppError('product/not-found');
  if (needsSecondPerson(product)) throw new AppError('rundown/needs-second-person', { name: product.name });
}

/** Throws `rundown/frozen` where the rundown is frozen and the person has not confirmed. */
async function editableRun(tx: DocumentTx, runId: string, confirmed: boolean): Promise<Run> {
  const run = await requireRun(tx, runId);
  if (run.frozenAt !== null && run.state !== 'ended' && !confirmed) throw new AppError('rundown/frozen');
  return run;
}

/** A change while live is marked with who made it, so that nobody wonders why the plan is another. */
function liveMark(run: Run, ctx: MutationContext): Partial<Pick<Slot, 'changedLiveAt' | 'changedLiveBy'>> {
  return run.state === 'live' ? { changedLiveAt: ctx.at, changedLiveBy: ctx.personId } : {};
}

async function slotOf(tx: DocumentTx, slotId: string): Promise<Slot> {
  const slot = await tx.get('slot', slotId);
  if (!slot) throw new AppError('rundown/slot-not-found');
  return slot;
}

/** Names what the next plain take will take; null lets the order decide again. */
export const arm = defineMutation({
  name: 'rundown.arm',
  roles: desk,
  input: z.object({ runId: runIdSchema, slotId: slotIdSchema.nullable() }),
  async run(tx, { runId, slotId }) {
    const run = await requireRun(tx, runId);
    if (slotId !== null) {
      const slot = await requireSlot(tx, run, slotId);
      if (slot.id === run.onAirSlotId) throw new AppError('rundown/on-air');
    }
    tx.put('run', { ...run, armedSlotId: slotId });
  },
});

export const skip = defineMutation({
  name: 'rundown.skip',
  roles: desk,
  input: edit.extend({ slotId: slotIdSchema, skipped: z.boolean() }),
  async run(tx, { slotId, skipped, confirmed }, ctx) {
    const slot = await slotOf(tx, slotId);
    if (slot.state === 'on-air') throw new AppError('rundown/on-air');
    if (skipped === (slot.state === 'skipped')) return;
    const run = await editableRun(tx, slot.runId, confirmed);
    const state = skipped ? 'skipped' : slot.takenAt === null ? 'waiting' : 'done';
    tx.put('slot', { ...slot, ...liveMark(run, ctx), state });
    if (skipped && run.armedSlotId === slotId) tx.put('run', { ...run, armedSlotId: null });
  },
});

export const move = defineMutation({
  name: 'rundown.move',
  roles: desk,
  input: edit.extend({ slotId: slotIdSchema, afterSlotId: slotIdSchema.nullable() }),
  async run(tx, { slotId, afterSlotId, confirmed }, ctx) {
    const slot = await slotOf(tx, slotId);
    const run = await editableRun(tx, slot.runId, confirmed);
    const orderKey = keyAfter(await tx.list('slot', slot.runId), slotId, afterSlotId);
    if (orderKey === null) throw new AppError('rundown/bad-order');
    tx.put('slot', { ...slot, ...liveMark(run, ctx), orderKey });
  },
});

export const plan = defineMutation({
  name: 'rundown.plan',
  roles: desk,
  input: edit.extend({ slotId: slotIdSchema }).extend(slotPlanSchema.partial().shape),
  async run(tx, { slotId, confirmed, ...changes }, ctx) {
    const slot = await slotOf(tx, slotId);
    const run = await editableRun(tx, slot.runId, confirmed);
    const planned = { ...slot, ...changes };
    if ((planned.dangerSec ?? DANGER_SEC) > (planned.warnSec ?? WARN_SEC))
      throw new AppError('rundown/bad-thresholds');
    tx.put('slot', { ...planned, ...liveMark(run, ctx) });
  },
});

/** Another slot for a product that the show has already, at the end of the rundown. */
export const addSlot = defineMutation({
  name: 'rundown.add',
  roles: desk,
  input: edit.extend({
    id: slotIdSchema,
    runId: runIdSchema,
    productId: productIdSchema,
    plannedSec: plannedSecSchema,
  }),
  async run(tx, { id, runId, productId, plannedSec, confirmed }, ctx) {
    const run = await editableRun(tx, runId, confirmed);
    const product = await tx.get('product', productId);
    if (!product || product.showId !== run.showId) throw new AppError('product/not-found');
    const [orderKey = ''] = keysAtEnd(await tx.list('slot', runId), 1);
    tx.put('slot', { ...emptySlot, id, runId, productId, orderKey, plannedSec, ...liveMark(run, ctx) });
  },
});

export const emptySlot = {
  type: '',
  state: 'waiting',
  takenAt: null,
  airedSec: 0,
  remark: '',
  fixedStartAt: null,
  warnSec: null,
  dangerSec: null,
  changedLiveAt: null,
  changedLiveBy: null,
} as const;

export const removeSlot = defineMutation({
  name: 'rundown.remove',
  roles: desk,
  input: edit.extend({ slotId: slotIdSchema }),
  async run(tx, { slotId, confirmed }) {
    const slot = await slotOf(tx, slotId);
    if (slot.state === 'on-air') throw new AppError('rundown/on-air');
    const run = await editableRun(tx, slot.runId, confirmed);
    tx.remove('slot', slotId);
    if (run.armedSlotId === slotId || run.previousSlotIds.includes(slot.id)) {
      tx.put('run', {
        ...run,
        armedSlotId: run.armedSlotId === slotId ? null : run.armedSlotId,
        previousSlotIds: previousWithout(run, slot.id),
      });
    }
  },
});

/** What was on air before and after the slot that goes may be the same one: nobody goes back to where they are. */
function previousWithout(run: Run, slotId: SlotId): SlotId[] {
  const kept = run.previousSlotIds.filter((id) => id !== slotId);
  return kept.filter((id, at) => id !== (kept[at + 1] ?? run.onAirSlotId));
}
