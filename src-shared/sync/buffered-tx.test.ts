import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Slot, slotSchema } from '../domain/rundown/slot.schema.ts';
import { bufferedTx } from './buffered-tx.ts';
import { memoryDocuments } from './documents-fixture.ts';

function slot(id: string, runId = 'run-1', plannedSec = 0): Slot {
  return slotSchema.parse({
    id,
    runId,
    productId: 'product-1',
    orderKey: 'a0',
    type: '',
    plannedSec,
    state: 'waiting',
    takenAt: null,
    airedSec: 0,
    fixedStartAt: null,
    warnSec: null,
    dangerSec: null,
    changedLiveAt: null,
    changedLiveBy: null,
    remark: '',
  });
}

function storeWith(...slots: Slot[]) {
  const store = memoryDocuments();
  const { tx, batch } = bufferedTx(store.reader);
  for (const one of slots) tx.put('slot', one);
  store.apply(batch());
  return store;
}

describe('a buffered transaction', () => {
  test('reads its own writes before the store’s, and the store stays as it was', async () => {
    const store = storeWith(slot('a'));
    const { tx } = bufferedTx(store.reader);
    tx.put('slot', slot('a', 'run-1', 60));
    tx.put('slot', slot('b'));
    expect((await tx.get('slot', 'a'))?.plannedSec).toBe(60);
    expect(await tx.get('slot', 'b')).toEqual(slot('b'));
    expect(Object.keys(store.dump())).toEqual(['slot/a']);
    expect((await store.reader.get('slot', 'a'))?.plannedSec).toBe(0);
  });

  test('a list holds stored and own documents, each once, ordered by id', async () => {
    const { tx } = bufferedTx(storeWith(slot('b'), slot('d'), slot('x', 'run-2')).reader);
    tx.put('slot', slot('c'));
    tx.put('slot', slot('a'));
    tx.put('slot', slot('d', 'run-1', 9));
    const listed = await tx.list('slot', 'run-1');
    expect(listed.map((one) => [one.id, one.plannedSec])).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 0],
      ['d', 9],
    ]);
  });

  test('what was removed is gone from get and list, until it is put again', async () => {
    const { tx } = bufferedTx(storeWith(slot('a'), slot('b')).reader);
    tx.remove('slot', 'a');
    expect(await tx.get('slot', 'a')).toBeNull();
    expect((await tx.list('slot', 'run-1')).map((one) => one.id)).toEqual(['b']);
    tx.put('slot', slot('a'));
    expect((await tx.list('slot', 'run-1')).map((one) => one.id)).toEqual(['a', 'b']);
  });

  test('a document that moves to another parent leaves the first one’s list', async () => {
    const { tx } = bufferedTx(storeWith(slot('a')).reader);
    tx.put('slot', slot('a', 'run-2'));
    expect(await tx.list('slot', 'run-1')).toEqual([]);
    expect((await tx.list('slot', 'run-2')).map((one) => one.id)).toEqual(['a']);
  });

  test('documents of another kind with the same id do not meet', async () => {
    const { tx } = bufferedTx(storeWith(slot('a')).reader);
    tx.remove('drop', 'a');
    expect(await tx.get('slot', 'a')).not.toBeNull();
  });

  test('the batch holds the last write of each document, with its parent, and all secrets in order', () => {
    const { tx, batch } = bufferedTx(memoryDocuments().reader);
    tx.put('slot', slot('a'));
    tx.put('slot', slot('a', 'run-1', 5));
    tx.put('slot', slot('b'));
    tx.remove('slot', 'b');
    tx.putSecret('one', '1');
    tx.putSecret('two', '2');
    expect(batch()).toEqual({
      writes: [
        { kind: 'slot', id: 'a', parentId: 'run-1', document: slot('a', 'run-1', 5) },
        { kind: 'slot', id: 'b', parentId: '', document: null },
      ],
      orders: [],
      signups: [],
      secrets: [
        { name: 'one', value: '1' },
        { name: 'two', value: '2' },
      ],
    });
  });

  test('what was put is a copy: changing the original or what was read changes nothing written', async () => {
    const { tx, batch } = bufferedTx(memoryDocuments().reader);
    const original = slot('a');
    tx.put('slot', original);
    original.plannedSec = 99;
    const read = await tx.get('slot', 'a');
    if (read) read.plannedSec = 98;
    const [listed] = await tx.list('slot', 'run-1');
    if (listed) listed.plannedSec = 97;
    expect(batch().writes[0]?.document).toMatchObject({ plannedSec: 0 });
  });

  test('over any writes it reads like a store to which they were applied', async () => {
    const write = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      runId: fc.constantFrom('run-1', 'run-2'),
      sec: fc.nat({ max: 9 }),
      remove: fc.boolean(),
    });
    const writes = fc.array(write, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(writes, writes, async (before, after) => {
        const store = memoryDocuments();
        const first = bufferedTx(store.reader);
        const run = (tx: typeof first.tx, list: typeof before) => {
          for (const { id, runId, sec, remove } of list) {
            if (remove) tx.remove('slot', id);
            else tx.put('slot', slot(id, runId, sec));
          }
        };
        run(first.tx, before);
        store.apply(first.batch());
        const { tx, batch } = bufferedTx(store.reader);
        run(tx, after);
        const seen = [
          await tx.list('slot', 'run-1'),
          await tx.list('slot', 'run-2'),
          await tx.get('slot', 'a'),
        ];
        store.apply(batch());
        const { reader } = store;
        expect(seen).toEqual([
          await reader.list('slot', 'run-1'),
          await reader.list('slot', 'run-2'),
          await reader.get('slot', 'a'),
        ]);
      }),
    );
  });
});
