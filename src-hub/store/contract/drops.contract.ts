import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OpenStore } from '../hub-store.contract.ts';
import type { HubStore } from '../hub-store.ts';
import { AT, put, removed, write } from '../test-documents.ts';
import { withStore } from './with-store.ts';

const CLOSES = '2026-06-18T11:01:00.000Z';

/** Plans `drop-1` and opens it until `CLOSES`. */
async function openDrop(store: HubStore, plan: Record<string, unknown> = {}): Promise<void> {
  await write(store, put('show'), put('drop', plan));
  await store.drops.move('drop-1', 0, { state: 'open', openedAt: AT, closesAt: CLOSES, firedBy: 'key-1' });
}

export function dropContract(name: string, open: OpenStore): void {
  describe(`${name}: drops`, () => {
    test(
      'a drop moves by compare-and-set of its revision',
      withStore(open, async (store) => {
        expect(await store.drops.get('drop-1')).toBeNull();
        await write(store, put('show'), put('drop'));
        expect(await store.drops.get('drop-1')).toMatchObject({
          state: 'planned',
          revision: 0,
          ...{ firedBy: null, firedAt: null },
        });
        const moves = await Promise.all([
          store.drops.move('drop-1', 0, { state: 'armed' }),
          store.drops.move('drop-1', 0, { state: 'armed' }),
        ]);
        expect(moves.filter((moved) => moved !== null)).toMatchObject([{ state: 'armed', revision: 1 }]);
        await store.drops.move('drop-1', 1, {
          ...{ state: 'failed', firedBy: 'k', firedAt: AT, reason: 'hub/away' },
        });
        const again = await store.drops.move('drop-1', 2, { state: 'armed', reason: null });
        expect(again).toMatchObject({
          revision: 3,
          firedBy: 'k',
          firedAt: AT,
          reason: null,
          granted: 0,
          refused: 0,
        });
        expect(await store.drops.inState('armed')).toMatchObject([{ dropId: 'drop-1' }]);
        expect(await store.drops.ofShow('show-1')).toEqual([again]);
        expect(await store.drops.move('none', 0, { state: 'armed' })).toBeNull();
      }),
    );

    test(
      'claims follow the rules in their order',
      withStore(open, async (store) => {
        const claim = (id: string, buyer: string, now = AT) => store.drops.claim('drop-1', id, buyer, now);
        expect(await claim('c0', 'u0')).toBe('no-such-drop');
        await openDrop(store, { quota: 2 });
        await write(store, put('drop', { id: 'drop-2' }));
        expect(await store.drops.claim('drop-2', 'c0', 'u0', AT)).toBe('not-open');
        expect(await claim('c1', 'u1')).toBe('granted');
        expect(await claim('c2', 'u1')).toBe('limit');
        expect(await claim('c3', 'u2')).toBe('granted');
        expect(await claim('c4', 'u3')).toBe('sold-out');
        expect(await claim('c5', 'u2')).toBe('limit');
        expect(await claim('c6', 'u4', CLOSES)).toBe('closed');
        expect(await claim('c1', 'u1', CLOSES)).toBe('granted');
        expect(await claim('c1', 'u9')).toBe('id-reused');
        await store.drops.move('drop-1', 1, { state: 'closed' });
        expect(await claim('c7', 'u4')).toBe('closed');
        expect(await claim('c4', 'u3')).toBe('sold-out');
        expect(await store.drops.get('drop-1')).toMatchObject({ granted: 2, refused: 5 });
      }),
    );

    test(
      'an answer outlives a change of state and the plan',
      withStore(open, async (store) => {
        await write(store, put('show'), put('drop'));
        expect(await store.drops.claim('drop-1', 'early', 'u1', AT)).toBe('not-open');
        await store.drops.move('drop-1', 0, { state: 'open', closesAt: CLOSES });
        expect(await store.drops.claim('drop-1', 'early', 'u1', AT)).toBe('not-open');
        expect(await store.drops.claim('drop-1', 'later', 'u1', AT)).toBe('granted');
        await write(store, removed('drop', 'drop-1'));
        expect(await store.drops.claim('drop-1', 'later', 'u1', AT)).toBe('granted');
      }),
    );

    test('under any crowd: never beyond the quota or a buyer’s limit, and repeats answer the same', async () => {
      const claims = fc.array(
        fc.record({ claimId: fc.integer({ min: 0, max: 40 }), buyer: fc.integer({ min: 0, max: 8 }) }),
        { maxLength: 80 },
      );
      const limits = { quota: fc.integer({ min: 1, max: 20 }), perBuyer: fc.integer({ min: 1, max: 4 }) };
      await fc.assert(
        fc.asyncProperty(claims, limits.quota, limits.perBuyer, async (crowd, quota, perBuyer) => {
          const store = await open();
          try {
            await openDrop(store, { quota, perBuyer });
            const claimAll = () =>
              Promise.all(
                crowd.map(({ claimId, buyer }) =>
                  store.drops.claim('drop-1', `c${claimId}`, `u${buyer}`, AT),
                ),
              );
            const outcomes = await claimAll();
            const granted = new Map<number, number>();
            for (const [at, { claimId, buyer }] of crowd.entries()) {
              if (outcomes[at] === 'granted') granted.set(claimId, buyer);
            }
            const buyers = [...granted.values()];
            expect(granted.size).toBeLessThanOrEqual(quota);
            for (const buyer of buyers) {
              expect(buyers.filter((other) => other === buyer).length).toBeLessThanOrEqual(perBuyer);
            }
            expect(await claimAll()).toEqual(outcomes);
            expect((await store.drops.get('drop-1'))?.granted).toBe(granted.size);
            // Nobody is turned away while something is left.
            if (outcomes.includes('sold-out')) expect(granted.size).toBe(quota);
          } finally {
            await store.close();
          }
        }),
        { numRuns: 40 },
      );
    });
  });
}
