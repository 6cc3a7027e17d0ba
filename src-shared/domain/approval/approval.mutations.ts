import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import type { DocumentTx } from '../../sync/document-store.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { type Approval, approvalIdSchema, approvalSchema } from './approval.schema.ts';

/** The second person's word: price and floor become what was asked for. Nobody confirms their own. */
export const confirmApproval = defineMutation({
  name: 'approval.confirm',
  roles: ['owner', 'operator'],
  input: z.object({ approvalId: approvalIdSchema, priceFen: approvalSchema.shape.priceFen }),
  async run(tx, { approvalId, priceFen }, ctx) {
    const approval = await waitingOf(tx, approvalId);
    if (approval.askedBy === ctx.personId) throw new AppError('approval/same-person');
    const product = await tx.get('product', approval.productId);
    if (!product) throw new AppError('product/not-found');
    const asSeen =
      approval.priceFen === priceFen &&
      product.priceFen === approval.fromPriceFen &&
      product.floorFen === approval.fromFloorFen;
    if (!asSeen) throw new AppError('product/price-changed');
    tx.put('approval', { ...approval, state: 'confirmed', settledBy: ctx.personId, settledAt: ctx.at });
    tx.put('product', {
      ...product,
      priceFen: approval.priceFen,
      floorFen: approval.floorFen,
      pricedBy: approval.askedBy,
      confirmedBy: ctx.personId,
      anchorFen: approval.priceFen,
    });
  },
});

/** No: the price stays. By who asked, it is taken back. */
export const refuseApproval = defineMutation({
  name: 'approval.refuse',
  roles: ['owner', 'operator'],
  input: z.object({ approvalId: approvalIdSchema }),
  async run(tx, { approvalId }, ctx) {
    const approval = await waitingOf(tx, approvalId);
    const state = approval.askedBy === ctx.personId ? 'withdrawn' : 'refused';
    tx.put('approval', { ...approval, state, settledBy: ctx.personId, settledAt: ctx.at });
  },
});

async function waitingOf(tx: DocumentTx, approvalId: string): Promise<Approval> {
  const approval = await tx.get('approval', approvalId);
  if (!approval) throw new AppError('approval/not-found');
  if (approval.state !== 'waiting') throw new AppError('approval/settled');
  return approval;
}
