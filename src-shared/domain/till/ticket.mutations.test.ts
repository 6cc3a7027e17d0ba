import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leftOf } from '../lease/lease.schema.ts';
import { countersOf } from '../order/counters.ts';
import { type OrderEvent, orderEventSchema } from '../order/order.schema.ts';
import { basket, cash, leaseOf, line, TILL, takeLease, ticketOf, tillShow } from './till-fixture.ts';

const refusal = (code: string, params?: object) =>
  expect.objectContaining(params === undefined ? { code } : { code, params });
const { deviceId } = TILL;
const gone = { number: 1, lines: null, tender: 'cash', restock: true, note: '' } as const;

describe('a sale', () => {
  test('is a ticket and the fact that it was paid, to the fen', async () => {
    const w = await tillShow();
    await takeLease(w, 'product-1', 3);
    const ticket = basket([line('product-1', 2), line('product-2', 3)], { note: '送到前台' });
    const { orders } = await w.act('ticket.sell', { ...ticket, tender: 'cash', receivedFen: 10_000 });
    expect(await ticketOf(w, ticket.id)).toMatchObject({
      ...{ state: 'paid', totalFen: 9803, refundedFen: 0, tender: 'cash', receivedFen: 10_000 },
      ...{ paidAt: w.nowIso(), paidBy: 'amy', openedBy: 'amy', marks: [], refunds: [], note: '送到前台' },
      lines: [
        { productId: 'product-1', amountFen: 9800, leased: 2 },
        { productId: 'product-2', amountFen: 3, leased: 0 },
      ],
    });
    expect(orders).toEqual([
      {
        target: { showId: 'show-1', runKind: 'live' },
        event: {
          ...{ eventId: `ticket:${ticket.id}:paid:1`, orderId: `ticket:${ticket.id}`, kind: 'paid' },
          ...{ amountFen: 9803, channel: 'on-site', shopId: 'main', buyerId: null, at: w.nowIso() },
          lines: [
            { sku: 'sku-product-1', title: '柔巾 product-1', qty: 2, priceFen: 4900, amountFen: 9800 },
            { sku: 'sku-product-2', title: '柔巾 product-2', qty: 3, priceFen: 1, amountFen: 3 },
          ],
        },
      },
    ]);
    expect(orderEventSchema.parse(orders[0]?.event)).toEqual(orders[0]?.event);
    expect(leftOf(await leaseOf(w, 'product-1'))).toBe(1);
  });

  test('of several shops is one fact a shop; a product without SKU is counted by its id', async () => {
    const w = await tillShow();
    await takeLease(w, 'product-1', 1);
    await takeLease(w, 'product-3', 2);
    const ticket = basket([line('product-3', 1), line('product-1', 1), line('product-3', 1)]);
    const { orders } = await w.act('ticket.sell', { ...ticket, ...cash });
    expect(
      orders.map(({ event }) => [event.eventId.split(':').at(-1), event.shopId, event.amountFen]),
    ).toEqual([
      ['1', 'other', 6000],
      ['2', 'main', 4900],
    ]);
    const counters = countersOf(orders.map(({ event }) => event));
    expect(counters.byShop.map(({ shopId, grossFen }) => [shopId, grossFen])).toEqual([
      ['main', 4900],
      ['other', 6000],
    ]);
    expect(counters.byProduct.map(({ sku, qty }) => [sku, qty])).toEqual([
      ['product-3', 2],
      ['sku-product-1', 1],
    ]);
  });

  test('of a rehearsal counts for the rehearsal, and draws on its stock', async () => {
    const w = await tillShow();
    await takeLease(w, 'product-1', 1);
    const rehearsed = basket([line('product-1', 1)], { runKind: 'rehearsal' });
    await expect(w.act('ticket.sell', { ...rehearsed, ...cash })).rejects.toEqual(refusal('lease/short'));
    const { orders } = await w.run('ticket.sell', { ...rehearsed, ...cash });
    expect(orders.map(({ target }) => target)).toEqual([{ showId: 'show-1', runKind: 'rehearsal' }]);
    expect(leftOf(await leaseOf(w, 'product-1'))).toBe(1);
  });

  test('told twice under the same id is refused', async () => {
    const w = await tillShow();
    const ticket = { ...basket([line('product-2', 1)]), ...cash };
    await w.act('ticket.sell', ticket);
    await expect(w.run('ticket.sell', ticket)).rejects.toEqual(refusal('ticket/exists'));
  });

  test('beyond what one amount may be is refused in words', async () => {
    const w = await tillShow();
    const ticket = basket([line('product-2', 100_000, { priceFen: 10_000_000 })]);
    await expect(w.run('ticket.sell', { ...ticket, ...cash })).rejects.toEqual(refusal('ticket/too-much'));
  });
});

