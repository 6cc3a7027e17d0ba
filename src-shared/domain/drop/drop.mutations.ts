import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { dropIdSchema } from '../../sync/ids.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { type CouponPlan, couponPlanSchema, dropSchema } from './drop.schema.ts';

export const planDrop = defineMutation({
  name: 'drop.plan',
  roles: ['owner', 'operator', 'integrator'],
  input: dropSchema.omit({ createdAt: true }),
  async run(tx, input, ctx) {
    if (!(await tx.get('show', input.showId))) throw new AppError('show/not-found');
    if (await tx.get('drop', input.id)) throw new AppError('drop/exists');
    checkPlan(input);
    tx.put('drop', { ...input, createdAt: ctx.at });
  },
});

/** Edits a plan. That a fired drop's plan stands is the hub's to refuse: the effect's state is known there alone. */
export const editDrop = defineMutation({
  name: 'drop.edit',
  roles: ['owner', 'operator'],
  input: couponPlanSchema.extend({ dropId: dropIdSchema }),
  async run(tx, { dropId, ...plan }) {
    const drop = await tx.get('drop', dropId);
    if (!drop) throw new AppError('drop/not-found');
    checkPlan(plan);
    tx.put('drop', { ...drop, ...plan });
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

function checkPlan(plan: CouponPlan): void {
  // A threshold of 0 means a coupon without one (无门槛).
  if (plan.thresholdFen > 0 && plan.amountFen >= plan.thresholdFen)
    throw new AppError('drop/amount-over-threshold');
}
