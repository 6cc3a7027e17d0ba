/** What the hub judges of prices, plans and stock: no combination below a floor, no stock below what is spoken for. */
import { AppError } from '#shared/contract/errors.ts';
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import { atTills } from '#shared/domain/lease/free-stock.ts';
import { breachError } from '#shared/domain/offer/breach-error.ts';
import { floorBreach } from '#shared/domain/offer/lowest-price.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { skuOf } from '#shared/domain/till/ticket.stock.ts';
import { stackable } from '../effects/offer-guard.ts';
import type { AuthorityCheck, AuthorityView } from './authority.ts';

const runKinds: readonly RunKind[] = ['live', 'rehearsal'];

/**
 * Throws `offer/below-floor` for a price, a floor or a plan that makes a combination lie below the floor, or further
 * below than before. A sheet that brings new products is let in: arming and releasing judge them.
 */
export const staysAboveFloor: AuthorityCheck = async ({ writes }, view) => {
  const found = new Map<string, Promise<Drop[]>>();
  // A sheet changes many products of one show: their drops are the same for all of them.
  const dropsOf: DropsOf = (showId, runKind) => {
    const key = `${runKind}/${showId}`;
    const drops = found.get(key) ?? stackable(view, showId, runKind);
    found.set(key, drops);
    return drops;
  };
  for (const { kind, id, document } of writes) {
    if (document === null) continue;
    if (kind === 'product') await priceStays(document as Product, view, dropsOf);
    if (kind === 'drop') await planStays(document as Drop, id, view, dropsOf);
  }
};

type DropsOf = (showId: string, runKind: RunKind) => Promise<Drop[]>;

async function priceStays(after: Product, view: AuthorityView, dropsOf: DropsOf): Promise<void> {
  const before = await view.documents.get('product', after.id);
  if (!before || !sayOtherwise(before, after)) return;
  for (const runKind of runKinds) {
    const drops = await dropsOf(after.showId, runKind);
    const breach = floorBreach(after, drops);
    if (!breach) continue;
    const was = floorBreach(before, drops);
    if (was && was.worthFen <= breach.worthFen && before.floorFen === after.floorFen) continue;
    throw breachError(breach, await currencyOf(view, after.showId));
  }
}

function sayOtherwise(before: Product, after: Product): boolean {
  return (
    before.priceFen !== after.priceFen ||
    before.floorFen !== after.floorFen ||
    before.confirmedBy !== after.confirmedBy ||
    before.noCoupons !== after.noCoupons
  );
}

async function planStays(after: Drop, id: string, view: AuthorityView, dropsOf: DropsOf): Promise<void> {
  const { showId, runKind } = after;
  const others = (await dropsOf(showId, runKind)).filter((drop) => drop.id !== id);
  const before = await view.documents.get('drop', id);
  for (const product of await view.documents.list('product', showId)) {
    const breach = floorBreach(product, [...others, after]);
    if (!breach) continue;
    const was = floorBreach(product, before ? [...others, before] : others);
    if (was && was.worthFen <= breach.worthFen) continue;
    throw breachError(breach, await currencyOf(view, showId));
  }
}

async function currencyOf({ documents }: AuthorityView, showId: string): Promise<string> {
  return (await documents.get('show', showId))?.currency ?? 'CNY';
}

/**
 * Throws `stock/short` for pieces taken away that are sold, held or leased already, unless the person has said that
 * they mean it. What a rehearsal sells is nobody's.
 */
export const stockIsNotShort: AuthorityCheck = async ({ writes }, view, _actor, op) => {
  if (op.name !== 'product.stock' || (op.input as { anyway?: unknown }).anyway === true) return;
  for (const { kind, document } of writes) {
    if (kind !== 'product' || document === null) continue;
    const after = document as Product;
    const before = await view.documents.get('product', after.id);
    const declared = after.stockDeclared;
    if (!before || declared === null || declared >= (before.stockDeclared ?? 0)) continue;
    const target = { showId: after.showId, runKind: 'live' } as const;
    const leases = (await view.documents.list('lease', after.showId)).filter(
      (lease) => lease.productId === after.id && lease.runKind === 'live',
    );
    const taken = (await view.facts().soldQty(target, skuOf(after))) + atTills(leases);
    if (taken > declared) throw new AppError('stock/short', { name: after.name, taken, declared });
  }
};
