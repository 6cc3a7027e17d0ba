import { describe, expect, test } from 'vitest';
import type { OpenStore } from '../hub-store.contract.ts';
import type { HubStore } from '../hub-store.ts';
import { commitOne, committed, put, removed, wholePage, write } from '../test-documents.ts';
import { withStore } from './with-store.ts';

const LATER = '2026-08-01T00:00:00.000Z';

async function idsAfter(store: HubStore, seq: number, living = false): Promise<string[]> {
  return (await store.documents.changesAfter(seq, { ...wholePage, living })).changes.map(({ id }) => id);
}

/** Removes at a time of its own. */
function remove(store: HubStore, id: string, at: string) {
  return commitOne(store, committed([removed('product', id)], { receivedAt: at }));
}

export function watermarkContract(name: string, open: OpenStore): void {
  describe(`${name}: pages and watermarks`, () => {
    test(
      '[SY32] a page ends where its bytes do, but never before its first document, and says up to where it goes',
      withStore(open, async (store) => {
        await write(
          store,
          ...['a', 'b', 'c'].map((id) => put('product', { id, mechanics: 'x'.repeat(200) })),
        );
        const page = async (seq: number, bytes: number) => {
          const { toSeq, changes } = await store.documents.changesAfter(seq, { ...wholePage, bytes });
          return [toSeq, changes.map(({ id }) => id)];
        };
        expect(await page(0, 1)).toEqual([1, ['a']]);
        expect(await page(0, 1000)).toEqual([2, ['a', 'b']]);
        expect(await page(2, 1)).toEqual([3, ['c']]);
        expect(await page(0, 5000)).toEqual([3, ['a', 'b', 'c']]);
      }),
    );

    test(
      '[SY36] tombstones can be left out, and the page is complete all the same',
      withStore(open, async (store) => {
        await write(store, put('product', { id: 'a' }), put('product', { id: 'b' }));
        await write(store, removed('product', 'b'));
        expect(await idsAfter(store, 0)).toEqual(['a', 'b']);
        expect(await idsAfter(store, 0, true)).toEqual(['a']);
        const page = await store.documents.changesAfter(1, { ...wholePage, living: true });
        expect(page).toEqual({ fromSeq: 1, toSeq: 3, changes: [] });
      }),
    );

    test(
      '[SY36] old tombstones are forgotten and the horizon says so; younger ones and living documents stay',
      withStore(open, async (store) => {
        await write(store, ...['a', 'b', 'c', 'd'].map((id) => put('product', { id })));
        await remove(store, 'b', '2026-06-01T00:00:00.000Z');
        await remove(store, 'a', '2026-06-02T00:00:00.000Z');
        await remove(store, 'c', '2026-07-20T00:00:00.000Z');
        expect(await store.workspace()).toMatchObject({ horizonSeq: 0 });
        expect(await store.documents.pruneTombstones('2026-07-01T00:00:00.000Z', LATER)).toBe(2);
        expect(await store.documents.pruneTombstones('2026-07-01T00:00:00.000Z', LATER)).toBe(0);
        expect(await store.workspace()).toMatchObject({ horizonSeq: 6 });
        expect(await idsAfter(store, 0)).toEqual(['d', 'c']);
        expect(await store.documents.headSeq()).toBe(7);
        // What comes back under an id that was forgotten is new, and is not taken for removed later.
        await write(store, put('product', { id: 'a' }));
        await write(store, put('product', { id: 'c' }));
        expect(await store.documents.pruneTombstones(LATER, LATER)).toBe(0);
        expect(await idsAfter(store, 0)).toEqual(['d', 'a', 'c']);
        expect(await store.workspace()).toMatchObject({ horizonSeq: 6 });
      }),
    );

    test(
      'the horizon only rises, also when the older of two tombstones has the higher seq',
      withStore(open, async (store) => {
        await write(store, put('product', { id: 'a' }), put('product', { id: 'b' }));
        await remove(store, 'a', '2026-07-20T00:00:00.000Z');
        await remove(store, 'b', '2026-06-01T00:00:00.000Z');
        await store.documents.pruneTombstones('2026-07-01T00:00:00.000Z', LATER);
        expect(await store.workspace()).toMatchObject({ horizonSeq: 4 });
        await store.documents.pruneTombstones(LATER, LATER);
        expect(await store.workspace()).toMatchObject({ horizonSeq: 4 });
        expect(await idsAfter(store, 0)).toEqual([]);
      }),
    );

    test(
      '[SY41] the highest seq that a backup holds is kept, with the time of the latest',
      withStore(open, async (store) => {
        expect(await store.workspace()).toMatchObject({ backupSeq: 0, backupAt: null });
        await store.backedUp(5, '2026-06-18T11:00:00.000Z');
        await store.backedUp(3, '2026-06-18T12:00:00.000Z');
        expect(await store.workspace()).toMatchObject({
          backupSeq: 5,
          backupAt: '2026-06-18T12:00:00.000Z',
        });
      }),
    );
  });
}
