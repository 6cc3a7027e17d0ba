import { z } from 'zod';
import { productIdSchema, showIdSchema } from '../../sync/ids.ts';
import { runKindSchema } from '../show/show.schema.ts';

/** Leases have natural ids (see `leaseIdOf`), which are longer than a UUID. */
export const leaseIdSchema = z.string().min(1).max(200);
export const deviceIdSchema = z.string().min(1).max(64);
export const deviceNameSchema = z.string().max(120);
const pieces = z.int().min(0).max(1_000_000_000);

/**
 * Stock of one product that one till may sell without asking anybody. The hub alone grants it, so what stands in
 * `granted` is really there; the rest is counted by that till's own ops, in their order.
 */
export const leaseSchema = z.object({
  id: leaseIdSchema,
  showId: showIdSchema,
  /** A rehearsal's stock is not the live run's. */
  runKind: runKindSchema,
  productId: productIdSchema,
  deviceId: deviceIdSchema,
  deviceName: deviceNameSchema,
  /** Pieces that the hub has handed out, over all takes. */
  granted: pieces,
  /** Pieces that buyers brought back to this till, to be sold again. */
  restocked: pieces,
  /** Pieces handed back to the common stock. */
  returned: pieces,
  /** Pieces in tickets that are not paid yet. */
  held: pieces,
  sold: pieces,
  changedAt: z.iso.datetime({ offset: true }),
});
export type Lease = z.infer<typeof leaseSchema>;
export type LeaseKey = Pick<Lease, 'runKind' | 'productId' | 'deviceId'>;

/** One lease a till, product and run kind: taking twice tops up, whoever else takes at the same time. */
export function leaseIdOf({ runKind, productId, deviceId }: { [K in keyof LeaseKey]: string }): string {
  return `${runKind}:${productId}:${deviceId}`;
}

/** Pieces that the till may still sell, hold or hand back. Never negative: see ticket.stock.ts. */
export function leftOf(lease: Lease | null): number {
  return lease === null ? 0 : outstandingOf(lease) - lease.held;
}

/** Pieces that are out of the common stock because of this lease and not sold: left or held. */
export function outstandingOf(lease: Lease): number {
  return lease.granted + lease.restocked - lease.returned - lease.sold;
}
