/** What the hub judges of a till's ops: stock that it leases is really there, and nobody acts as somebody else's till. */
import { AppError } from '#shared/contract/errors.ts';
import type { DocumentOf } from '#shared/domain/documents.ts';
import { freeStock } from '#shared/domain/lease/free-stock.ts';
import type { Lease } from '#shared/domain/lease/lease.schema.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import { may } from '#shared/domain/roles.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { skuOf } from '#shared/domain/till/ticket.stock.ts';
import type { DocumentReader, WriteBatch } from '#shared/sync/document-store.ts';
import { OWNER_DEVICE } from '../hub.ts';
import type { OrderFacts } from '../store/hub-store.ts';
import type { AuthorityCheck } from './authority.ts';

/**
 * Outstanding leases and what is asked for never exceed what is declared and not sold. Throws `lease/not-enough {free}`.
 */
export const leaseIsFree: AuthorityCheck = async (batch, view) => {
  for (const lease of writesOf(batch, 'lease')) {
    const before = await view.documents.get('lease', lease.id);
    const asked = lease.granted - (before?.granted ?? 0);
    if (asked <= 0) continue;
    const product = await view.documents.get('product', lease.productId);
    if (!product) throw new AppError('product/not-found');
    const leases = await view.documents.list('lease', lease.showId);
    const free = await freeOf(product, lease.runKind, leases, view.facts());
    if (free !== null && asked > free) throw new AppError('lease/not-enough', { free: Math.max(0, free) });
  }
};

/** A till is the device that its token names. Operators and owners may also act for one that is lost. */
export const isOwnTill: AuthorityCheck = async (batch, _view, actor) => {
  if (actor.deviceId === OWNER_DEVICE || may(actor.role, 'show')) return;
  for (const { deviceId } of [...writesOf(batch, 'lease'), ...writesOf(batch, 'ticket')])
    if (deviceId !== actor.deviceId) throw new AppError('ticket/other-till');
};

/** Pieces that could be leased now, by product, for every product whose stock is followed. */
export async function freeStocks(
  documents: DocumentReader,
  orders: Pick<OrderFacts, 'counters'>,
  target: { readonly showId: string; readonly runKind: RunKind },
): Promise<{ productId: string; free: number }[]> {
  const [products, leases, { byProduct }] = await Promise.all([
    documents.list('product', target.showId),
    documents.list('lease', target.showId),
    orders.counters(target),
  ]);
  const sold = new Map(byProduct.map(({ sku, qty }) => [sku, qty]));
  return products.flatMap((product) => {
    const own = leasesOf(leases, product, target.runKind);
    const free = freeStock(product, sold.get(skuOf(product)) ?? 0, own);
    return free === null ? [] : [{ productId: product.id, free }];
  });
}

async function freeOf(
  product: Product,
  runKind: RunKind,
  leases: readonly Lease[],
  facts: Pick<OrderFacts, 'soldQty'>,
): Promise<number | null> {
  const sold = await facts.soldQty({ showId: product.showId, runKind }, skuOf(product));
  return freeStock(product, sold, leasesOf(leases, product, runKind));
}

function leasesOf(leases: readonly Lease[], product: Product, runKind: RunKind): Lease[] {
  return leases.filter((lease) => lease.productId === product.id && lease.runKind === runKind);
}

function writesOf<K extends 'lease' | 'ticket'>({ writes }: WriteBatch, kind: K): DocumentOf<K>[] {
  return writes.flatMap((write) =>
    write.kind === kind && write.document !== null ? [write.document as DocumentOf<K>] : [],
  );
}