describe('who sells now is asked', () => {
  test('whether the lease suffices, over all lines together', async () => {
    const w = await tillShow();
    await takeLease(w, 'product-1', 3);
    const ticket = basket([line('product-1', 2), line('product-1', 2)]);
    await expect(w.act('ticket.sell', { ...ticket, ...cash })).rejects.toEqual(
      refusal('lease/short', { name: '柔巾 product-1', left: 3 }),
    );
    await expect(w.act('ticket.open', ticket)).rejects.toEqual(refusal('lease/short'));
  });

  test('whether another till’s lease is meant: it does not count', async () => {
    const w = await tillShow();
    await takeLease(w, 'product-1', 3, 'till-2');
    await expect(w.act('ticket.sell', { ...basket([line('product-1', 1)]), ...cash })).rejects.toEqual(
      refusal('lease/short', { name: '柔巾 product-1', left: 0 }),
    );
  });

  test('whether the price is the one that was seen, and confirmed where it is below the floor', async () => {
    const w = await tillShow();
    await takeLease(w, 'product-1', 3);
    const ticket = { ...basket([line('product-1', 1)]), ...cash };
    await w.run('product.reprice', { productId: 'product-1', priceFen: 4500, floorFen: 4500 });
    await expect(w.act('ticket.sell', ticket)).rejects.toEqual(refusal('product/price-changed'));
    const cheap = { ...basket([line('product-1', 1, { priceFen: 4500 })]), ...cash };
    await w.run('product.reprice', { productId: 'product-1', floorFen: 5000 });
    await expect(w.act('ticket.sell', cheap)).rejects.toEqual(refusal('ticket/needs-second-person'));
    await w.run('product.confirm-price', { productId: 'product-1', priceFen: 4500 }, { personId: 'ben' });
    await w.act('ticket.sell', cheap);
    expect((await ticketOf(w, cheap.id)).marks).toEqual([]);
  });

  test('whether the cash is enough', async () => {
    const w = await tillShow();
    const ticket = basket([line('product-2', 100)]);
    await expect(w.act('ticket.sell', { ...ticket, tender: 'cash', receivedFen: 99 })).rejects.toEqual(
      refusal('ticket/cash-short'),
    );
    await w.act('ticket.sell', { ...ticket, tender: 'cash', receivedFen: 100 });
  });

  test('whether their role keeps a till', async () => {
    const w = await tillShow();
    const ticket = { ...basket([line('product-2', 1)]), ...cash };
    await expect(w.act('ticket.sell', ticket, { role: 'host' })).rejects.toEqual(refusal('auth/role'));
    await w.act('ticket.sell', ticket, { role: 'crew' });
  });
});

describe('a sale that was made is never refused for what has changed since', () => {
  test('another price, a floor, a lease that was taken back: it is marked', async () => {
    const w = await tillShow();
    await takeLease(w, 'product-1', 3);
    await w.run('lease.reclaim', { leaseId: 'live:product-1:till-1' });
    await w.run('product.reprice', { productId: 'product-1', priceFen: 6000, floorFen: 5000 });
    const ticket = basket([line('product-1', 2)]);
    const { orders } = await w.run('ticket.sell', { ...ticket, ...cash });
    expect(orders[0]?.event.amountFen).toBe(9800);
    expect((await ticketOf(w, ticket.id)).marks).toEqual(['oversold', 'price', 'floor']);
    expect(await leaseOf(w, 'product-1')).toMatchObject({ granted: 3, returned: 3, sold: 0 });
  });

  test('only what the lease still has is taken from it', async () => {
    const w = await tillShow();
    await takeLease(w, 'product-1', 3);
    const ticket = basket([line('product-1', 4)]);
    await w.run('ticket.sell', { ...ticket, ...cash });
    expect((await ticketOf(w, ticket.id)).lines[0]?.leased).toBe(3);
    expect(await leaseOf(w, 'product-1')).toMatchObject({ sold: 3 });
  });

  test('a product that is not on the sheet any more, a run that has ended', async () => {
    const w = await tillShow();
    await w.run('run.end', { runId: 'run-1' });
    const ticket = basket([line('product-2', 1, { productId: 'gone' })]);
    await w.run('ticket.sell', { ...ticket, ...cash });
    expect(await ticketOf(w, ticket.id)).toMatchObject({ state: 'paid', marks: ['product'] });
  });

  test('paid though somebody cancelled it elsewhere meanwhile', async () => {
    const w = await tillShow();
    await takeLease(w, 'product-1', 2);
    const ticket = basket([line('product-1', 2)]);
    await w.act('ticket.open', ticket);
    await w.act('ticket.cancel', { ticketId: ticket.id, deviceId: 'elsewhere' });
    const pay = { ticketId: ticket.id, deviceId, ...cash };
    await expect(w.act('ticket.pay', pay)).rejects.toEqual(refusal('ticket/wrong-state'));
    const { orders } = await w.run('ticket.pay', pay);
    expect(orders).toHaveLength(1);
    expect(await ticketOf(w, ticket.id)).toMatchObject({
      state: 'paid',
      marks: ['revived'],
      cancelledAt: null,
    });
    expect(await leaseOf(w, 'product-1')).toMatchObject({ held: 0, sold: 2 });
  });
});

