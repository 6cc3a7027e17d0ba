/** 到手价: the lowest price that a buyer can really pay, what is left of it, and whether it stays above the floor. */
import type { Drop } from '../drop/drop.schema.ts';
import type { DropState } from '../drop/drop.states.ts';
import { needsSecondPerson, type Product } from '../product/product.schema.ts';
import { type Combination, combinations, type StackedOn, type StackPart } from './combinations.ts';
import { netAfterCommission } from './margin.ts';

export interface LowestPrice {
  readonly qty: number;
  /** Per piece, rounded down. */
  readonly payFen: number;
  /** Per piece: after commission and gifts. */
  readonly netFen: number;
  /** The same less the product's cost; null where that is not known. */
  readonly marginFen: number | null;
  readonly parts: readonly StackPart[];
}

export function lowestPrice(product: StackedOn, drops: readonly Drop[]): LowestPrice {
  const { qty, payFen, giftFen, parts } = least(product, drops, (each) => each.payFen);
  const netFen = Math.floor((netAfterCommission(payFen, product.commissionBp) - giftFen) / qty);
  const marginFen =
    product.costFen === undefined || product.costFen === null ? null : netFen - product.costFen;
  return { qty, payFen: Math.floor(payFen / qty), netFen, marginFen, parts };
}

type Guarded = StackedOn & Pick<Product, 'name' | 'floorFen' | 'confirmedBy'>;

export interface FloorBreach {
  readonly productId: string;
  readonly name: string;
  /** Per piece, gifts counted at their cost, rounded down. */
  readonly worthFen: number;
  readonly floorFen: number;
  readonly qty: number;
  readonly parts: readonly StackPart[];
}

/**
 * The worst combination, where what the buyer pays less what the gifts cost lies below the floor; null = none does. A
 * price that lies below the floor by itself is the second person's matter: what they let pass is the floor then, and
 * until they have, it is sold to nobody.
 */
export function floorBreach(product: Guarded, drops: readonly Drop[]): FloorBreach | null {
  if (product.floorFen === null || needsSecondPerson(product)) return null;
  const floorFen = Math.min(product.floorFen, product.priceFen);
  const { qty, payFen, giftFen, parts } = least(product, drops, (each) => each.payFen - each.giftFen);
  const worthFen = payFen - giftFen;
  if (worthFen >= floorFen * qty) return null;
  return {
    productId: product.id,
    name: product.name,
    worthFen: Math.floor(worthFen / qty),
    floorFen,
    qty,
    parts,
  };
}

/** The least per piece; of equals the one with the fewest drops. */
function least(
  product: StackedOn,
  drops: readonly Drop[],
  amountOf: (combination: Combination) => number,
): Combination {
  let best: Combination = { qty: 1, payFen: product.priceFen, giftFen: 0, parts: [] };
  for (const each of combinations(product, drops)) {
    const difference = amountOf(each) * best.qty - amountOf(best) * each.qty;
    if (difference < 0 || (difference === 0 && each.parts.length < best.parts.length)) best = each;
  }
  return best;
}

/**
 * Whether a drop can still take part in an order: planned, under way, or, for a coupon, in a buyer's hands after it
 * closed. What failed or expired can be fired again and so counts as planned.
 */
export function canStack(drop: Pick<Drop, 'kind'>, state: DropState | null, granted: number): boolean {
  return state !== 'closed' || (drop.kind === 'coupon' && granted > 0);
}

/** The first product of which a combination lies below the floor. */
export function firstBreach(products: readonly Guarded[], drops: readonly Drop[]): FloorBreach | null {
  for (const product of products) {
    const breach = floorBreach(product, drops);
    if (breach) return breach;
  }
  return null;
}
