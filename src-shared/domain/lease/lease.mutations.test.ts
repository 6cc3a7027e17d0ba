import { describe, expect, test } from 'vitest';
import { basket, cash, leaseOf, line, TILL, takeLease, tillShow } from '../till/till-fixture.ts';
import { freeStock } from './free-stock.ts';
import { leftOf } from './lease.schema.ts';

const refusal = (code: string, params?: object) =>
  expect.objectContaining(params === undefined ? { code } : { code, params });
const key = { runKind: 'live', productId: 'product-1', deviceId: TILL.deviceId } as const;

describe('a lease', () => {
  test('is one a till and product; taking again tops it up', async () => {
    const w = await tillShow();
    await takeLease(w, 'product-1', 3);
    await takeLease(w, 'product-1', 2);
    await takeLease(w, 'product-1', 1, 'till-2');
    expect(
      (await w.reader.list('lease', 'show-1')).map(({ deviceId, granted }) => [deviceId, granted]),
    ).toEqual([
      ['till-1', 5],
      ['till-2', 1],
    ]);
  });

  test('is not needed where no stock is declared', async () => {
    const w = await tillShow();
    await expect(takeLease(w, 'product-2', 1)).rejects.toEqual(refusal('lease/not-needed'));
    await expect(takeLease(w, 'gone', 1)).rejects.toEqual(refusal('product/not-found'));
  });

  test('is handed back in part, and at most what is left', async () => {
    const w = await tillShow();
    await takeLease(w, 'product-1', 5);
    await w.act('ticket.open', basket([line('product-1', 2)]));
    await expect(w.act('lease.return', { ...key, qty: 4 })).rejects.toEqual(
      refusal('lease/not-held', { left: 3 }),
    );
    await w.act('lease.return', { ...key, qty: 2 });
    expect(leftOf(await leaseOf(w, 'product-1'))).toBe(1);
  });

  test('what was reclaimed meanwhile is not handed back twice', async () => {
    const w = await tillShow();
    await takeLease(w, 'product-1', 5);
    await w.act('ticket.open', basket([line('product-1', 1)]));
    await w.run('lease.reclaim', { leaseId: 'live:product-1:till-1' });
    await w.run('lease.return', { ...key, qty: 4 });
    expect(await leaseOf(w, 'product-1')).toMatchObject({ returned: 4, held: 1 });
    await expect(w.run('lease.reclaim', { leaseId: 'live:product-1:till-9' })).rejects.toEqual(
      refusal('lease/not-found'),
    );
  });

  test('crew take and hand back, but reclaim nobody’s', async () => {
    const w = await tillShow();
    const crew = { role: 'crew' } as const;
    await w.run('lease.take', { ...key, deviceName: '', qty: 2 }, crew);
    await w.run('lease.return', { ...key, qty: 1 }, crew);
    await expect(w.run('lease.reclaim', { leaseId: 'live:product-1:till-1' }, crew)).rejects.toEqual(
      refusal('auth/role'),
    );
  });
});

describe('what is free', () => {
  test('declared − sold − held − leased; what came back is free again once it is handed back', async () => {
    const w = await tillShow();
    let soldQty = 4;
    const free = async () => {
      const product = await w.reader.get('product', 'product-1');
      const lease = await leaseOf(w, 'product-1');
      return product && freeStock(product, soldQty, lease ? [lease] : []);
    };
    expect(await free()).toBe(6);
    await takeLease(w, 'product-1', 5);
    expect(await free()).toBe(1);
    const ticket = basket([line('product-1', 2)]);
    await w.act('ticket.sell', { ...ticket, ...cash });
    soldQty += 2;
    await w.act('ticket.open', basket([line('product-1', 1)]));
    expect(await free()).toBe(1);
    const refund = { number: 1, lines: null, tender: 'cash', restock: true, note: '' } as const;
    await w.act('ticket.refund', { ...refund, ticketId: ticket.id, deviceId: TILL.deviceId });
    expect(leftOf(await leaseOf(w, 'product-1'))).toBe(4);
    expect(await free()).toBe(1);
    await w.act('lease.return', { ...key, qty: 4 });
    expect(await free()).toBe(5);
    soldQty += 6;
    expect(await free()).toBe(-1);
  });

  test('has no number without declared stock', () => {
    expect(freeStock({ stockDeclared: null }, 5, [])).toBeNull();
  });
});
