/** What of a product's declared stock nobody has yet: declared − sold − held − leased (DESIGN §3). */
import type { Product } from '../product/product.schema.ts';
import { type Lease, outstandingOf } from './lease.schema.ts';

/**
 * `soldQty` counts all pieces sold in that run kind, by tills and elsewhere; `leases` are those of the product and run
 * kind. Negative where more was sold than declared; null where the stock is not followed.
 */
export function freeStock(
  product: Pick<Product, 'stockDeclared'>,
  soldQty: number,
  leases: readonly Lease[],
): number | null {
  if (product.stockDeclared === null) return null;
  const out = leases.reduce((sum, lease) => sum + outstandingOf(lease), 0);
  // A refund moves money, not pieces: what came back is known by the lease that it went into.
  const broughtBack = leases.reduce((sum, lease) => sum + lease.restocked, 0);
  return product.stockDeclared - (soldQty - broughtBack) - out;
}
