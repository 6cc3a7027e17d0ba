import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '#shared/domain/documents.ts';
import { drawWinners } from '#shared/domain/drop/draw.ts';
import { fen } from '#shared/domain/money.ts';
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

    test(
      'whom a drop is not for hears so, whatever else is true but its end',
      withStore(open, async (store) => {
        await openDrop(store, { quota: 1, audience: { to: 'members', levels: ['L2'] } });
        const claim = (id: string, who = {}, now = AT) =>
          store.drops.claim('drop-1', id, `u-${id}`, now, who);
        expect(await claim('c1')).toBe('not-for-you');
        expect(await claim('c2', { level: 'L1' })).toBe('not-for-you');
        expect(await claim('c3', { level: 'L2' })).toBe('granted');
        expect(await claim('c4', { level: 'L1' })).toBe('not-for-you');
        expect(await claim('c5', { level: 'L2' })).toBe('sold-out');
        expect(await claim('c6', { level: 'L1' }, CLOSES)).toBe('closed');
        // For ever, also when the shop has raised the member meanwhile.
        expect(await claim('c2', { level: 'L2' })).toBe('not-for-you');
        expect(await store.drops.get('drop-1')).toMatchObject({ granted: 1, refused: 5 });
      }),
    );

    test.each([
      [{ to: 'fans', groupIds: ['g1'] }, { groupIds: ['g0', 'g1'] }, 'granted'],
      [{ to: 'fans', groupIds: ['g1'] }, { groupIds: ['g0'] }, 'not-for-you'],
      [{ to: 'everyone' }, {}, 'granted'],
    ])('%o by %o: %s', async (audience, who, outcome) => {
      const store = await open();
      try {
        await openDrop(store, { audience });
        expect(await store.drops.claim('drop-1', 'c', 'u', AT, who)).toBe(outcome);
      } finally {
        await store.close();
      }
    });

    test(
      'a packet gives each claim its own amount, for ever, and never more than the total',
      withStore(open, async (store) => {
        const packet = { kind: 'cash-packet', totalFen: 1000, split: 'random', quota: 7 };
        await openDrop(store, packet);
        let sum = 0;
        for (let at = 0; at < 7; at += 1) {
          expect(await store.drops.claim('drop-1', `c${at}`, `u${at}`, AT)).toBe('granted');
          sum += (await store.drops.gives('drop-1', `c${at}`))?.amountFen ?? 0;
        }
        expect(await store.drops.claim('drop-1', 'c7', 'u7', AT)).toBe('sold-out');
        expect(sum).toBe(1000);
        expect(await store.drops.gives('drop-1', 'c7')).toBeNull();
        expect(await store.drops.get('drop-1')).toMatchObject({ granted: 7, grantedFen: 1000 });
        const first = await store.drops.gives('drop-1', 'c0');
        await write(store, put('drop', { ...packet, totalFen: 9000 }));
        expect(await store.drops.claim('drop-1', 'c0', 'u0', AT)).toBe('granted');
        expect(await store.drops.gives('drop-1', 'c0')).toEqual(first);
      }),
    );

    test(
      "a level's coupon, a flash price and a gift cost what they cost",
      withStore(open, async (store) => {
        const tiers = [{ level: '新客', amountFen: 1000, thresholdFen: 0 }];
        await openDrop(store, { tiers });
        await store.drops.claim('drop-1', 'c1', 'u1', AT, { level: '新客' });
        await store.drops.claim('drop-1', 'c2', 'u2', AT, { level: '黑金' });
        expect(await store.drops.gives('drop-1', 'c1')).toEqual({ amountFen: 1000, thresholdFen: 0 });
        expect(await store.drops.gives('drop-1', 'c2')).toEqual({ amountFen: 2000, thresholdFen: 19_900 });
        expect((await store.drops.get('drop-1'))?.grantedFen).toBe(3000);
        const flash = { kind: 'flash-price', productId: 'p', priceFen: 900, fromFen: 4900 };
        const gift = { kind: 'gift', gift: '小样', costFen: 300 };
        await write(store, put('drop', { id: 'drop-2', ...flash }), put('drop', { id: 'drop-3', ...gift }));
        for (const [dropId, cost] of [
          ['drop-2', 4000],
          ['drop-3', 300],
        ] as const) {
          await store.drops.move(dropId, 0, { state: 'open', closesAt: CLOSES });
          await store.drops.claim(dropId, 'c', 'u', AT);
          expect((await store.drops.get(dropId))?.grantedFen).toBe(cost);
          expect(await store.drops.gives(dropId, 'c')).toBeNull();
        }
      }),
    );

    test(
      'a lucky bag is entered by comments while it is open, once each, and drawn as it closes',
      withStore(open, async (store) => {
        const bag = { kind: 'lucky-bag', keyword: '福', prize: '被', costFen: 500, quota: 2 };
        const target = { showId: 'show-1', runKind: 'live' as const };
        const comment = (id: string, user: string, text = '福') => ({
          ...{ commentId: id, at: AT, user: { id: user, name: user }, text },
        });
        await openDrop(store, bag);
        await store.drops.move('drop-1', 1, { state: 'open', seed: 'secret' });
        await store.comments.add(target, [comment('1', 'a'), comment('2', 'b'), comment('3', 'a')]);
        // Told again, a comment is not new, and enters nobody.
        await store.comments.add(target, [comment('1', 'a'), comment('4', 'c'), comment('5', 'd', '多少钱')]);
        expect(await store.drops.claim('drop-1', 'x', 'a', AT)).toBe('by-comment');
        expect(await store.drops.get('drop-1')).toMatchObject({ entered: 3, granted: 0 });
        await store.drops.move('drop-1', 2, { state: 'closed', closedAt: AT });
        expect(await store.drops.get('drop-1')).toMatchObject({ granted: 2, grantedFen: 1000 });
        const entries = await store.drops.entries('drop-1', 0, 10);
        const won = drawWinners('secret', ['c', 'b', 'a'], 2);
        expect(entries.map(({ userId, place }) => [userId, place])).toEqual(
          ['a', 'b', 'c'].map((user) => [user, won.includes(user) ? won.indexOf(user) + 1 : null]),
        );
        expect(await store.drops.entries('drop-1', entries[0]?.arrival ?? 0, 1)).toEqual([entries[1]]);
        for (const { counted, claims } of await store.drops.recount()) expect(counted).toEqual(claims);
      }),
    );

    test(
      'what orders made use of is counted with them, to the fen, and told again not twice',
      withStore(open, async (store) => {
        await openDrop(store);
        const target = { showId: 'show-1', runKind: 'live' as const };
        const order = (eventId: string, kind: 'paid' | 'refunded' | 'cancelled', amount: number) => ({
          ...{ eventId, orderId: eventId, kind, amountFen: fen(amount), lines: [], channel: '', shopId: '' },
          ...{ buyerId: null, at: AT, dropIds: ['drop-1', 'elsewhere', 'drop-1'] },
        });
        const events = [
          order('e1', 'paid', 900),
          order('e2', 'refunded', 300),
          order('e3', 'cancelled', 700),
        ];
        const { touched } = await store.orders.add(target, events);
        expect(touched?.dropIds).toEqual(['drop-1', 'elsewhere']);
        const again = await store.orders.add(target, [
          ...events,
          { ...order('e1', 'paid', 900), dropIds: ['elsewhere'] },
        ]);
        expect(again.outcomes).toEqual(['duplicate', 'duplicate', 'duplicate', 'id-reused']);
        expect(await store.drops.get('drop-1')).toMatchObject({
          ...{ used: 1, usedGrossFen: 900, usedRefundsFen: 300 },
        });
        const recount = await store.drops.recount();
        expect(recount.map(({ dropId }) => dropId).sort()).toEqual(['drop-1', 'elsewhere']);
        for (const { counted, claims } of recount) expect(counted).toEqual(claims);
        for await (const event of store.orders.all(target))
          expect(event.dropIds).toEqual(['drop-1', 'elsewhere']);
      }),
    );

    test(
      'a sequence moves by compare-and-set and keeps the steps that it was started with',
      withStore(open, async (store) => {
        const steps = [{ does: 'drop', dropId: 'drop-1', afterSec: 0 }];
        const document = parseDocument('sequence', {
          ...{ id: 'seq-1', showId: 'show-1', runId: 'run-1', title: '321', steps, createdAt: AT },
        });
        await write(store, put('show'), put('run'), {
          ...{ kind: 'sequence', id: 'seq-1', parentId: 'show-1', document },
        });
        expect(await store.sequences.get('none')).toBeNull();
        expect(await store.sequences.get('seq-1')).toMatchObject({
          state: 'planned',
          revision: 0,
          steps: [],
        });
        const running = {
          ...{ state: 'running' as const, plan: document.steps, firedBy: 'order' },
          steps: [{ state: 'waiting' as const, reason: null }],
        };
        const moved = await Promise.all([
          store.sequences.move('seq-1', 0, running),
          store.sequences.move('seq-1', 0, running),
        ]);
        expect(moved.filter((one) => one !== null)).toMatchObject([{ revision: 1, runKind: 'live' }]);
        expect(await store.sequences.running()).toMatchObject([{ sequenceId: 'seq-1', plan: steps }]);
        expect(await store.sequences.ofShow('show-1')).toHaveLength(1);
      }),
    );

    test("under any crowd: never beyond the quota or a buyer's limit, and repeats answer the same", async () => {
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
