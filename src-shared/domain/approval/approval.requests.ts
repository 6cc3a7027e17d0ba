/** How requests for a second person come into being and lose their point: one waits for a product at most. */
import type { DocumentTx } from '../../sync/document-store.ts';
import type { MutationContext } from '../../sync/mutation.ts';
import type { Product } from '../product/product.schema.ts';
import type { Approval, ApprovalReason, ApprovalState } from './approval.schema.ts';

export async function askForSecondPerson(
  tx: DocumentTx,
  product: Product,
  {
    priceFen = product.priceFen,
    floorFen = product.floorFen,
    reasons,
    byName,
  }: {
    readonly priceFen?: Product['priceFen'];
    readonly floorFen?: Product['floorFen'];
    readonly reasons: readonly ApprovalReason[];
    readonly byName: string;
  },
  ctx: MutationContext,
): Promise<void> {
  await settleWaiting(
    tx,
    product,
    (waiting) => (waiting.askedBy === ctx.personId ? 'withdrawn' : 'outdated'),
    ctx,
  );
  tx.put('approval', {
    ...{ id: ctx.opId, showId: product.showId, productId: product.id },
    ...{ fromPriceFen: product.priceFen, fromFloorFen: product.floorFen, priceFen, floorFen },
    ...{ reasons: [...reasons], state: 'waiting', askedBy: ctx.personId, askedName: byName, askedAt: ctx.at },
    ...{ settledBy: null, settledAt: null },
  });
}

/** Price or floor has changed another way: nobody has seen what a waiting request would make of it. */
export async function outdateRequests(tx: DocumentTx, product: Product, ctx: MutationContext): Promise<void> {
  await settleWaiting(tx, product, () => 'outdated', ctx);
}

async function settleWaiting(
  tx: DocumentTx,
  product: Product,
  stateOf: (waiting: Approval) => ApprovalState,
  ctx: MutationContext,
): Promise<void> {
  for (const each of await tx.list('approval', product.showId))
    if (each.productId === product.id && each.state === 'waiting')
      tx.put('approval', { ...each, state: stateOf(each), settledBy: ctx.personId, settledAt: ctx.at });
}