describe('an open ticket', () => {
  test('holds its pieces; paying sells them, cancelling lets them go', async () => {
    const w = await tillShow();
    await takeLease(w, 'product-1', 5);
    const [paid, dropped] = [basket([line('product-1', 2)]), basket([line('product-1', 3)])];
    expect((await w.act('ticket.open', paid)).orders).toEqual([]);
    await w.act('ticket.open', dropped);
    expect(leftOf(await leaseOf(w, 'product-1'))).toBe(0);
    await w.act('ticket.pay', { ticketId: paid.id, deviceId, tender: 'qr', receivedFen: null });
    await w.act('ticket.cancel', { ticketId: dropped.id, deviceId });
    expect(await leaseOf(w, 'product-1')).toMatchObject({ granted: 5, held: 0, sold: 2 });
    expect(await ticketOf(w, paid.id)).toMatchObject({ state: 'paid', tender: 'qr', lines: [{ leased: 2 }] });
    expect(await ticketOf(w, dropped.id)).toMatchObject({ state: 'cancelled', lines: [{ leased: 0 }] });
    const again = { ticketId: dropped.id, deviceId };
    await expect(w.run('ticket.cancel', again)).rejects.toEqual(refusal('ticket/wrong-state'));
  });

  test('is its till’s own; an owner may cancel for a till that is lost', async () => {
    const w = await tillShow();
    const ticket = basket([line('product-2', 1)]);
    await w.act('ticket.open', ticket);
    const elsewhere = { ticketId: ticket.id, deviceId: 'till-2' };
    const crew = { role: 'crew' } as const;
    await expect(w.run('ticket.cancel', elsewhere, crew)).rejects.toEqual(refusal('ticket/other-till'));
    await expect(w.run('ticket.pay', { ...elsewhere, ...cash })).rejects.toEqual(
      refusal('ticket/other-till'),
    );
    await w.run('ticket.cancel', elsewhere);
    expect((await ticketOf(w, ticket.id)).state).toBe('cancelled');
  });
});

describe('a refund', () => {
  test('of pieces, then of the rest: each a fact of its own', async () => {
    const w = await tillShow();
    await takeLease(w, 'product-1', 3);
    await takeLease(w, 'product-3', 1);
    const ticket = basket([line('product-1', 3), line('product-3', 1)]);
    await w.act('ticket.sell', { ...ticket, ...cash });
    const one = { ...gone, ticketId: ticket.id, deviceId, lines: [{ line: 0, qty: 1 }], restock: false };
    const first = await w.act('ticket.refund', one);
    expect(first.orders.map(({ event }) => [event.eventId, event.kind, event.amountFen])).toEqual([
      [`ticket:${ticket.id}:refund:1:1`, 'refunded', 4900],
    ]);
    expect(await ticketOf(w, ticket.id)).toMatchObject({ state: 'part-refunded', refundedFen: 4900 });
    const rest = await w.act('ticket.refund', { ...gone, ticketId: ticket.id, deviceId, number: 2 });
    expect(rest.orders.map(({ event }) => [event.eventId, event.shopId, event.amountFen])).toEqual([
      [`ticket:${ticket.id}:refund:2:1`, 'main', 9800],
      [`ticket:${ticket.id}:refund:2:2`, 'other', 3000],
    ]);
    expect(await ticketOf(w, ticket.id)).toMatchObject({ state: 'refunded', refundedFen: 17_700 });
    // The first piece was not put back.
    expect(await leaseOf(w, 'product-1')).toMatchObject({ sold: 3, restocked: 2 });
    expect(leftOf(await leaseOf(w, 'product-1'))).toBe(2);
  });

  test('pressed twice is done once', async () => {
    const w = await tillShow();
    const ticket = basket([line('product-2', 2)]);
    await w.act('ticket.sell', { ...ticket, ...cash });
    const one = { ...gone, ticketId: ticket.id, deviceId, lines: [{ line: 0, qty: 1 }] };
    await w.act('ticket.refund', one);
    await expect(w.act('ticket.refund', one)).rejects.toEqual(refusal('ticket/changed'));
  });

  test('of more than was sold, of a line that is not there, of an unpaid ticket, at another till is refused', async () => {
    const w = await tillShow();
    const ticket = basket([line('product-2', 2)]);
    await w.act('ticket.open', ticket);
    const refund = { ...gone, ticketId: ticket.id, deviceId };
    await expect(w.act('ticket.refund', refund)).rejects.toEqual(refusal('ticket/wrong-state'));
    await w.act('ticket.pay', { ticketId: ticket.id, deviceId, ...cash });
    const over = refusal('ticket/over-refund');
    const twice = [
      { line: 0, qty: 1 },
      { line: 0, qty: 2 },
    ];
    await expect(w.act('ticket.refund', { ...refund, lines: twice })).rejects.toEqual(over);
    await expect(w.act('ticket.refund', { ...refund, lines: [{ line: 1, qty: 1 }] })).rejects.toEqual(over);
    await expect(w.act('ticket.refund', { ...refund, deviceId: 'till-2' })).rejects.toEqual(
      refusal('ticket/other-till'),
    );
  });
});

