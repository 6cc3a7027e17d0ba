import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countersOf, emptyCounters } from '#shared/domain/order/counters.ts';
import { type OrderEvent, orderEventSchema } from '#shared/domain/order/order.schema.ts';
import type { OpenStore } from '../hub-store.contract.ts';
import type { HubStore } from '../hub-store.ts';
import { AT } from '../test-documents.ts';
import { withStore } from './with-store.ts';

const live = { showId: 'show-1', runKind: 'live' } as const;
const rehearsal = { showId: 'show-1', runKind: 'rehearsal' } as const;

function order(changes: Record<string, unknown> = {}): OrderEvent {
  const line = { sku: 'A', title: '', qty: 1, priceFen: 100, amountFen: 100 };
  return orderEventSchema.parse({
    eventId: 'e1',
    orderId: 'o1',
    kind: 'paid',
    amountFen: 100,
    lines: [line],
    channel: 'group',
    shopId: 'main',
    buyerId: 'u1',
    at: AT,
    ...changes,
  });
}

const anyOrder = fc.record({
  // Few ids, so that many come twice, often with other content; enough that several new ones may follow on each other.
  eventId: fc.integer({ min: 0, max: 60 }).map((n) => `e${n}`),
  kind: fc.constantFrom('paid', 'paid', 'refunded', 'cancelled'),
  amountFen: fc.integer({ min: 0, max: 500 }),
  lines: fc.array(
    fc.record({
      sku: fc.constantFrom('A', 'B', '', '\u{1F9E6}', '\uFF21'),
      title: fc.constantFrom('', '柔巾', '浴巾'),
      qty: fc.integer({ min: 0, max: 3 }),
      priceFen: fc.integer({ min: 0, max: 100 }),
      amountFen: fc.integer({ min: 0, max: 300 }),
    }),
    { maxLength: 3 },
  ),
  channel: fc.constantFrom('', 'group', 'guide'),
  shopId: fc.constantFrom('', 'main'),
  buyerId: fc.constantFrom(null, '', 'u1', 'u2', 'u3'),
  at: fc.constantFrom(AT, '2026-06-18T11:01:59Z', '2026-06-18T19:03:00+08:00'),
});

async function everyEvent(store: HubStore): Promise<OrderEvent[]> {
  const events: OrderEvent[] = [];
  for await (const event of store.orders.all(live)) events.push(event);
  return events;
}

