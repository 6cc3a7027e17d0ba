import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import type { DocumentTx } from '../../sync/document-store.ts';
import { dropIdSchema } from '../../sync/ids.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { type Drop, type DropPlan, editedDropSchema, newDropSchema } from './drop.schema.ts';

export const planDrop = defineMutation({
  name: 'drop.plan',
  roles: ['owner', 'operator', 'integrator'],
  input: newDropSchema,
  async run(tx, input, ctx) {
    if (!(await tx.get('show', input.showId))) throw new AppError('show/not-found');
    if (await tx.get('drop', input.id)) throw new AppError('drop/exists');
    tx.put('drop', await checked(tx, { ...input, createdAt: ctx.at }));
  },
});

/** Edits a plan. That a fired drop's plan stands is the hub's to refuse: the effect's state is known there alone. */
export const editDrop = defineMutation({
  name: 'drop.edit',
  roles: ['owner', 'operator'],
  input: editedDropSchema,
  async run(tx, { dropId, ...plan }) {
    const drop = await tx.get('drop', dropId);
    if (!drop) throw new AppError('drop/not-found');
    const { id, showId, runKind, createdAt } = drop;
    tx.put('drop', await checked(tx, { ...plan, id, showId, runKind, createdAt }));
  },
});

export const removeDrop = defineMutation({
  name: 'drop.remove',
  roles: ['owner', 'operator'],
  input: z.object({ dropId: dropIdSchema }),
  async run(tx, { dropId }) {
    if (!(await tx.get('drop', dropId))) throw new AppError('drop/not-found');
    tx.remove('drop', dropId);
  },
});

/** The drop with what its plan takes from the show, or why it cannot be. */
async function checked(tx: DocumentTx, drop: Drop): Promise<Drop> {
  checkPlan(drop);
  if (drop.kind !== 'flash-price' && drop.kind !== 'gift') return drop;
  if (drop.productId === null) return drop;
  const product = await tx.get('product', drop.productId);
  if (!product || product.showId !== drop.showId) throw new AppError('product/not-found');
  if (drop.kind === 'gift') return drop;
  if (drop.priceFen >= product.priceFen) throw new AppError('drop/not-below-price');
  return { ...drop, fromFen: product.priceFen };
}

/** What a plan says of itself must go together. */
function checkPlan(plan: DropPlan): void {
  if (plan.kind === 'coupon') {
    for (const { amountFen, thresholdFen } of [plan, ...plan.tiers]) {
      // A threshold of 0 means a coupon without one (无门槛).
      if (thresholdFen > 0 && amountFen >= thresholdFen) throw new AppError('drop/amount-over-threshold');
    }
    const levels = plan.tiers.map(({ level }) => level);
    if (new Set(levels).size < levels.length) throw new AppError('drop/level-twice');
  }
  // Every packet holds at least one fen.
  if (plan.kind === 'cash-packet' && plan.totalFen < plan.quota) throw new AppError('drop/packets-too-many');
}
