import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { leaseIdOf, leaseIdSchema, leaseSchema, leftOf } from './lease.schema.ts';

export const leaseQtySchema = z.int().min(1).max(1_000_000);
const key = leaseSchema.pick({ runKind: true, productId: true, deviceId: true });

/**
 * Stock for one till. An order to act, run by the hub alone, which judges it by what is free at that moment
 * (`lease/not-enough {free}`): no desk ever shows or sells a lease that has not been granted.
 */
export const takeLease = defineMutation({
  name: 'lease.take',
  roles: ['owner', 'operator', 'crew'],
  input: key.extend({ deviceName: leaseSchema.shape.deviceName, qty: leaseQtySchema }),
  async run(tx, { runKind, productId, deviceId, deviceName, qty }, ctx) {
    const product = await tx.get('product', productId);
    if (!product) throw new AppError('product/not-found');
    if (product.stockDeclared === null) throw new AppError('lease/not-needed');
    const id = leaseIdOf({ runKind, productId, deviceId });
    const known = (await tx.get('lease', id)) ?? {
      ...{ id, showId: product.showId, runKind, productId, deviceId },
      ...{ granted: 0, restocked: 0, returned: 0, held: 0, sold: 0 },
    };
    tx.put('lease', { ...known, deviceName, granted: known.granted + qty, changedAt: ctx.at });
  },
});

/** Hands stock back. Counts at once on the till, which sells it no more, also while the hub is away. */
export const returnLease = defineMutation({
  name: 'lease.return',
  roles: ['owner', 'operator', 'crew'],
  input: key.extend({ qty: leaseQtySchema }),
  async admit(reader, { qty, ...lease }) {
    const left = leftOf(await reader.get('lease', leaseIdOf(lease)));
    if (qty > left) throw new AppError('lease/not-held', { left });
  },
  async run(tx, { qty, ...key }, ctx) {
    const lease = await tx.get('lease', leaseIdOf(key));
    if (!lease) throw new AppError('lease/not-found');
    // Somebody may have reclaimed it meanwhile: what is no longer there has been handed back already.
    const back = Math.min(qty, leftOf(lease));
    tx.put('lease', { ...lease, returned: lease.returned + back, changedAt: ctx.at });
  },
});

/**
 * Takes back what a till has left, for one that is lost or broken. What that till sells offline all the same is
 * accepted later and marked (`oversold`).
 */
export const reclaimLease = defineMutation({
  name: 'lease.reclaim',
  roles: ['owner', 'operator'],
  input: z.object({ leaseId: leaseIdSchema }),
  async run(tx, { leaseId }, ctx) {
    const lease = await tx.get('lease', leaseId);
    if (!lease) throw new AppError('lease/not-found');
    tx.put('lease', { ...lease, returned: lease.returned + leftOf(lease), changedAt: ctx.at });
  },
});
