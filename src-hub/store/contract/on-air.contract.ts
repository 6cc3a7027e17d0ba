import { describe, expect, test } from 'vitest';
import { type OrderEvent, orderEventSchema } from '#shared/domain/order/order.schema.ts';
import type { OpenStore } from '../hub-store.contract.ts';
import { AT, put, write } from '../test-documents.ts';
import { withStore } from './with-store.ts';

const live = { showId: 'show-1', runKind: 'live' } as const;
const rehearsal = { showId: 'show-1', runKind: 'rehearsal' } as const;
const zeros = { qty: 0, grossFen: 0, refundsFen: 0 };
let events = 0;

function sold(sku: string, amountFen: number, kind = 'paid'): OrderEvent {
  events += 1;
  const line = { sku, title: '', qty: 1, priceFen: amountFen, amountFen };
  const eventId = `air-${events}`;
  return orderEventSchema.parse({ eventId, orderId: eventId, kind, amountFen, lines: [line], at: AT });
}

const onAir = (slotId: string | null, changes: Record<string, unknown> = {}) =>
  put('run', { onAirSlotId: slotId, onAirSince: slotId && AT, state: 'live', ...changes });

export function onAirContract(name: string, open: OpenStore): void {
  describe(`${name}: figures since on air`, () => {
    test(
      'count from the moment of the take, over all stretches, and stand still in between',
      withStore(open, async (store) => {
        const other = [
          put('product', { id: 'p2', sku: 'B' }),
          put('slot', { id: 'slot-2', productId: 'p2' }),
        ];
        await write(store, put('show'), put('product'), put('slot'), put('run'), ...other);
        const figures = async () => (await store.orders.slotFigures(live, ['slot-1']))[0];
        await store.orders.add(live, [sold('MR-1', 100)]);
        expect(await figures()).toEqual({ slotId: 'slot-1', ...zeros });
        await write(store, onAir('slot-1'));
        await store.orders.add(live, [sold('MR-1', 30), sold('B', 1), sold('MR-1', 10, 'refunded')]);
        expect(await figures()).toMatchObject({ qty: 1, grossFen: 30, refundsFen: 10 });
        // An op on the same run that leaves what is on air alone must not start anew.
        await write(store, onAir('slot-1', { armedSlotId: 'slot-2' }));
        await write(store, onAir('slot-2'));
        await store.orders.add(live, [sold('MR-1', 1000), sold('B', 5)]);
        expect(await figures()).toMatchObject({ qty: 1, grossFen: 30, refundsFen: 10 });
        await write(store, onAir('slot-1'));
        await store.orders.add(live, [sold('MR-1', 4)]);
        await write(store, onAir(null));
        await store.orders.add(live, [sold('MR-1', 1000)]);
        expect(await store.orders.slotFigures(live, ['slot-1', 'slot-2', 'none'])).toEqual([
          { slotId: 'slot-1', qty: 2, grossFen: 34, refundsFen: 10 },
          { slotId: 'slot-2', qty: 1, grossFen: 5, refundsFen: 0 },
          { slotId: 'none', ...zeros },
        ]);
      }),
    );

    test(
      'a rehearsal counts rehearsal orders alone, and a product without a number counts nothing',
      withStore(open, async (store) => {
        const unnumbered = [
          put('product', { id: 'p2', sku: null }),
          put('slot', { id: 's2', productId: 'p2' }),
        ];
        await write(store, put('show'), put('product'), put('slot'), ...unnumbered);
        await write(store, onAir('slot-1', { kind: 'rehearsal' }));
        await store.orders.add(live, [sold('MR-1', 100)]);
        await store.orders.add(rehearsal, [sold('MR-1', 7)]);
        expect(await store.orders.slotFigures(rehearsal, ['slot-1'])).toMatchObject([{ grossFen: 7 }]);
        expect(await store.orders.slotFigures(live, ['slot-1'])).toMatchObject([zeros]);
        await write(store, onAir('s2', { kind: 'rehearsal' }));
        await store.orders.add(rehearsal, [sold('', 9)]);
        expect(await store.orders.slotFigures(rehearsal, ['s2'])).toMatchObject([zeros]);
      }),
    );
  });
}
