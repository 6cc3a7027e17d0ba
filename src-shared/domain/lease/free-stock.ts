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
  return product.stockDeclared - soldQty - atTills(leases);
}

/**
 * Pieces that the tills hold beyond what the counters say was sold. Negative where more was brought back to them than
 * they still have: a refund moves money, not pieces, so only the lease that they went into knows of them.
 */
export function atTills(leases: readonly Lease[]): number {
  return leases.reduce((sum, lease) => sum + outstandingOf(lease) - lease.restocked, 0);
}
