import { describe, expect, test } from 'vitest';
import { showWithSlots } from '../../sync/documents-fixture.ts';
import { parseDocument } from '../documents.ts';
import type { MutationInput } from '../mutations.ts';
import { dropPlanSchema, moneyAtRiskFen } from './drop.schema.ts';

const refusal = (code: string) => expect.objectContaining({ code });
const coupon: MutationInput<'drop.plan'> = {
  id: 'drop-1',
  showId: 'show-1',
  runKind: 'live',
  kind: 'coupon',
  title: '满 199 减 20',
  amountFen: 2000,
  thresholdFen: 19_900,
  quota: 500,
  perBuyer: 1,
  openSec: 60,
};
/** What a plan of before says by saying nothing. */
const defaults = { audience: { to: 'everyone' }, countdownSec: 0, tiers: [] };
const { id: _id, showId: _showId, runKind: _runKind, ...plan } = coupon;
const head = {
  ...{ id: 'drop-1', showId: 'show-1', runKind: 'live' as const },
  ...{ title: '福利', quota: 500, perBuyer: 1, openSec: 60 },
};

describe('drop plans', () => {
  test('a plan belongs to a show that is there and is made once', async () => {
    const w = await showWithSlots(0);
    await w.run('drop.plan', coupon);
    expect(await w.reader.get('drop', 'drop-1')).toEqual({ ...coupon, ...defaults, createdAt: w.nowIso() });
    await expect(w.run('drop.plan', coupon)).rejects.toEqual(refusal('drop/exists'));
    await expect(w.run('drop.plan', { ...coupon, id: 'drop-2', showId: 'gone' })).rejects.toEqual(
      refusal('show/not-found'),
    );
  });

  test('the amount off is below the threshold; a threshold of 0 means none', async () => {
    const w = await showWithSlots(0);
    for (const thresholdFen of [2000, 1999]) {
      await expect(w.run('drop.plan', { ...coupon, thresholdFen })).rejects.toEqual(
        refusal('drop/amount-over-threshold'),
      );
    }
    await w.run('drop.plan', { ...coupon, thresholdFen: 0 });
    await w.run('drop.plan', { ...coupon, id: 'drop-2', thresholdFen: 2001 });
    await expect(w.run('drop.edit', { ...plan, dropId: 'drop-2', thresholdFen: 2000 })).rejects.toEqual(
      refusal('drop/amount-over-threshold'),
    );
  });

  test('an edit keeps whose plan it is: id, show, run kind and birth', async () => {
    const w = await showWithSlots(0);
    await w.run('drop.plan', coupon);
    const createdAt = w.nowIso();
    w.clock.advance(1000);
    await w.run('drop.edit', { ...plan, dropId: 'drop-1', quota: 5 });
    expect(await w.reader.get('drop', 'drop-1')).toEqual({ ...coupon, ...defaults, quota: 5, createdAt });
  });

  test('a removed plan is gone; one that is not there is said so', async () => {
    const w = await showWithSlots(0);
    await w.run('drop.plan', coupon);
    await w.run('drop.remove', { dropId: 'drop-1' });
    expect(await w.reader.get('drop', 'drop-1')).toBeNull();
    await expect(w.run('drop.remove', { dropId: 'drop-1' })).rejects.toEqual(refusal('drop/not-found'));
    await expect(w.run('drop.edit', { ...plan, dropId: 'drop-1' })).rejects.toEqual(
      refusal('drop/not-found'),
    );
  });

  test.each([
    { amountFen: 0 },
    { quota: 0 },
    { perBuyer: 0 },
    { openSec: 0 },
    { openSec: 24 * 3600 + 1 },
    { title: ' ' },
    { amountFen: 0.5 },
  ])('%o is no plan', async (bad) => {
    const w = await showWithSlots(0);
    await expect(w.run('drop.plan', { ...coupon, ...bad })).rejects.toEqual(refusal('request/invalid'));
  });

  test('the money at risk is the whole quota', () => {
    expect(moneyAtRiskFen(dropPlanSchema.parse(plan))).toBe(1_000_000);
  });

  test('a plan of before, with neither audience nor countdown, is for everyone and opens at once', () => {
    const before = { ...coupon, createdAt: '2026-06-18T11:00:00.000Z' };
    expect(parseDocument('drop', before)).toEqual({ ...before, ...defaults });
  });

  test('a coupon’s tiers are judged like the coupon, one a level', async () => {
    const w = await showWithSlots(0);
    const tier = (level: string, amountFen: number, thresholdFen: number) => ({
      ...{ level, amountFen, thresholdFen },
    });
    const tiers = [tier('新客', 1000, 0), tier('黑金', 10_000, 99_900)];
    await w.run('drop.plan', { ...coupon, tiers });
    const planned = await w.reader.get('drop', 'drop-1');
    expect(planned).toMatchObject({ tiers });
    if (planned) expect(moneyAtRiskFen(planned)).toBe(5_000_000);
    await expect(
      w.run('drop.plan', { ...coupon, id: 'drop-2', tiers: [tier('新客', 1000, 900)] }),
    ).rejects.toEqual(refusal('drop/amount-over-threshold'));
    await expect(
      w.run('drop.plan', { ...coupon, id: 'drop-2', tiers: [...tiers, tier('新客', 5, 0)] }),
    ).rejects.toEqual(refusal('drop/level-twice'));
  });

  test('every packet holds at least a fen', async () => {
    const w = await showWithSlots(0);
    const packet = { ...head, kind: 'cash-packet' as const, totalFen: 500, split: 'random' as const };
    await expect(w.run('drop.plan', { ...packet, totalFen: 499 })).rejects.toEqual(
      refusal('drop/packets-too-many'),
    );
    await w.run('drop.plan', packet);
    expect(await w.reader.get('drop', 'drop-1')).toMatchObject({ totalFen: 500, seed: '' });
  });

  test('a flash price lies below the product’s, which it notes', async () => {
    const w = await showWithSlots(1);
    const [product] = await w.reader.list('product', 'show-1');
    if (!product) throw new Error('the show has a product');
    const flash = { ...head, kind: 'flash-price' as const, productId: product.id };
    await expect(w.run('drop.plan', { ...flash, priceFen: product.priceFen })).rejects.toEqual(
      refusal('drop/not-below-price'),
    );
    await expect(w.run('drop.plan', { ...flash, productId: 'gone', priceFen: 1 })).rejects.toEqual(
      refusal('product/not-found'),
    );
    await w.run('drop.plan', { ...flash, priceFen: product.priceFen - 100, fromFen: 5 });
    const planned = await w.reader.get('drop', 'drop-1');
    expect(planned).toMatchObject({ fromFen: product.priceFen });
    if (planned) expect(moneyAtRiskFen(planned)).toBe(100 * head.quota);
  });

  test('a gift costs the house its cost, a lucky bag its prizes; one entry each', async () => {
    const w = await showWithSlots(0);
    await w.run('drop.plan', { ...head, kind: 'gift', gift: '小样', costFen: 300 });
    await w.run('drop.plan', {
      ...{ ...head, id: 'drop-2', perBuyer: 1, quota: 3 },
      ...{ kind: 'lucky-bag', keyword: '福', prize: '四件套', costFen: 50_000 },
    });
    const [gift, bag] = await w.reader.list('drop', 'show-1');
    if (!gift || !bag) throw new Error('both are planned');
    expect([moneyAtRiskFen(gift), moneyAtRiskFen(bag)]).toEqual([150_000, 150_000]);
    await expect(
      w.run('drop.edit', {
        ...{ ...plan, dropId: 'drop-2', kind: 'lucky-bag', keyword: ' ', prize: 'x', costFen: 1 },
        perBuyer: 1,
      }),
    ).rejects.toEqual(refusal('request/invalid'));
  });

  test('an edit to another kind leaves nothing of the first', async () => {
    const w = await showWithSlots(0);
    await w.run('drop.plan', coupon);
    const { title, quota, perBuyer, openSec } = head;
    await w.run('drop.edit', {
      ...{ dropId: 'drop-1', kind: 'gift', title, quota, perBuyer, openSec, gift: '小样', costFen: 1 },
    });
    expect(await w.reader.get('drop', 'drop-1')).not.toHaveProperty('amountFen');
  });
});
