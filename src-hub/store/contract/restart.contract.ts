import { describe, expect, test } from 'vitest';
import { type OrderEvent, orderEventSchema } from '#shared/domain/order/order.schema.ts';
import type { OpenStore } from '../hub-store.contract.ts';
import type { HubStore, StoredChange } from '../hub-store.ts';
import { AT, commitOne, committed, put, removed, wholePage, write } from '../test-documents.ts';

/** Opens the database of a store that was closed. */
export type ReopenStore = (closed: HubStore) => Promise<HubStore>;

const live = { showId: 'show-1', runKind: 'live' } as const;

/** Sales of buyers `first` and on, up to `end`, each under an id of its own. */
function salesTo(first: number, end: number): OrderEvent[] {
  return Array.from({ length: end - first }, (_, at) => sale(`e-${first}-${at}`, `u-${first + at}`));
}

function sale(eventId: string, buyerId: string, amountFen = 100): OrderEvent {
  const line = { sku: 'MR-1', title: '', qty: 1, priceFen: amountFen, amountFen };
  const head = { eventId, orderId: eventId, kind: 'paid', amountFen, buyerId };
  return orderEventSchema.parse({ ...head, lines: [line], at: AT });
}

export function restartContract(name: string, open: OpenStore, reopen: ReopenStore): void {
  /** Before and after a restart; both stores are closed at the end. */
  const overRestart = (before: (store: HubStore) => unknown, after: (store: HubStore) => Promise<void>) =>
    async function run() {
      const first = await open();
      await before(first);
      await first.close();
      const second = await reopen(first);
      try {
        await after(second);
      } finally {
        await second.close();
      }
    };

  describe(`${name}: over a restart`, () => {
    test(
      '[SY10] [SY12] ops, their answers and the streams are known, and the sequence goes on',
      overRestart(
        (store) =>
          store.documents.commitOps([
            committed([put('show'), put('product')], { opId: 'a', stream: { streamId: 's', cseq: 4 } }),
            committed([], { opId: 'b', outcome: { refused: { code: 'drop/fired', params: { n: 1 } } } }),
          ]),
        async (store) => {
          expect((await store.documents.findOp('a'))?.result).toEqual({
            opId: 'a',
            outcome: 'applied',
            seq: 2,
          });
          expect((await store.documents.findOp('b'))?.result).toMatchObject({
            code: 'drop/fired',
            params: { n: 1 },
          });
          expect(await store.documents.lastCseq('s')).toBe(4);
          expect((await write(store, put('product', { priceFen: 1 }))).result).toMatchObject({ seq: 3 });
          expect(await store.documents.get('product', 'product-1')).toMatchObject({ priceFen: 1 });
        },
      ),
    );

    test(
      '[SY36] [SY41] tombstones, the horizon and how far backups reach are as they were',
      overRestart(
        async (store) => {
          await write(store, put('product', { id: 'a' }), put('product', { id: 'b' }));
          await commitOne(
            store,
            committed([removed('product', 'a')], { receivedAt: '2026-01-01T00:00:00.000Z' }),
          );
          await store.documents.pruneTombstones('2026-02-01T00:00:00.000Z', AT);
          await write(store, removed('product', 'b'));
          await store.backedUp(3, AT);
        },
        async (store) => {
          expect(await store.workspace()).toMatchObject({ horizonSeq: 3, backupSeq: 3, backupAt: AT });
          const { changes } = await store.documents.changesAfter(0, wholePage);
          expect(changes).toMatchObject([{ seq: 4, id: 'b', json: null }]);
        },
      ),
    );

    test(
      'counters go on where they were: no sale twice, no buyer twice, titles as first told',
      overRestart(
        (store) => store.orders.add(live, [sale('e1', 'u1'), sale('e2', 'u2', 30)]),
        async (store) => {
          const { outcomes, touched } = await store.orders.add(live, [sale('e1', 'u1'), sale('e3', 'u2', 7)]);
          expect(outcomes).toEqual(['duplicate', 'added']);
          expect(touched?.totals).toMatchObject({ grossFen: 137, orders: 3, buyers: 2 });
          expect(touched?.byProduct).toMatchObject([{ sku: 'MR-1', qty: 3, grossFen: 137 }]);
          expect(await store.orders.counters(live)).toMatchObject({ grossFen: 137, orders: 3, buyers: 2 });
        },
      ),
    );

    test(
      'a batch of hundreds of buyers, some here before, some twice: each counts once',
      overRestart(
        (store) => store.orders.add(live, salesTo(0, 150)),
        async (store) => {
          const batch = [...salesTo(100, 333), sale('again', 'u-101'), sale('twice', 'u-300')];
          const { touched } = await store.orders.add(live, batch);
          expect(touched?.totals).toMatchObject({ orders: 385, buyers: 333 });
          expect((await store.orders.counters(live)).buyers).toBe(333);
        },
      ),
    );

    test(
      'claims, secrets, devices and remembered answers are answered the same',
      overRestart(
        async (store) => {
          await commitOne(store, {
            ...committed([put('drop', { quota: 1 })]),
            outcome: {
              batch: {
                ...{ writes: [put('show'), put('drop', { quota: 1 })], orders: [], signups: [] },
                secrets: [{ name: 'robot', value: 'x' }],
              },
            },
          });
          const open = await store.drops.move('drop-1', 0, {
            state: 'open',
            closesAt: '2027-01-01T00:00:00.000Z',
          });
          expect(open).not.toBeNull();
          expect(await store.drops.claim('drop-1', 'c1', 'u1', AT)).toBe('granted');
          await store.access.rememberAnswer('scope', 'key', 'hash', 'answer');
        },
        async (store) => {
          expect(await store.drops.claim('drop-1', 'c1', 'u1', AT)).toBe('granted');
          expect(await store.drops.claim('drop-1', 'c2', 'u2', AT)).toBe('sold-out');
          expect(await store.secret('robot')).toBe('x');
          expect(await store.access.rememberedAnswer('scope', 'key')).toEqual({
            bodyHash: 'hash',
            answer: 'answer',
          });
        },
      ),
    );
  });

  describe(`${name}: one sequence`, () => {
    test('[SY30] whoever reads while many write sees every seq once, each after all smaller ones', async () => {
      const store = await open();
      const seen: StoredChange[] = [];
      let cursor = 0;
      let writing = true;
      const read = async () => {
        const { fromSeq, toSeq, changes } = await store.documents.changesAfter(cursor, {
          ...wholePage,
          limit: 3,
        });
        expect(fromSeq).toBe(cursor);
        seen.push(...changes);
        cursor = toSeq;
      };
      const reader = (async () => {
        while (writing) {
          await read();
          await new Promise<void>((resolve) => setImmediate(resolve));
        }
      })();
      const writers = Array.from({ length: 40 }, async (_, n) => {
        for (let turn = 0; turn < n % 5; turn += 1)
          await new Promise<void>((resolve) => setImmediate(resolve));
        const ids = Array.from({ length: 1 + (n % 3) }, (_, at) => put('product', { id: `p${n}-${at}` }));
        if (n % 2 === 0) return write(store, ...ids);
        return store.exclusive(async (alone) => {
          await alone.documents.headSeq();
          return write(alone, ...ids);
        });
      });
      await Promise.all(writers);
      writing = false;
      await reader;
      const head = await store.documents.headSeq();
      while (cursor < head) await read();
      expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: head }, (_, at) => at + 1));
      await store.close();
    });
  });
}
