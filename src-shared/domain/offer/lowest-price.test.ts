import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Drop } from '../drop/drop.schema.ts';
import { dropSchema } from '../drop/drop.schema.ts';
import type { Product } from '../product/product.schema.ts';
import { breachError } from './breach-error.ts';
import { MOST_PIECES, type StackedOn } from './combinations.ts';
import { canStack, floorBreach, lowestPrice } from './lowest-price.ts';
import { netAfterCommission } from './margin.ts';

type Offer = StackedOn & Pick<Product, 'name' | 'floorFen' | 'confirmedBy'>;
const offer = (changes: Record<string, unknown> = {}) =>
  ({
    ...{ id: 'p', name: '柔巾', priceFen: 3990, floorFen: 3500, commissionBp: 2000, confirmedBy: null },
    ...changes,
  }) as unknown as Offer;

let ids = 0;
function drop(changes: Record<string, unknown>): Drop {
  ids += 1;
  return dropSchema.parse({
    ...{ id: `d${ids}`, showId: 's', runKind: 'live', createdAt: '2026-06-18T11:00:00Z' },
    ...{ title: `drop ${ids}`, quota: 10, perBuyer: 1, openSec: 60 },
    ...changes,
  });
}
const coupon = (amountFen: number, thresholdFen: number, changes = {}) =>
  drop({ kind: 'coupon', title: `${thresholdFen}-${amountFen}`, amountFen, thresholdFen, ...changes });
const members = (...levels: string[]) => ({ audience: { to: 'members', levels } });
const flash = (priceFen: number, changes = {}) =>
  drop({ kind: 'flash-price', productId: 'p', priceFen, ...changes });
const gift = (costFen: number, changes = {}) => drop({ kind: 'gift', gift: '湿巾', costFen, ...changes });

describe('到手价', () => {
  test('alone: the price; margin after commission, rounded down', () => {
    expect(lowestPrice(offer(), [])).toEqual({
      qty: 1,
      payFen: 3990,
      netFen: 3192,
      marginFen: null,
      parts: [],
    });
    expect(lowestPrice(offer({ costFen: 3000 }), []).marginFen).toBe(192);
    expect(netAfterCommission(3999, 3333)).toBe(2666);
  });

  test('a threshold counts on the price after the flash price', () => {
    const drops = [flash(2900), coupon(500, 3000)];
    // One flash piece at 29.00 misses the threshold of 30.00; one at the plain price reaches it.
    expect(lowestPrice(offer(), drops)).toMatchObject({ qty: 1, payFen: 2900 });
    expect(lowestPrice(offer(), [flash(3100), coupon(500, 3000)])).toMatchObject({ payFen: 2600 });
  });

  test('a small basket reaches what one piece does not', () => {
    const lowest = lowestPrice(offer(), [coupon(2000, 10_000)]);
    expect(lowest).toMatchObject({ qty: 3, payFen: Math.floor((3 * 3990 - 2000) / 3) });
    expect(lowestPrice(offer(), [coupon(2000, 3990 * MOST_PIECES + 1)])).toMatchObject({
      qty: 1,
      payFen: 3990,
    });
  });

  test('two coupons of a sort never stack, an open one and one for members do', () => {
    expect(lowestPrice(offer(), [coupon(500, 0), coupon(300, 0)]).payFen).toBe(3490);
    expect(lowestPrice(offer(), [coupon(500, 0), coupon(300, 0, members('L1'))]).payFen).toBe(3190);
    // Nobody is of two levels at once.
    expect(lowestPrice(offer(), [coupon(300, 0, members('L1')), coupon(400, 0, members('L2'))]).payFen).toBe(
      3590,
    );
  });

  test('a tier takes the place of a coupon’s own terms for its level', () => {
    const tiers = [{ level: '黑金', amountFen: 900, thresholdFen: 3000 }];
    expect(lowestPrice(offer(), [coupon(500, 0, { tiers })]).payFen).toBe(3090);
  });

  test('coupons do not count for a product that takes none; packets and lucky bags for none', () => {
    expect(lowestPrice(offer({ noCoupons: true }), [coupon(500, 0)]).payFen).toBe(3990);
    const packet = drop({ kind: 'cash-packet', totalFen: 100_000, split: 'even' });
    const bag = drop({ kind: 'lucky-bag', keyword: '福', prize: '柔巾', costFen: 3000 });
    expect(lowestPrice(offer(), [packet, bag]).payFen).toBe(3990);
  });
});

