import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countersOf, countersSchema, emptyCounters, minuteOf, productContributions } from './counters.ts';
import { type OrderEvent, orderEventSchema } from './order.schema.ts';

const skus = ['', 'A', 'B', 'C'];
const titleOf = (sku: string) => (sku === '' ? '' : `title of ${sku}`);
const line = fc.record({
  sku: fc.constantFrom(...skus),
  titled: fc.boolean(),
  qty: fc.integer({ min: 0, max: 50 }),
  amountFen: fc.integer({ min: 0, max: 1_000_000 }),
});
const time = fc
  .date({ min: new Date('2026-06-18T10:00:00Z'), max: new Date('2026-06-18T10:05:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const anyEvent: fc.Arbitrary<OrderEvent> = fc
  .record({
    kind: fc.constantFrom('paid', 'refunded', 'cancelled'),
    amountFen: fc.integer({ min: 0, max: 5_000_000 }),
    lines: fc.array(line, { maxLength: 4 }),
    channel: fc.constantFrom('', 'mini-program', 'douyin'),
    shopId: fc.constantFrom('', 'main', 'baby'),
    buyerId: fc.constantFrom(null, '', 'u1', 'u2', 'u3'),
    at: time,
    orderId: fc.constantFrom('o1', 'o2', 'o3'),
  })
  .map(({ lines, ...event }) =>
    orderEventSchema.parse({
      ...event,
      eventId: 'e',
      lines: lines.map(({ titled, ...one }) => ({
        ...one,
        title: titled ? titleOf(one.sku) : '',
        priceFen: 0,
      })),
    }),
  );
const anyEvents = fc.array(anyEvent, { maxLength: 40 });
const sum = <T>(rows: readonly T[], of: (row: T) => number) =>
  rows.reduce((total, row) => total + of(row), 0);

function paid(changes: Partial<Record<keyof OrderEvent, unknown>>): OrderEvent {
  return orderEventSchema.parse({
    eventId: 'e1',
    orderId: 'o1',
    kind: 'paid',
    amountFen: 9800,
    lines: [{ sku: 'MR-0601', title: '柔巾', qty: 2, priceFen: 4900, amountFen: 9800 }],
    channel: 'mini-program',
    shopId: 'main',
    buyerId: 'u1',
    at: '2026-06-18T11:03:20Z',
    ...changes,
  });
}

describe('counters of a show', () => {
  test('products, minutes, channels and shops each add up to the totals, to the cent', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const counters = countersOf(events);
        expect(countersSchema.parse(counters)).toEqual(counters);
        expect(counters.netFen).toBe(counters.grossFen - counters.refundsFen);
        for (const rows of [counters.byProduct, counters.byMinute, counters.byChannel, counters.byShop]) {
          expect(sum<{ grossFen: number }>(rows, (row) => row.grossFen)).toBe(counters.grossFen);
          expect(sum<{ refundsFen: number }>(rows, (row) => row.refundsFen)).toBe(counters.refundsFen);
        }
        for (const rows of [counters.byMinute, counters.byChannel, counters.byShop]) {
          expect(sum<{ orders: number }>(rows, (row) => row.orders)).toBe(counters.orders);
        }
      }),
    );
  });

  test('the totals are what the events say, counted on one’s fingers', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const counters = countersOf(events);
        const sold = events.filter((event) => event.kind === 'paid');
        const refunds = events.filter((event) => event.kind === 'refunded');
        expect(counters.grossFen).toBe(sum(sold, (event) => event.amountFen));
        expect(counters.refundsFen).toBe(sum(refunds, (event) => event.amountFen));
        expect(counters.orders).toBe(sold.length);
        expect(counters.refundsCount).toBe(refunds.length);
        expect(counters.buyers).toBe(new Set(sold.flatMap((event) => event.buyerId || [])).size);
        for (const row of counters.byProduct) {
          const pieces = sum(sold, (event) => sum(event.lines, (one) => (one.sku === row.sku ? one.qty : 0)));
          expect(row.qty).toBe(pieces);
        }
      }),
    );
  });

  test('the order in which events come does not matter', () => {
    fc.assert(
      fc.property(anyEvents, fc.infiniteStream(fc.nat()), (events, ranks) => {
        const shuffled = events
          .map((event) => ({ event, rank: ranks.next().value }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ event }) => event);
        expect(countersOf(shuffled)).toEqual(countersOf(events));
      }),
    );
  });

  test('rows are sorted by their key and each key stands once', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const { byProduct, byMinute } = countersOf(events);
        const keys = [byProduct.map((row) => row.sku), byMinute.map((row) => row.minute)];
        for (const list of keys) expect(list).toEqual([...new Set(list)].sort());
      }),
    );
  });

  test('the surface’s example', () => {
    expect(countersOf([paid({})])).toEqual({
      grossFen: 9800,
      refundsFen: 0,
      netFen: 9800,
      orders: 1,
      refundsCount: 0,
      buyers: 1,
      byProduct: [{ sku: 'MR-0601', title: '柔巾', qty: 2, grossFen: 9800, refundsFen: 0, orders: 1 }],
      byMinute: [{ minute: '2026-06-18T11:03Z', grossFen: 9800, refundsFen: 0, orders: 1 }],
      byChannel: [{ channel: 'mini-program', grossFen: 9800, refundsFen: 0, orders: 1 }],
      byShop: [{ shopId: 'main', grossFen: 9800, refundsFen: 0, orders: 1 }],
    });
  });

  test('nothing sold, nothing counted; a cancellation before payment moves nothing', () => {
    expect(countersOf([])).toEqual(emptyCounters);
    expect(countersOf([paid({ kind: 'cancelled' })])).toEqual(emptyCounters);
  });

  test('a refund of an order never seen counts: net may be below zero', () => {
    const counters = countersOf([paid({ kind: 'refunded', orderId: 'never-seen' })]);
    expect(counters).toMatchObject({
      grossFen: 0,
      refundsFen: 9800,
      netFen: -9800,
      refundsCount: 1,
      buyers: 0,
    });
    expect(counters.byProduct).toEqual([
      { sku: 'MR-0601', title: '柔巾', qty: 0, grossFen: 0, refundsFen: 9800, orders: 0 },
    ]);
  });

  test('a gift worth nothing is an order all the same', () => {
    const gift = paid({
      amountFen: 0,
      lines: [{ sku: 'GIFT', title: '试用装', qty: 1, priceFen: 0, amountFen: 0 }],
    });
    expect(countersOf([gift])).toMatchObject({
      grossFen: 0,
      orders: 1,
      byProduct: [{ sku: 'GIFT', qty: 1, orders: 1 }],
    });
  });

  test('what no line explains stands under the empty SKU: a discount below zero, freight above', () => {
    expect(productContributions(paid({ amountFen: 9000 }))).toMatchObject([
      { sku: 'MR-0601', grossFen: 9800 },
      { sku: '', title: '', qty: 0, grossFen: -800, orders: 1 },
    ]);
    expect(productContributions(paid({ amountFen: 10_800, kind: 'refunded' }))).toMatchObject([
      { sku: 'MR-0601', refundsFen: 9800 },
      { sku: '', refundsFen: 1000, orders: 0 },
    ]);
    expect(productContributions(paid({})).map((one) => one.sku)).toEqual(['MR-0601']);
    expect(productContributions(paid({ lines: [] }))).toMatchObject([{ sku: '', grossFen: 9800 }]);
  });

  test('two lines of one SKU are one order of it', () => {
    const one = { sku: 'A', title: '', qty: 1, priceFen: 100, amountFen: 100 };
    expect(countersOf([paid({ amountFen: 200, lines: [one, one] })]).byProduct).toEqual([
      { sku: 'A', title: '', qty: 2, grossFen: 200, refundsFen: 0, orders: 1 },
    ]);
  });
});

describe('the minute of an event', () => {
  test.each([
    ['2026-06-18T11:03:20Z', '2026-06-18T11:03Z'],
    ['2026-06-18T11:03:59.999Z', '2026-06-18T11:03Z'],
    ['2026-06-18T11:03Z', '2026-06-18T11:03Z'],
    ['2026-06-18T19:03:20+08:00', '2026-06-18T11:03Z'],
    ['2026-06-19T00:03:20+08:00', '2026-06-18T16:03Z'],
    ['2026-06-18T11:03:20+05:30', '2026-06-18T05:33Z'],
    ['2026-01-01T00:30:00-03:30', '2026-01-01T04:00Z'],
  ])('%s is in %s', (at, minute) => {
    expect(minuteOf(at)).toBe(minute);
  });

  test('one instant has one minute, whatever the offset it is written with', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        (date, offset) => {
          const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19);
          const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0');
          const minutes = String(Math.abs(offset) % 60).padStart(2, '0');
          const written = `${local}${offset < 0 ? '-' : '+'}${hours}:${minutes}`;
          expect(minuteOf(written)).toBe(minuteOf(date.toISOString()));
        },
      ),
    );
  });
});
