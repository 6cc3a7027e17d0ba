import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import type { DocumentTx } from '../../sync/document-store.ts';
import { productIdSchema, runIdSchema, type SlotId, slotIdSchema } from '../../sync/ids.ts';
import { defineMutation, type MutationContext } from '../../sync/mutation.ts';
import { needsSecondPerson } from '../product/product.schema.ts';
import { requireRun, started } from '../show/show.mutations.ts';
import type { Run } from '../show/show.schema.ts';
import { settleOnAir } from './on-air.ts';
import { keyAfter, keysAtEnd } from './rundown.order.ts';
import { plannedSecSchema, type Slot } from './slot.schema.ts';

const desk = ['owner', 'operator'] as const;
const deskAndApi = ['owner', 'operator', 'integrator'] as const;

/** Compare-and-set: whoever still sees `from` on air may take; two people who press at once take once. */
export const take = defineMutation({
  name: 'rundown.take',
  roles: deskAndApi,
  input: z.object({ runId: runIdSchema, from: slotIdSchema.nullable(), to: slotIdSchema }),
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
  input: z.object({ slotId: slotIdSchema, skipped: z.boolean() }),
  async run(tx, { slotId, skipped }) {
    const slot = await slotOf(tx, slotId);
    if (slot.state === 'on-air') throw new AppError('rundown/on-air');
    if (skipped === (slot.state === 'skipped')) return;
    tx.put('slot', { ...slot, state: skipped ? 'skipped' : slot.takenAt === null ? 'waiting' : 'done' });
    const run = await requireRun(tx, slot.runId);
    if (skipped && run.armedSlotId === slotId) tx.put('run', { ...run, armedSlotId: null });
  },
});

export const move = defineMutation({
  name: 'rundown.move',
  roles: desk,
  input: z.object({ slotId: slotIdSchema, afterSlotId: slotIdSchema.nullable() }),
  async run(tx, { slotId, afterSlotId }) {
    const slot = await slotOf(tx, slotId);
    const orderKey = keyAfter(await tx.list('slot', slot.runId), slotId, afterSlotId);
    if (orderKey === null) throw new AppError('rundown/bad-order');
    tx.put('slot', { ...slot, orderKey });
  },
});

export const plan = defineMutation({
  name: 'rundown.plan',
  roles: desk,
  input: z.object({ slotId: slotIdSchema, plannedSec: plannedSecSchema }),
  async run(tx, { slotId, plannedSec }) {
    tx.put('slot', { ...(await slotOf(tx, slotId)), plannedSec });
  },
});

/** Another slot for a product that the show has already, at the end of the rundown. */
export const addSlot = defineMutation({
  name: 'rundown.add',
  roles: desk,
  input: z.object({
    id: slotIdSchema,
    runId: runIdSchema,
    productId: productIdSchema,
    plannedSec: plannedSecSchema,
  }),
  async run(tx, { id, runId, productId, plannedSec }) {
    const run = await requireRun(tx, runId);
    const product = await tx.get('product', productId);
    if (!product || product.showId !== run.showId) throw new AppError('product/not-found');
    const [orderKey = ''] = keysAtEnd(await tx.list('slot', runId), 1);
    tx.put('slot', { ...emptySlot, id, runId, productId, orderKey, plannedSec });
  },
});

export const emptySlot = { type: '', state: 'waiting', takenAt: null, airedSec: 0, remark: '' } as const;

export const removeSlot = defineMutation({
  name: 'rundown.remove',
  roles: desk,
  input: z.object({ slotId: slotIdSchema }),
  async run(tx, { slotId }) {
    const slot = await slotOf(tx, slotId);
    if (slot.state === 'on-air') throw new AppError('rundown/on-air');
    const run = await requireRun(tx, slot.runId);
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