describe('the floor', () => {
  test('a combination below it is named with product, drops, price and floor', () => {
    const drops = [flash(3600), coupon(500, 3500)];
    const breach = floorBreach(offer(), drops);
    expect(breach).toMatchObject({ worthFen: 3100, floorFen: 3500, qty: 1 });
    if (!breach) throw new Error('no breach');
    expect(breachError(breach, 'CNY')).toMatchObject({
      code: 'offer/below-floor',
      params: {
        name: '柔巾',
        combination: `${drops[0]?.title} + 3500-500`,
        price: '¥31.00',
        floor: '¥35.00',
      },
    });
  });

  test('at the floor nothing is blocked; without one nothing ever is', () => {
    expect(floorBreach(offer(), [coupon(490, 0)])).toBeNull();
    expect(floorBreach(offer(), [coupon(491, 0)])).not.toBeNull();
    expect(floorBreach(offer({ floorFen: null }), [coupon(3990, 0)])).toBeNull();
  });

  test('a gift counts at its cost', () => {
    expect(floorBreach(offer(), [gift(490)])).toBeNull();
    expect(floorBreach(offer(), [gift(491)])).toMatchObject({ worthFen: 3499 });
    expect(floorBreach(offer(), [gift(491, { productId: 'other' })])).toBeNull();
  });

  test('a price that two people let pass below the floor is the floor then: nothing comes off it any more', () => {
    const low = offer({ priceFen: 3000, confirmedBy: 'ben' });
    expect(floorBreach(offer({ priceFen: 3000 }), [coupon(1, 0)])).toBeNull();
    expect(floorBreach(low, [])).toBeNull();
    expect(floorBreach(low, [coupon(1, 0)])).toMatchObject({ floorFen: 3000, worthFen: 2999 });
  });

  test('a drop takes part until it closes, a coupon that somebody got also after', () => {
    const states = ['planned', 'armed', 'sending', 'open', 'unknown', 'failed', 'expired', null] as const;
    for (const state of states) expect(canStack({ kind: 'flash-price' }, state, 0)).toBe(true);
    expect(canStack({ kind: 'flash-price' }, 'closed', 9)).toBe(false);
    expect(canStack({ kind: 'coupon' }, 'closed', 0)).toBe(false);
    expect(canStack({ kind: 'coupon' }, 'closed', 1)).toBe(true);
  });
});

