import { describe, expect, test } from 'vitest';
import { showWithSlots } from '../../sync/documents-fixture.ts';
import type { MutationInput } from '../mutations.ts';
import { moneyAtRiskFen } from './drop.schema.ts';

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
const { id: _id, showId: _showId, runKind: _runKind, ...plan } = coupon;

describe('drop plans', () => {
  test('a plan belongs to a show that is there and is made once', async () => {
    const w = await showWithSlots(0);
    await w.run('drop.plan', coupon);
    expect(await w.reader.get('drop', 'drop-1')).toEqual({ ...coupon, createdAt: w.nowIso() });
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
    expect(await w.reader.get('drop', 'drop-1')).toEqual({ ...coupon, quota: 5, createdAt });
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
    expect(moneyAtRiskFen({ amountFen: 2000, quota: 500 } as Parameters<typeof moneyAtRiskFen>[0])).toBe(
      1_000_000,
    );
  });
});
