import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { productIdSchema, runIdSchema, showIdSchema, slotIdSchema } from '../../sync/ids.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { askForSecondPerson, outdateRequests } from '../approval/approval.requests.ts';
import { reasonsForSecondPerson } from '../approval/second-person.ts';
import { shelfSchema } from '../platform/platform.schema.ts';
import { defaultPolicy, POLICY_ID } from '../policy/policy.schema.ts';
import { emptySlot } from '../rundown/rundown.mutations.ts';
import { keysAtEnd } from '../rundown/rundown.order.ts';
import { slotSchema } from '../rundown/slot.schema.ts';
import { productSchema } from './product.schema.ts';
import { repriceFields } from './reprice.schema.ts';

const importedProductSchema = productSchema.omit({
  ...{ showId: true, pricedBy: true, confirmedBy: true },
  anchorFen: true,
});
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

/**
 * Changes a price or floor. What one person alone may not do of it (second-person.ts) becomes a request that waits for
 * a second one, in the place of an earlier one; price and floor stay as they are until then, the rest is done.
 */
export const repriceProduct = defineMutation({
  name: 'product.reprice',
  roles: ['owner', 'operator'],
  input: repriceFields.extend({
    productId: productIdSchema,
    /** As this console names its person: for showing alone. */
    byName: z.string().max(60).default(''),
  }),
  async run(tx, { productId, byName, ...changes }, ctx) {
    const product = await tx.get('product', productId);
    if (!product) throw new AppError('product/not-found');
    const { priceFen, floorFen, ...others } = changes;
    const changed = { ...product, ...present(others) };
    const policy = (await tx.get('policy', POLICY_ID)) ?? defaultPolicy;
    const reasons = reasonsForSecondPerson(changed, changes, policy);
    if (reasons.length > 0) {
      await askForSecondPerson(tx, changed, { ...present({ priceFen, floorFen }), reasons, byName }, ctx);
      tx.put('product', changed);
      return;
    }
    const priceTouched = priceFen !== undefined || floorFen !== undefined;
    if (priceTouched) await outdateRequests(tx, changed, ctx);
    tx.put('product', {
      ...changed,
      ...present({ priceFen, floorFen }),
      ...(priceTouched ? { pricedBy: ctx.personId, confirmedBy: null } : {}),
      ...(priceFen !== undefined ? { anchorFen: product.anchorFen ?? product.priceFen } : {}),
    });
  },
});

/** Without what is not there: an absent change leaves things as they are. */
function present<T extends object>(changes: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as never;
}

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
    tx.put('product', { ...product, confirmedBy: ctx.personId, anchorFen: product.priceFen });
  },
});

/** On the shelf, taken off it, or sold out: what the team wants. The platform is told by an order to act. */
export const setShelf = defineMutation({
  name: 'product.shelf',
  roles: ['owner', 'operator'],
  input: z.object({ productId: productIdSchema, shelf: shelfSchema }),
  async run(tx, { productId, shelf }) {
    const product = await tx.get('product', productId);
    if (!product) throw new AppError('product/not-found');
    tx.put('product', { ...product, shelf });
  },
});

/**
 * Adds pieces to what is declared, or takes some away: two people who add at once have both added. That it does not
 * fall below what is sold, held and leased is the hub's to judge (`stock/short`), unless it is meant (`anyway`).
 */
export const changeStock = defineMutation({
  name: 'product.stock',
  roles: ['owner', 'operator'],
  input: z.object({
    productId: productIdSchema,
    delta: z
      .int()
      .min(-1_000_000)
      .max(1_000_000)
      .refine((delta) => delta !== 0),
    anyway: z.boolean().default(false),
  }),
  async run(tx, { productId, delta }) {
    const product = await tx.get('product', productId);
    if (!product) throw new AppError('product/not-found');
    if (product.stockDeclared === null) throw new AppError('stock/untracked', { name: product.name });
    const stockDeclared = product.stockDeclared + delta;
    if (stockDeclared < 0)
      throw new AppError('stock/negative', { name: product.name, declared: product.stockDeclared });
    tx.put('product', { ...product, stockDeclared });
  },
});