export function factContract(name: string, open: OpenStore): void {
  describe(`${name}: facts`, () => {
    test(
      'the same event again is a duplicate, its id with other content is refused, also inside one batch',
      withStore(open, async (store) => {
        const other = order({ amountFen: 200 });
        expect((await store.orders.add(live, [order(), order(), other])).outcomes).toEqual([
          'added',
          'duplicate',
          'id-reused',
        ]);
        const sameMoment = order({ at: '2026-06-18T19:00:00+08:00' });
        const again = await store.orders.add(live, [sameMoment, order({ buyerId: null })]);
        expect(again).toEqual({ outcomes: ['duplicate', 'id-reused'], touched: null });
        expect(await store.orders.counters(live)).toEqual(countersOf([order()]));
      }),
    );

    test(
      'run kinds and shows do not mix, and an id counts in each',
      withStore(open, async (store) => {
        await store.orders.add(live, [order()]);
        expect(await store.orders.counters(rehearsal)).toEqual(emptyCounters);
        const { outcomes } = await store.orders.add(rehearsal, [order({ amountFen: 7 })]);
        expect(outcomes).toEqual(['added']);
        expect((await store.orders.counters(rehearsal)).grossFen).toBe(7);
        expect((await store.orders.counters(live)).grossFen).toBe(100);
        expect(await store.orders.targets()).toEqual([live, rehearsal]);
      }),
    );

    test(
      'an order cancelled before payment is kept and moves nothing',
      withStore(open, async (store) => {
        const cancelled = order({ kind: 'cancelled' });
        expect(await store.orders.add(live, [cancelled])).toEqual({ outcomes: ['added'], touched: null });
        expect(await store.orders.counters(live)).toEqual(emptyCounters);
        expect(await everyEvent(store)).toEqual([cancelled]);
      }),
    );

    test(
      'touched counters are the rows of this batch as they stand after it',
      withStore(open, async (store) => {
        await store.orders.add(live, [order(), order({ eventId: 'e2', channel: 'guide', lines: [] })]);
        const line = { sku: 'A', title: '柔巾', qty: 2, priceFen: 50, amountFen: 100 };
        const { touched } = await store.orders.add(live, [order({ eventId: 'e3', lines: [line] })]);
        expect(touched).toEqual({
          totals: { grossFen: 300, refundsFen: 0, netFen: 300, orders: 3, refundsCount: 0, buyers: 1 },
          byProduct: [{ sku: 'A', title: '柔巾', qty: 3, grossFen: 200, refundsFen: 0, orders: 2 }],
          byMinute: [{ minute: '2026-06-18T11:00Z', grossFen: 300, refundsFen: 0, orders: 3 }],
          byChannel: [{ channel: 'group', grossFen: 200, refundsFen: 0, orders: 2 }],
          byShop: [{ shopId: 'main', grossFen: 300, refundsFen: 0, orders: 3 }],
        });
      }),
    );

    test(
      'a batch that fails leaves nothing behind, in the tables or in memory',
      withStore(open, async (store) => {
        const broken = { ...order({ eventId: 'e2' }), amountFen: 0.5 as OrderEvent['amountFen'] };
        await expect(store.orders.add(live, [order(), broken])).rejects.toThrow();
        expect(await store.orders.counters(live)).toEqual(emptyCounters);
        await store.orders.add(live, [order()]);
        expect(await store.orders.counters(live)).toEqual(countersOf([order()]));
      }),
    );

    test('whatever comes in whatever batches, the counters are the fold of what was accepted', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(anyOrder, { maxLength: 20 }), { maxLength: 5 }),
          async (batches) => {
            const store = await open();
            try {
              const accepted = new Map<string, OrderEvent>();
              for (const batch of batches) {
                const events = batch.map((raw) => orderEventSchema.parse({ ...raw, orderId: 'o' }));
                const { outcomes } = await store.orders.add(live, events);
                for (const [at, event] of events.entries()) {
                  const first = accepted.get(event.eventId);
                  if (!first) accepted.set(event.eventId, event);
                  const same = first && JSON.stringify(first) === JSON.stringify(event);
                  expect(outcomes[at]).toBe(!first ? 'added' : same ? 'duplicate' : 'id-reused');
                }
              }
              expect(await everyEvent(store)).toEqual([...accepted.values()]);
              expect(await store.orders.counters(live)).toEqual(countersOf(accepted.values()));
            } finally {
              await store.close();
            }
          },
        ),
        { numRuns: 60 },
      );
    });

    test(
      'comments and samples are kept once each; the latest come oldest first',
      withStore(open, async (store) => {
        const comment = (n: number, text = '有券吗') => ({
          commentId: `c${n}`,
          at: AT,
          user: { id: 'u', name: '小橙子' },
          text,
        });
        expect(await store.comments.add(live, [comment(1), comment(2), comment(1)])).toEqual([
          'added',
          'added',
          'duplicate',
        ]);
        expect(await store.comments.add(live, [comment(3), comment(2, '别的')])).toEqual([
          'added',
          'id-reused',
        ]);
        expect(await store.comments.latest(live, 2)).toEqual([comment(2), comment(3)]);
        expect(await store.comments.latest(rehearsal, 2)).toEqual([]);
        const sample = { sampleId: 's1', at: AT, online: 12_402, entered: 190_000 };
        expect(await store.audience.add(live, [sample])).toEqual(['added']);
        expect(await store.audience.latest(live, 1)).toEqual([sample]);
      }),
    );
  });
}
