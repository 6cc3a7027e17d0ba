/** What a step of a sequence asks for, and by which names: a price is an op of the show and an act on its platform. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OpResult } from '#shared/contract/hub.ts';
import { parentIdOf, parseDocument } from '#shared/domain/documents.ts';
import type { SequenceStep } from '#shared/domain/drop/sequence.schema.ts';
import { testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import type { HubStore } from '../store/hub-store.ts';
import type { SequenceRecord } from '../store/sequence-effects.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { AT, put, write } from '../store/test-documents.ts';
import { doStep, whatBecame } from './sequence-steps.ts';

const actor = {
  personId: 'amy',
  personName: 'Amy',
  role: 'operator',
  deviceId: 'desk',
  deviceName: null,
} as const;
const priced = { does: 'price', productId: 'product-1', priceFen: 900, afterSec: 0 } as SequenceStep;

let store: HubStore;
let done: Record<string, unknown>[];
let refusal: Pick<Extract<OpResult, { outcome: 'refused' }>, 'code' | 'params'> | null;
let record: SequenceRecord;

beforeEach(async () => {
  const document = parseDocument('sequence', {
    ...{ id: 'seq-1', showId: 'show-1', runId: 'run-1', title: '321', steps: [priced], createdAt: AT },
  });
  const sequence = { kind: 'sequence' as const, id: document.id, parentId: parentIdOf('sequence', document) };
  store = await openSqliteStore({ file: ':memory:', clock: testClock(), ids: countingIds() });
  await write(store, put('show'), put('run'), put('product'), { ...sequence, document });
  const known = await store.sequences.get('seq-1');
  if (!known) throw new Error('no sequence');
  record = known;
  done = [];
  refusal = null;
});
afterEach(() => store.close());

function perform(inTime: () => boolean = () => true): Promise<void> {
  return doStep(
    {
      ...{ store, clock: testClock() },
      async runOp({ opId, name, input }, { personId }) {
        done.push({ opId, name, input, personId });
        return refusal ? { opId, outcome: 'refused', ...refusal } : { opId, outcome: 'applied', seq: 2 };
      },
      drops: { fireStep: async () => undefined, command: async () => undefined },
      acts: {
        command: async (command, order, by) => {
          done.push({ ...command, inTime: order.inTime(), by: by?.personName });
        },
        pushOwn: async () => undefined,
      },
    },
    { record, step: priced, at: 1 },
    actor,
    inTime,
  );
}
const reprice = {
  ...{ opId: 'seq-1:2', name: 'product.reprice', input: { productId: 'product-1', priceFen: 900 } },
  personId: 'amy',
};
const offer = {
  ...{ name: 'act.offer', actId: 'seq-1:2a', runKind: 'live', runId: 'run-1', productId: 'product-1' },
  ...{ change: { kind: 'price', priceFen: 900 }, inTime: true, by: 'Amy' },
};

describe('a step that sets a price', () => {
  test('sets it in the show and then on the platform, as the person who began the sequence', async () => {
    await perform();
    expect(done).toEqual([reprice, offer]);
  });

  test('asks the platform alone where the show has that price already', async () => {
    await write(store, put('product', { priceFen: 900 }));
    await perform();
    expect(done).toEqual([offer]);
  });

  test('asks nothing of the platform where the rules refuse the price, and says why', async () => {
    refusal = { code: 'offer/below-floor', params: { name: '柔巾' } };
    await expect(perform()).rejects.toMatchObject({ ...refusal });
    expect(done).toEqual([reprice]);
  });

  test('hands its own time on: what has become late on the way is for the platform’s runner to refuse', async () => {
    await perform(() => false);
    expect(done[1]).toEqual({ ...offer, inTime: false });
  });

  test('a product that is gone is no price; after a crash the op says what became of it', async () => {
    expect(await whatBecame(store, { record, step: priced, at: 1 })).toBe('failed');
    await write(store, { kind: 'product', id: 'product-1', parentId: 'show-1', document: null } as never);
    await expect(perform()).rejects.toMatchObject({ code: 'product/not-found' });
    expect(done).toEqual([]);
  });
});
