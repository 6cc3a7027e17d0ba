import { describe, expect, test } from 'vitest';
import { type OrderEvent, orderEventSchema } from '#shared/domain/order/order.schema.ts';
import type { WriteBatch } from '#shared/sync/document-store.ts';
import type { OpenStore } from '../hub-store.contract.ts';
import type { CommittedOp } from '../hub-store.ts';
import { AT, commitOne, committed, put, removed } from '../test-documents.ts';
import { withStore } from './with-store.ts';

const live = { showId: 'show-1', runKind: 'live' } as const;
const rehearsal = { showId: 'show-1', runKind: 'rehearsal' } as const;

function sale(eventId: string, amountFen = 100): OrderEvent {
  const line = { sku: 'MR-1', title: '', qty: 1, priceFen: amountFen, amountFen };
  return orderEventSchema.parse({
    eventId,
    orderId: eventId,
    kind: 'paid',
    amountFen,
    lines: [line],
    at: AT,
  });
}

function op(batch: Partial<WriteBatch>, changes: Partial<CommittedOp> = {}): CommittedOp {
  return committed([], {
    outcome: { batch: { writes: [], secrets: [], orders: [], signups: [], ...batch } },
    ...changes,
  });
}

export function opsContract(name: string, open: OpenStore): void {
  describe(`${name}: ops`, () => {
    test(
      '[SY15] several ops share a commit: seqs, records and streams as if each had come alone',
      withStore(open, async (store) => {
        const { results, changes } = await store.documents.commitOps([
          committed([put('show'), put('product')], {
            opId: 'a',
            stream: { streamId: 's1', cseq: 1 },
          }),
          committed([], {
            opId: 'b',
            stream: { streamId: 's1', cseq: 2 },
            outcome: { refused: { code: 'drop/fired', params: {} } },
          }),
          committed([put('product', { priceFen: 1 }), removed('product', 'never')], {
            opId: 'c',
            stream: { streamId: 's2', cseq: 7 },
          }),
        ]);
        expect(results).toEqual([
          { opId: 'a', outcome: 'applied', seq: 2 },
          { opId: 'b', outcome: 'refused', code: 'drop/fired', params: {} },
          { opId: 'c', outcome: 'applied', seq: 3 },
        ]);
        expect(changes).toMatchObject({
          fromSeq: 0,
          toSeq: 3,
          // The product was written twice: it is told once, as it stands after the commit.
          changes: [
            { seq: 1, id: 'show-1' },
            { seq: 3, id: 'product-1' },
          ],
        });
        expect(JSON.parse(changes.changes[1]?.json ?? '')).toMatchObject({ priceFen: 1 });
        for (const result of results)
          expect((await store.documents.findOp(result.opId))?.result).toEqual(result);
        expect(await store.documents.lastCseq('s1')).toBe(2);
        expect(await store.documents.lastCseq('s2')).toBe(7);
        expect(await store.documents.lastCseq('unknown')).toBe(0);
        expect(await store.documents.headSeq()).toBe(3);
      }),
    );

    test(
      '[SY12] an op answered before only moves its stream, and never back',
      withStore(open, async (store) => {
        const first = await commitOne(store, op({ writes: [put('show')] }, { opId: 'a' }));
        const again = (cseq: number) =>
          op({}, { opId: 'a', stream: { streamId: 's', cseq }, outcome: { answered: first.result } });
        expect(await commitOne(store, again(5))).toMatchObject({
          result: first.result,
          changes: { changes: [] },
        });
        expect(await store.documents.lastCseq('s')).toBe(5);
        await commitOne(store, again(3));
        expect(await store.documents.lastCseq('s')).toBe(5);
        expect(await store.documents.headSeq()).toBe(1);
      }),
    );

    test(
      '[SY15] what an op makes known is stored and counted with it, once',
      withStore(open, async (store) => {
        await store.orders.add(live, [sale('known')]);
        const { facts, result } = await commitOne(
          store,
          op({
            writes: [put('show')],
            orders: [
              { target: live, event: sale('known') },
              { target: live, event: sale('new', 30) },
              { target: rehearsal, event: sale('tried', 7) },
            ],
          }),
        );
        expect(result.outcome).toBe('applied');
        expect(facts).toMatchObject([
          { target: live, touched: { totals: { grossFen: 130, orders: 2 } } },
          { target: rehearsal, touched: { totals: { grossFen: 7, orders: 1 } } },
        ]);
        expect((await store.orders.counters(live)).grossFen).toBe(130);
        expect((await store.orders.add(live, [sale('new', 30)])).outcomes).toEqual(['duplicate']);
      }),
    );

    test(
      'a sale whose id stands with another content refuses its op alone; those after it are not done',
      withStore(open, async (store) => {
        await store.orders.add(live, [sale('known')]);
        const stream = (cseq: number) => ({ stream: { streamId: 's', cseq } });
        const { results, changes, facts } = await store.documents.commitOps([
          op(
            { writes: [put('show')], orders: [{ target: live, event: sale('first') }] },
            { opId: 'a', ...stream(1) },
          ),
          op(
            {
              writes: [put('product')],
              secrets: [{ name: 'robot', value: 'x' }],
              orders: [
                { target: live, event: sale('second') },
                { target: live, event: sale('known', 5) },
              ],
            },
            { opId: 'b', ...stream(2) },
          ),
          op({ writes: [put('run')] }, { opId: 'c', ...stream(3) }),
        ]);
        expect(results).toEqual([
          { opId: 'a', outcome: 'applied', seq: 1 },
          { opId: 'b', outcome: 'refused', code: 'order/id-reused', params: {} },
        ]);
        expect(changes).toMatchObject({ toSeq: 1, changes: [{ kind: 'show' }] });
        expect(facts).toHaveLength(1);
        expect((await store.documents.findOp('b'))?.result).toEqual(results[1]);
        expect(await store.documents.findOp('c')).toBeNull();
        expect(await store.documents.lastCseq('s')).toBe(2);
        expect(await store.documents.get('product', 'product-1')).toBeNull();
        expect(await store.secret('robot')).toBeNull();
        expect(await store.orders.counters(live)).toMatchObject({ orders: 2, grossFen: 200 });
        // Nothing of the refused op stayed: its other sale is new still.
        expect((await store.orders.add(live, [sale('second', 9)])).outcomes).toEqual(['added']);
      }),
    );

    test(
      'a commit that fails leaves nothing of any of its ops',
      withStore(open, async (store) => {
        await commitOne(store, op({ writes: [put('show')] }, { opId: 'taken' }));
        await expect(
          store.documents.commitOps([
            op(
              { writes: [put('product')], orders: [{ target: live, event: sale('e') }] },
              { opId: 'x', stream: { streamId: 's', cseq: 1 } },
            ),
            op({}, { opId: 'taken' }),
          ]),
        ).rejects.toThrow();
        expect(await store.documents.headSeq()).toBe(1);
        expect(await store.documents.findOp('x')).toBeNull();
        expect(await store.documents.lastCseq('s')).toBe(0);
        expect((await store.orders.counters(live)).orders).toBe(0);
        // The buyer and all else is counted as if it had never been tried.
        const { touched } = await store.orders.add(live, [{ ...sale('e'), buyerId: 'u' }]);
        expect(touched?.totals).toMatchObject({ orders: 1, buyers: 1 });
      }),
    );

    test(
      'a secret ends with a null',
      withStore(open, async (store) => {
        await commitOne(store, op({ secrets: [{ name: 'robot', value: 'x' }] }));
        expect(await store.secret('robot')).toBe('x');
        await commitOne(store, op({ secrets: [{ name: 'robot', value: null }] }));
        expect(await store.secret('robot')).toBeNull();
      }),
    );
  });
}
