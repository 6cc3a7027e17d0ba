/**
 * Which drops can come together in one order of a product, and what it costs then. Pure. The rules:
 * - one flash price of the product at most, for as many pieces as one buyer may have;
 * - of coupons, one that is open to everybody or to fans, and one for members: two of the same sort never stack;
 * - thresholds, of coupons and gifts, count on the price after the flash price;
 * - a gift that the order earns goes with it and costs what it costs;
 * - cash packets and lucky bags are money or prizes of their own: they take nothing off an order.
 * Baskets are up to five pieces of the product: with how many a threshold is reached decides. What else may lie in a
 * basket is not counted: whose discount it is then, each platform splits its own way.
 */
import type { Drop } from '../drop/drop.schema.ts';
import type { Product } from '../product/product.schema.ts';

export const MOST_PIECES = 5;

export type StackedOn = Pick<Product, 'id' | 'priceFen' | 'commissionBp'> &
  Partial<Pick<Product, 'noCoupons' | 'costFen'>>;

export interface StackPart {
  readonly dropId: string;
  readonly kind: 'flash-price' | 'coupon' | 'gift';
  readonly title: string;
}

export interface Combination {
  readonly qty: number;
  /** Of the whole order: what the buyer pays, and what the house pays for its gifts. */
  readonly payFen: number;
  readonly giftFen: number;
  /** In the order in which they are reckoned: flash price, coupons, gifts. */
  readonly parts: readonly StackPart[];
}

type DropOf<K extends Drop['kind']> = Extract<Drop, { kind: K }>;
type Member = string | null;

/** Every permitted combination, none left out that could be the lowest; the plain price is among them. */
export function* combinations(product: StackedOn, drops: readonly Drop[]): Generator<Combination> {
  const flashes = ofKind(drops, 'flash-price').filter(({ productId }) => productId === product.id);
  const coupons = product.noCoupons === true ? [] : ofKind(drops, 'coupon');
  const gifts = ofKind(drops, 'gift').filter(
    ({ productId }) => productId === null || productId === product.id,
  );
  for (const level of levelsOf([...flashes, ...coupons, ...gifts])) {
    const open = <D extends Drop>(all: readonly D[]) => all.filter((drop) => isFor(drop, level));
    for (const flash of [null, ...open(flashes)])
      for (let qty = 1; qty <= Math.min(MOST_PIECES, flash?.perBuyer ?? MOST_PIECES); qty += 1) {
        const totalFen = (flash?.priceFen ?? product.priceFen) * qty;
        const reached = (drop: { thresholdFen: number }) => totalFen >= drop.thresholdFen;
        const usable = open(coupons)
          .map((coupon) => ({ coupon, ...termsFor(coupon, level) }))
          .filter(reached);
        const earned = open(gifts).filter(reached);
        const giftFen = earned.reduce((sum, { costFen }) => sum + costFen, 0);
        for (const common of [null, largest(usable.filter(({ coupon }) => coupon.audience.to !== 'members'))])
          for (const own of [
            null,
            largest(usable.filter(({ coupon }) => coupon.audience.to === 'members')),
          ]) {
            const offFen = (common?.amountFen ?? 0) + (own?.amountFen ?? 0);
            yield {
              qty,
              payFen: Math.max(0, totalFen - offFen),
              giftFen,
              parts: [flash, common?.coupon, own?.coupon, ...earned].flatMap((drop) =>
                drop ? [{ dropId: drop.id, kind: drop.kind, title: drop.title } as StackPart] : [],
              ),
            };
          }
      }
  }
}

function ofKind<K extends Drop['kind']>(drops: readonly Drop[], kind: K): DropOf<K>[] {
  return drops.filter((drop): drop is DropOf<K> => drop.kind === kind);
}

/** Null: no member, or of a level that no drop names. A buyer may be a fan of any group besides. */
function levelsOf(drops: readonly Drop[]): Member[] {
  const levels = drops.flatMap((drop) => [
    ...(drop.audience.to === 'members' ? drop.audience.levels : []),
    ...(drop.kind === 'coupon' ? drop.tiers.map(({ level }) => level) : []),
  ]);
  return [null, ...new Set(levels)];
}

function isFor({ audience }: Drop, level: Member): boolean {
  return audience.to !== 'members' || (level !== null && audience.levels.includes(level));
}

/** Of coupons that do not stack only the largest can make a lowest price. */
function largest<C extends { readonly amountFen: number }>(usable: readonly C[]): C | null {
  return usable.reduce<C | null>(
    (best, each) => (best && best.amountFen >= each.amountFen ? best : each),
    null,
  );
}

/** A coupon's terms for a member: of the tier for that level, where it has one. */
function termsFor({ tiers, amountFen, thresholdFen }: DropOf<'coupon'>, level: Member) {
  const tier = tiers.find((each) => each.level === level);
  return tier ?? { amountFen, thresholdFen };
}
