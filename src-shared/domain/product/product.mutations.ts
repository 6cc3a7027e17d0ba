import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { productIdSchema, runIdSchema, showIdSchema, slotIdSchema } from '../../sync/ids.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { emptySlot } from '../rundown/rundown.mutations.ts';
import { keysAtEnd } from '../rundown/rundown.order.ts';
import { slotSchema } from '../rundown/slot.schema.ts';
import { productSchema } from './product.schema.ts';

const importedProductSchema = productSchema.omit({ showId: true, pricedBy: true, confirmedBy: true });
const importedSlotSchema = slotSchema
  .pick({ type: true, plannedSec: true, remark: true })
  .extend({ id: slotIdSchema, productId: productIdSchema });

/** All accepted rows of a sheet at once: products of a show, and their slots at the end of a run's rundown. */
export const importProducts = defineMutation({
  name: 'product.import',
  roles: ['owner', 'operator'],
  input: z.object({
    showId: showIdSchema,
    runId: runIdSchema,
    products: z.array(importedProductSchema).max(2000),
    slots: z.array(importedSlotSchema).max(2000),
  }),
  async run(tx, { showId, runId, products, slots }, ctx) {
    if (!(await tx.get('show', showId))) throw new AppError('show/not-found');
    const run = await tx.get('run', runId);
    if (!run || run.showId !== showId) throw new AppError('run/not-found');
    const orderKeys = keysAtEnd(await tx.list('slot', runId), slots.length);
    for (const product of products) {
      tx.put('product', { ...product, showId, pricedBy: ctx.personId, confirmedBy: null });
    }
    for (const [at, slot] of slots.entries()) {
      if (!(await tx.get('product', slot.productId))) throw new AppError('product/not-found');
      tx.put('slot', { ...emptySlot, ...slot, runId, orderKey: orderKeys[at] ?? '' });
    }
  },
});

/** Changes a price or floor. A price that then lies below the floor waits for a second person again. */
export const repriceProduct = defineMutation({
  name: 'product.reprice',
  roles: ['owner', 'operator'],
  input: productSchema
    .pick({ priceFen: true, floorFen: true, listFen: true, stockDeclared: true })
    .partial()
    .extend({ productId: productIdSchema }),
  async run(tx, { productId, ...changes }, ctx) {
    const product = await tx.get('product', productId);
    if (!product) throw new AppError('product/not-found');
    const priceTouched = changes.priceFen !== undefined || changes.floorFen !== undefined;
    tx.put('product', {
      ...product,
      ...changes,
      ...(priceTouched ? { pricedBy: ctx.personId, confirmedBy: null } : {}),
    });
  },
});

/** The second person's word for a price below its floor. */
export const confirmPrice = defineMutation({
  name: 'product.confirm-price',
  roles: ['owner', 'operator'],
  input: z.object({ productId: productIdSchema, priceFen: productSchema.shape.priceFen }),
  async run(tx, { productId, priceFen }, ctx) {
    const product = await tx.get('product', productId);
    if (!product) throw new AppError('product/not-found');
    if (product.pricedBy === ctx.personId) throw new AppError('product/same-person');
    // What was confirmed is a price that was seen, not whatever stands there now.
    if (product.priceFen !== priceFen) throw new AppError('product/price-changed');
    tx.put('product', { ...product, confirmedBy: ctx.personId });
  },
});
