/** How tickets draw on a till's leases. No piece is counted twice: what the lease cannot give is not taken from it. */
import type { DocumentReader, DocumentTx } from '../../sync/document-store.ts';
import { type Lease, leaseIdOf, leftOf } from '../lease/lease.schema.ts';
import { needsSecondPerson, type Product } from '../product/product.schema.ts';
import type { Ticket, TicketLine, TicketMark } from './ticket.schema.ts';

export type TicketPlace = Pick<Ticket, 'showId' | 'runKind' | 'deviceId' | 'deviceName'>;
type NewLine = Pick<TicketLine, 'productId' | 'qty' | 'priceFen'>;

/** What stock and figures of a product are counted by: its SKU, or its id where it has none. */
export function skuOf({ id, sku }: Pick<Product, 'id' | 'sku'>): string {
  return sku ?? id;
}

/** A product's stock is followed where pieces were declared; one that is gone, where it was leased. */
function isTracked(product: Product | null, lease: Lease | null): boolean {
  return product === null ? lease !== null : product.stockDeclared !== null;
}

/**
 * Takes what a line still needs out of the till's lease, as sold or held, and gives what it held back to it first.
 * Answers the pieces that the lease gave, and whether that was too little.
 */
export async function drawStock(
  tx: DocumentTx,
  place: TicketPlace,
  line: NewLine & { readonly leased: number },
  into: 'held' | 'sold',
  at: string,
): Promise<{ leased: number; short: boolean }> {
  const lease = await tx.get('lease', leaseIdOf({ ...place, productId: line.productId }));
  const tracked = isTracked(await tx.get('product', line.productId), lease);
  if (lease === null) return { leased: 0, short: tracked };
  const free = { ...lease, held: lease.held - line.leased };
  const leased = tracked ? Math.min(line.qty, leftOf(free)) : line.leased;
  if (leased > 0 || line.leased > 0) tx.put('lease', { ...free, [into]: free[into] + leased, changedAt: at });
  return { leased, short: tracked && leased < line.qty };
}

/** Gives back what an open ticket held. */
export async function releaseStock(tx: DocumentTx, ticket: Ticket, at: string): Promise<void> {
  for (const { productId, leased } of ticket.lines) {
    const lease = await tx.get('lease', leaseIdOf({ ...ticket, productId }));
    if (lease && leased > 0) tx.put('lease', { ...lease, held: lease.held - leased, changedAt: at });
  }
}

/** Puts pieces that a buyer brought back into the till's lease, also where it had none. */
export async function restock(
  tx: DocumentTx,
  { showId, runKind, deviceId, deviceName }: TicketPlace,
  { productId }: Pick<TicketLine, 'productId'>,
  qty: number,
  at: string,
): Promise<void> {
  const id = leaseIdOf({ runKind, productId, deviceId });
  const known = await tx.get('lease', id);
  if (!isTracked(await tx.get('product', productId), known)) return;
  const lease = known ?? {
    ...{ id, showId, runKind, productId, deviceId, deviceName },
    ...{ granted: 0, restocked: 0, returned: 0, held: 0, sold: 0 },
  };
  tx.put('lease', { ...lease, restocked: lease.restocked + qty, changedAt: at });
}

/** What differs between a line as it was sold and the sheet as it stands where this runs. */
export async function lineMarks(
  reader: DocumentReader,
  showId: string,
  line: NewLine,
): Promise<TicketMark[]> {
  const product = await reader.get('product', line.productId);
  if (!product || product.showId !== showId) return ['product'];
  const marks: TicketMark[] = [];
  if (product.priceFen !== line.priceFen) marks.push('price');
  if (needsSecondPerson({ ...product, priceFen: line.priceFen })) marks.push('floor');
  return marks;
}

/** What the till may still sell of a product: null = without limit. */
export async function sellable(
  reader: DocumentReader,
  place: Pick<TicketPlace, 'runKind' | 'deviceId'>,
  product: Product,
): Promise<number | null> {
  if (product.stockDeclared === null) return null;
  return leftOf(await reader.get('lease', leaseIdOf({ ...place, productId: product.id })));
}
