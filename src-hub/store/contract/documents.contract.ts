import { describe, expect, test } from 'vitest';
import type { OpenStore } from '../hub-store.contract.ts';
import type { StoredChanges } from '../hub-store.ts';
import { commitOne, committed, documentWith, put, removed, wholePage, write } from '../test-documents.ts';
import { withStore } from './with-store.ts';

export function documentContract(name: string, open: OpenStore): void {
  describe(`${name}: documents`, () => {
    test(
      'every changed document gets the next sequence number, all in one op',
      withStore(open, async (store) => {
        const first = await write(store, put('show'), put('product'));
        expect(first.result).toMatchObject({ outcome: 'applied', seq: 2 });
        expect(first.changes).toMatchObject({ fromSeq: 0, toSeq: 2, changes: [{ seq: 1 }, { seq: 2 }] });
        const second = await write(store, put('product', { priceFen: 1 }));
        expect(second.changes).toMatchObject({ fromSeq: 2, toSeq: 3, changes: [{ id: 'product-1' }] });
        expect(await store.documents.headSeq()).toBe(3);
        expect(await store.documents.get('product', 'product-1')).toMatchObject({ priceFen: 1 });
      }),
    );

    test(
      'children are listed by id, without those of another parent or removed',
      withStore(open, async (store) => {
        await write(
          store,
          put('product', { id: 'b' }),
          put('product', { id: 'a' }),
          put('product', { id: 'c', showId: 'show-2' }),
          put('product', { id: 'd' }),
        );
        await write(store, removed('product', 'd'), put('product', { id: 'a', showId: 'show-2' }));
        expect((await store.documents.list('product', 'show-1')).map(({ id }) => id)).toEqual(['b']);
        expect((await store.documents.list('product', 'show-2')).map(({ id }) => id)).toEqual(['a', 'c']);
      }),
    );

    test(
      'changes come once each, at their latest number, and are complete up to toSeq',
      withStore(open, async (store) => {
        await write(store, put('product', { id: 'a' }), put('product', { id: 'b' }));
        await write(store, put('product', { id: 'a', priceFen: 2 }));
        await write(store, removed('product', 'b'));
        const ids = (page: StoredChanges) => page.changes.map(({ id, seq }) => [id, seq]);
        const pageAfter = (seq: number, limit = 10) =>
          store.documents.changesAfter(seq, { ...wholePage, limit });
        const all = await pageAfter(0);
        expect(ids(all)).toEqual([
          ['a', 3],
          ['b', 4],
        ]);
        expect(all).toMatchObject({ fromSeq: 0, toSeq: 4 });
        expect(all.changes[1]).toMatchObject({ json: null, parentId: 'show-1' });
        expect(JSON.parse(all.changes[0]?.json ?? '')).toMatchObject({ id: 'a', priceFen: 2 });
        const page = await pageAfter(0, 1);
        expect(page).toMatchObject({ fromSeq: 0, toSeq: 3, changes: [{ id: 'a' }] });
        expect(await pageAfter(3, 1)).toMatchObject({ toSeq: 4, changes: [{ id: 'b' }] });
        expect(await pageAfter(4, 1)).toEqual({ fromSeq: 4, toSeq: 4, changes: [] });
      }),
    );

    test(
      'a removed document may come back, and removing what never was changes nothing',
      withStore(open, async (store) => {
        await write(store, put('product'));
        await write(store, removed('product', 'product-1'));
        expect(await store.documents.get('product', 'product-1')).toBeNull();
        await write(store, put('product'));
        expect(await store.documents.get('product', 'product-1')).toEqual(documentWith('product'));
        const { changes } = await write(store, removed('product', 'never'));
        expect(changes.changes).toEqual([]);
        expect(await store.documents.headSeq()).toBe(3);
      }),
    );

    test(
      'ops are found again with their answers; a refused one changes nothing',
      withStore(open, async (store) => {
        const applied = committed([put('show')], { opId: 'op-a', bodyHash: 'h1' });
        const { result } = await commitOne(store, applied);
        expect(await store.documents.findOp('op-a')).toEqual({ bodyHash: 'h1', result });
        const refused = { code: 'drop/fired', params: { n: 1, s: 'x' } };
        const answer = await commitOne(store, committed([], { opId: 'op-b', outcome: { refused } }));
        expect(answer.result).toEqual({ opId: 'op-b', outcome: 'refused', ...refused });
        expect(answer.changes.changes).toEqual([]);
        expect((await store.documents.findOp('op-b'))?.result).toEqual(answer.result);
        expect(await store.documents.findOp('op-c')).toBeNull();
        await expect(commitOne(store, applied)).rejects.toThrow();
        expect(await store.documents.headSeq()).toBe(1);
      }),
    );

    test(
      'secrets stay apart from documents, the last value counts',
      withStore(open, async (store) => {
        const withSecret = (value: string) =>
          committed([], {
            outcome: { batch: { writes: [], secrets: [{ name: 'robot', value }], orders: [], signups: [] } },
          });
        await commitOne(store, withSecret('one'));
        const { changes } = await commitOne(store, withSecret('two'));
        expect(changes.changes).toEqual([]);
        expect(await store.secret('robot')).toBe('two');
        expect(await store.secret('other')).toBeNull();
      }),
    );

    test(
      'exclusive work is alone: no write falls into it, and its own writes do not wait for themselves',
      withStore(open, async (store) => {
        const order: string[] = [];
        const inside = store.exclusive(async (alone) => {
          const head = await alone.documents.headSeq();
          await write(alone, put('show'));
          await new Promise((resolve) => setTimeout(resolve, 20));
          expect(await alone.documents.headSeq()).toBe(head + 1);
          order.push('inside');
        });
        const outside = write(store, put('product')).then(() => order.push('outside'));
        await Promise.all([inside, outside]);
        expect(order).toEqual(['inside', 'outside']);
        await expect(
          store.exclusive(async () => {
            throw new Error('no');
          }),
        ).rejects.toThrow('no');
        expect(await store.documents.headSeq()).toBe(2);
      }),
    );

    test(
      'a failing write does not take down those beside it',
      withStore(open, async (store) => {
        const same = committed([put('show')], { opId: 'same' });
        const results = await Promise.allSettled([
          write(store, put('product', { id: 'a' })),
          commitOne(store, same),
          commitOne(store, same),
          write(store, put('product', { id: 'b' })),
        ]);
        expect(results.map(({ status }) => status)).toEqual([
          'fulfilled',
          'fulfilled',
          'rejected',
          'fulfilled',
        ]);
        expect(await store.documents.headSeq()).toBe(3);
      }),
    );
  });
}