/** What a till may do, in any order. */
const steps = fc.array(
  fc.record({
    what: fc.constantFrom('sell', 'open', 'pay', 'cancel', 'refund', 'return', 'reclaim', 'take'),
    product: fc.constantFrom('product-1', 'product-2', 'product-3'),
    qty: fc.integer({ min: 1, max: 4 }),
    which: fc.nat(9),
    restock: fc.boolean(),
  }),
  { maxLength: 40 },
);

test('whatever a till does, money and pieces add up, and no count goes below zero', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const w = await tillShow();
      const events: OrderEvent[] = [];
      const ids: string[] = [];
      const doIt = async (step: (typeof all)[number]) => {
        const ticketId = ids[step.which % Math.max(1, ids.length)] ?? 'none';
        const own = { ticketId, deviceId };
        const ticket = await w.reader.get('ticket', ticketId);
        const lines = [line(step.product, step.qty), line('product-1', 1)];
        const made = basket(lines);
        const lease = { runKind: 'live', productId: step.product, deviceId, qty: step.qty } as const;
        switch (step.what) {
          case 'sell':
          case 'open':
            ids.push(made.id);
            if (step.what === 'open') return w.run('ticket.open', made);
            return w.run('ticket.sell', { ...made, ...cash });
          case 'pay':
            return w.run('ticket.pay', { ...own, ...cash });
          case 'cancel':
            return w.run('ticket.cancel', own);
          case 'refund': {
            const lines = step.which % 2 === 0 ? null : [{ line: 0, qty: step.qty }];
            const number = (ticket?.refunds.length ?? 0) + 1;
            return w.run('ticket.refund', { ...gone, ...own, number, lines, restock: step.restock });
          }
          case 'return':
            return w.run('lease.return', lease);
          case 'reclaim':
            return w.run('lease.reclaim', { leaseId: `live:${step.product}:${deviceId}` });
          default:
            return w.run('lease.take', { ...lease, deviceName: '' });
        }
      };
      for (const step of all) {
        const batch = await doIt(step).catch(() => null);
        events.push(...(batch?.orders.map(({ event }) => event) ?? []));
      }

      const tickets = await w.reader.list('ticket', 'show-1');
      const counters = countersOf(events);
      const paid = tickets.filter(({ paidAt }) => paidAt !== null);
      const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0);
      expect(counters.grossFen).toBe(sum(paid.map(({ totalFen }) => totalFen)));
      expect(counters.refundsFen).toBe(sum(tickets.map(({ refundedFen }) => refundedFen)));
      expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(events.length);
      for (const lease of await w.reader.list('lease', 'show-1')) {
        expect(leftOf(lease)).toBeGreaterThanOrEqual(0);
        const drawn = (states: readonly string[]) =>
          sum(
            tickets
              .filter(({ state }) => states.includes(state))
              .flatMap(({ lines }) => lines.filter(({ productId }) => productId === lease.productId))
              .map(({ leased }) => leased),
          );
        expect(lease.held).toBe(drawn(['open']));
        expect(lease.sold).toBe(drawn(['paid', 'part-refunded', 'refunded']));
      }
    }),
    { numRuns: 150 },
  );
});
