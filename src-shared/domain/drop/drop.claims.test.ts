import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fen } from '../money.ts';
import { answerClaim, type ClaimFacts, isFor } from './claim.ts';
import { coolDownLeftMs } from './cool-down.ts';
import { type Drop, dropSchema } from './drop.schema.ts';
import { packetFen } from './packets.ts';

const AT = '2026-06-18T11:00:00.000Z';
const head = {
  ...{ id: 'drop-1', showId: 'show-1', runKind: 'live', createdAt: AT },
  ...{ title: '福利', quota: 10, perBuyer: 1, openSec: 60 },
};
const open: ClaimFacts = { state: 'open', closesAt: null, granted: 0, grantedToBuyer: 0, now: AT };
const drop = (part: Record<string, unknown>): Drop => dropSchema.parse({ ...head, ...part });

describe('packets', () => {
  const split = fc.record({
    quota: fc.integer({ min: 1, max: 300 }),
    extra: fc.integer({ min: 0, max: 1_000_000 }),
    split: fc.constantFrom('even' as const, 'random' as const),
    seed: fc.string({ maxLength: 10 }),
  });

  test('sum up to the total to the fen, each at least one', () => {
    fc.assert(
      fc.property(split, ({ quota, extra, ...plan }) => {
        const packet = { ...plan, id: 'd', quota, totalFen: fen(quota + extra) };
        const amounts = Array.from({ length: quota }, (_, index) => packetFen(packet, index));
        expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(packet.totalFen);
        expect(Math.min(...amounts)).toBeGreaterThanOrEqual(1);
        if (plan.split === 'even') expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1);
        expect(amounts).toEqual(amounts.map((_, index) => packetFen({ ...packet }, index)));
      }),
    );
  });

  test('of a random split differ, by the seed and by the drop', () => {
    const packet = { id: 'd', quota: 100, totalFen: fen(100_000), split: 'random' as const, seed: '' };
    const amounts = (part: Partial<typeof packet>) =>
      Array.from({ length: 100 }, (_, index) => packetFen({ ...packet, ...part }, index));
    expect(new Set(amounts({})).size).toBeGreaterThan(50);
    expect(amounts({ seed: 'x' })).not.toEqual(amounts({}));
    expect(amounts({ id: 'e' })).not.toEqual(amounts({}));
    // Nobody gets a tenth of everything, and the first half of the crowd about half.
    expect(Math.max(...amounts({}))).toBeLessThan(10_000);
    const firstHalf = amounts({})
      .slice(0, 50)
      .reduce((sum, amount) => sum + amount, 0);
    expect(Math.abs(firstHalf - 50_000)).toBeLessThan(10_000);
    expect(() => packetFen(packet, 100)).toThrow(RangeError);
  });
});

describe('a claim', () => {
  const coupon = { kind: 'coupon', amountFen: 2000, thresholdFen: 19_900 };

  test('of a member gets what their level has, else the coupon’s own', () => {
    const tiered = drop({
      ...coupon,
      tiers: [
        { level: '新客', amountFen: 1000, thresholdFen: 0 },
        { level: '黑金', amountFen: 9000, thresholdFen: 89_900 },
      ],
    });
    const gives = (level?: string) => answerClaim(tiered, open, { level }).gives;
    expect(gives('新客')).toEqual({ amountFen: 1000, thresholdFen: 0 });
    expect(gives('黑金')).toEqual({ amountFen: 9000, thresholdFen: 89_900 });
    expect(gives()).toEqual({ amountFen: 2000, thresholdFen: 19_900 });
    expect(answerClaim(drop(coupon), open, { level: '新客' })).toEqual({
      ...{ outcome: 'granted', costFen: 2000, gives: null },
    });
  });

  test.each([
    [{ to: 'everyone' }, {}, true],
    [{ to: 'members', levels: ['L2', 'L3'] }, { level: 'L3' }, true],
    [{ to: 'members', levels: ['L2'] }, { level: 'L1' }, false],
    [{ to: 'members', levels: ['L2'] }, {}, false],
    [{ to: 'fans', groupIds: ['g1'] }, { groupIds: ['g0', 'g1'] }, true],
    [{ to: 'fans', groupIds: ['g1'] }, { groupIds: [] }, false],
    [{ to: 'fans', groupIds: ['g1'] }, {}, false],
  ])('%o by %o', (audience, who, isMeant) => {
    const meant = drop({ ...coupon, audience });
    expect(isFor(meant.audience, who)).toBe(isMeant);
    expect(answerClaim(meant, open, who).outcome).toBe(isMeant ? 'granted' : 'not-for-you');
  });

  test('hears that it is closed before it hears that it is not meant', () => {
    const members = drop({ ...coupon, audience: { to: 'members', levels: ['L2'] } });
    expect(answerClaim(members, { ...open, state: 'closed' }, {}).outcome).toBe('closed');
    expect(answerClaim(members, { ...open, state: 'countdown' }, {}).outcome).toBe('not-open');
    expect(answerClaim(members, { ...open, granted: 10 }, {}).outcome).toBe('not-for-you');
  });

  test('costs the house what the kind costs', () => {
    const product = { productId: 'p', priceFen: 900, fromFen: 4900 };
    expect(answerClaim(drop({ kind: 'flash-price', ...product }), open, {}).costFen).toBe(4000);
    expect(answerClaim(drop({ kind: 'gift', gift: '小样', costFen: 300 }), open, {}).costFen).toBe(300);
    const packet = drop({ kind: 'cash-packet', totalFen: 1003, split: 'even' });
    expect([0, 3].map((granted) => answerClaim(packet, { ...open, granted }, {}).costFen)).toEqual([
      101, 100,
    ]);
  });
});

test('a kind cools down from its last firing on', () => {
  expect(coolDownLeftMs('cash-packet', null, 5)).toBe(0);
  expect(coolDownLeftMs('cash-packet', 1000, 1000)).toBe(15_000);
  expect(coolDownLeftMs('cash-packet', 1000, 15_999)).toBe(1);
  expect(coolDownLeftMs('cash-packet', 1000, 16_000)).toBe(0);
});