/** The rules once more, in the plainest way: every set of drops, every buyer, every basket; what may not be is left out. */
function bruteForce(product: Offer, drops: readonly Drop[], amount: (pay: number, gifts: number) => number) {
  const levels = ['L1', 'L2', 'L3', null];
  let least = Number.POSITIVE_INFINITY;
  for (let set = 0; set < 2 ** drops.length; set += 1) {
    const chosen = drops.filter((_, at) => (set >> at) % 2 === 1);
    for (const level of levels)
      for (let qty = 1; qty <= 5; qty += 1) {
        const may = (one: Drop) =>
          one.audience.to !== 'members' || one.audience.levels.some((named) => named === level);
        const used = chosen.filter((one) => one.kind === 'flash-price');
        const common = chosen.filter((one) => one.kind === 'coupon' && one.audience.to !== 'members');
        const own = chosen.filter((one) => one.kind === 'coupon' && one.audience.to === 'members');
        if (used.length > 1 || common.length > 1 || own.length > 1) continue;
        if (!chosen.every(may)) continue;
        if (product.noCoupons === true && common.length + own.length > 0) continue;
        let unit: number = product.priceFen;
        let pay = 0;
        let gifts = 0;
        let fits = true;
        for (const one of used) {
          if (one.kind !== 'flash-price') continue;
          if (one.productId !== product.id || qty > one.perBuyer) fits = false;
          unit = one.priceFen;
        }
        const total = unit * qty;
        pay = total;
        for (const one of [...common, ...own]) {
          if (one.kind !== 'coupon') continue;
          const terms = one.tiers.find((tier) => tier.level === level) ?? one;
          if (total < terms.thresholdFen) fits = false;
          pay -= terms.amountFen;
        }
        // Gifts are not chosen: an order that earns one gets it.
        for (const one of drops)
          if (
            one.kind === 'gift' &&
            may(one) &&
            (one.productId === null || one.productId === product.id) &&
            total >= one.thresholdFen
          )
            gifts += one.costFen;
        if (fits) least = Math.min(least, amount(Math.max(0, pay), gifts) / qty);
      }
  }
  return least;
}

const audiences = fc.oneof(
  fc.constant({ to: 'everyone' as const }),
  fc.constant({ to: 'fans' as const, groupIds: ['g'] }),
  fc.subarray(['L1', 'L2', 'L3'], { minLength: 1 }).map((levels) => ({ to: 'members' as const, levels })),
);
const money = fc.integer({ min: 1, max: 400 });
const drops = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('coupon'),
      amountFen: money,
      thresholdFen: fc.integer({ min: 0, max: 1500 }),
      tiers: fc.uniqueArray(
        fc.record({
          level: fc.constantFrom('L1', 'L2'),
          amountFen: money,
          thresholdFen: fc.integer({ min: 0, max: 1500 }),
        }),
        { maxLength: 2, selector: ({ level }) => level },
      ),
      audience: audiences,
    }),
    fc.record({
      kind: fc.constant('flash-price'),
      productId: fc.constantFrom('p', 'other'),
      priceFen: money,
      perBuyer: fc.integer({ min: 1, max: 6 }),
      audience: audiences,
    }),
    fc.record({
      kind: fc.constant('gift'),
      gift: fc.constant('湿巾'),
      productId: fc.constantFrom('p', 'other', null),
      thresholdFen: fc.integer({ min: 0, max: 1500 }),
      costFen: fc.integer({ min: 0, max: 200 }),
      audience: audiences,
    }),
  ),
  { maxLength: 6 },
);

test('whatever drops there are, nobody finds a lower way by trying everything', () => {
  fc.assert(
    fc.property(
      drops,
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 0, max: 500 }),
      fc.boolean(),
      (plans, priceFen, floorFen, noCoupons) => {
        const all = plans.map(drop);
        const product = offer({ priceFen, floorFen, noCoupons, confirmedBy: 'ben' });
        expect(lowestPrice(product, all).payFen).toBe(Math.floor(bruteForce(product, all, (pay) => pay)));
        const worth = bruteForce(product, all, (pay, gifts) => pay - gifts);
        const breach = floorBreach(product, all);
        if (worth < Math.min(floorFen, priceFen)) expect(breach?.worthFen).toBe(Math.floor(worth));
        else expect(breach).toBeNull();
      },
    ),
    { numRuns: 300 },
  );
});

test('one drop more never makes it dearer, and a named combination is made of drops that are there', () => {
  fc.assert(
    fc.property(drops, fc.integer({ min: 1, max: 500 }), (plans, priceFen) => {
      const all = plans.map(drop);
      const product = offer({ priceFen });
      const lowest = lowestPrice(product, all);
      expect(lowest.payFen).toBeLessThanOrEqual(lowestPrice(product, all.slice(1)).payFen);
      for (const part of lowest.parts) expect(all.some(({ id }) => id === part.dropId)).toBe(true);
    }),
    { numRuns: 100 },
  );
});
