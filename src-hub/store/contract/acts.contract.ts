import { describe, expect, test } from 'vitest';
import { fen } from '#shared/domain/money.ts';
import { noChange } from '#shared/domain/platform/act.schema.ts';
import type { ProductId, RunId, ShowId, SlotId } from '#shared/sync/ids.ts';
import type { NewAct } from '../act-effects.ts';
import type { OpenStore } from '../hub-store.contract.ts';
import { AT } from '../test-documents.ts';
import { withStore } from './with-store.ts';

const showId = 'show-1' as ShowId;
function act(actId: string, changes: Partial<NewAct> = {}): NewAct {
  return {
    ...{ actId, showId, runKind: 'live', runId: 'run-1' as RunId, kind: 'push' },
    ...{ productId: 'product-1' as ProductId, slotId: 'slot-1' as SlotId, change: noChange },
    ...{ origin: 'take', orderedBy: 'Amy', orderedAt: AT },
    ...changes,
  };
}
const later = (seconds: number) => new Date(Date.parse(AT) + seconds * 1000).toISOString();

export function actContract(name: string, open: OpenStore): void {
  describe(`${name}: acts on platforms`, () => {
    test(
      'an act is planned once for its id and moves by the table and its revision',
      withStore(open, async ({ acts }) => {
        expect(await acts.get('a1')).toBeNull();
        expect(await acts.create(act('a1'))).toMatchObject({
          added: true,
          act: { state: 'planned', revision: 0 },
        });
        const again = await acts.create(act('a1', { slotId: 'other' as SlotId }));
        expect(again).toMatchObject({ added: false, act: { slotId: 'slot-1' } });

        expect(await acts.move('a1', 0, 'show', { at: AT })).toBeNull();
        const moves = await Promise.all([0, 0].map(() => acts.move('a1', 0, 'send', { at: later(1) })));
        expect(moves.filter((moved) => moved !== null)).toMatchObject([
          { state: 'sending', sentAt: later(1) },
        ]);
        const failed = await acts.move('a1', 1, 'fail', {
          ...{ at: later(2), reason: 'platform/refused', detail: 'x'.repeat(500) },
        });
        expect(failed).toMatchObject({ state: 'failed', reason: 'platform/refused', sentAt: later(1) });
        expect(failed?.detail).toHaveLength(200);
        expect(await acts.move('a1', 2, 'settle', { at: later(3) })).toMatchObject({
          ...{ state: 'by-hand', reason: null, detail: null, movedAt: later(3), revision: 3 },
        });
        expect(await acts.move('none', 0, 'send', { at: AT })).toBeNull();
      }),
    );

    test(
      'they are found by show, by state, and as what something newer takes the place of',
      withStore(open, async ({ acts }) => {
        await acts.create(act('a1'));
        await acts.create(act('a2', { orderedAt: later(1) }));
        await acts.create(act('a3', { runKind: 'rehearsal', runId: 'run-2' as RunId, orderedAt: later(2) }));
        const price = { ...noChange, priceFen: fen(100) };
        await acts.create(
          act('a4', { kind: 'price', slotId: null, change: price, origin: 'order', orderedAt: later(3) }),
        );
        const ids = (list: readonly { actId: string }[]) => list.map(({ actId }) => actId);
        expect(ids(await acts.ofShow({ showId, runKind: 'live' }, 2))).toEqual(['a4', 'a2']);
        expect(ids(await acts.ofShow({ showId, runKind: 'rehearsal' }, 9))).toEqual(['a3']);
        expect(await acts.latestPush('run-1')).toMatchObject({ actId: 'a2' });
        expect(await acts.latestPush('run-9')).toBeNull();
        await acts.move('a2', 0, 'send', { at: AT });
        expect(ids(await acts.inState('planned'))).toEqual(['a1', 'a3', 'a4']);
        expect(ids(await acts.supersedable({ runId: 'run-1' }))).toEqual(['a1']);
        expect(ids(await acts.supersedable({ productId: 'product-1', kind: 'price' }))).toEqual(['a4']);
        expect((await acts.get('a4'))?.change).toEqual(price);
      }),
    );
  });

  describe(`${name}: the hub as a platform`, () => {
    test(
      'shows the last push of a show, and changes an offer once for an act',
      withStore(open, async ({ platform }) => {
        expect(await platform.onAir('show-1')).toBeNull();
        const push = { showId: 'show-1', productId: 'p1', slotId: 's1', actId: 'a1', at: AT };
        await platform.push(push);
        await platform.push({ ...push, productId: 'p2', actId: 'a2' });
        await platform.push(push);
        expect(await platform.onAir('show-1')).toEqual({
          productId: 'p2',
          slotId: 's1',
          actId: 'a2',
          at: AT,
        });
        expect([await platform.wasDone('a1'), await platform.wasDone('a9')]).toEqual([true, false]);

        const add = (actId: string) =>
          platform.changeOffer('p1', {
            ...{ actId, showId: 'show-1', at: AT },
            change: ({ stock }) => ({ priceFen: fen(100), shelf: 'off', stock: (stock ?? 0) + 5 }),
          });
        await add('b1');
        await add('b1');
        await add('b2');
        expect(await platform.offer('p1')).toEqual({
          productId: 'p1',
          priceFen: 100,
          shelf: 'off',
          stock: 10,
        });
        expect(await platform.offer('p2')).toMatchObject({ priceFen: null, shelf: null, stock: null });
        expect(await platform.offers('show-1')).toHaveLength(1);
        expect(await platform.offers('show-2')).toEqual([]);
      }),
    );

    test(
      'a secret that no mutation brings is kept, replaced and ended',
      withStore(open, async (store) => {
        await store.putSecret('x', 'one');
        await store.putSecret('x', 'two');
        expect(await store.secret('x')).toBe('two');
        await store.putSecret('x', null);
        expect(await store.secret('x')).toBeNull();
      }),
    );
  });
}
