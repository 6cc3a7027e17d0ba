import { AppError } from '../../contract/errors.ts';
import type { DocumentTx } from '../../sync/document-store.ts';
import { promiseIdSchema } from '../../sync/ids.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { type HostPromise, promiseSchema, promiseWordsSchema } from './promise.schema.ts';

const roles = ['owner', 'operator', 'community'] as const;

export const notePromise = defineMutation({
  name: 'promise.note',
  roles,
  input: promiseWordsSchema.extend(
    promiseSchema.pick({ id: true, showId: true, runKind: true, sinceSec: true }).shape,
  ),
  // It may name a buyer.
  sensitive: true,
  masked: (input) => ({ ...(input as object), buyerName: '', buyerId: '' }),
  async run(tx, input, ctx) {
    if (!(await tx.get('show', input.showId))) throw new AppError('show/not-found');
    tx.put('promise', {
      ...{ ...input, madeAt: ctx.at, madeBy: ctx.personId, owner: null, dueAt: null },
      ...{ state: 'open', note: '', settledAt: null, settledBy: null },
    });
  },
});

/** Its words, its owner, its day. What was settled stays as it was settled. */
export const editPromise = defineMutation({
  name: 'promise.edit',
  roles,
  input: promiseWordsSchema
    .extend(promiseSchema.pick({ owner: true, dueAt: true }).shape)
    .partial()
    .extend({ promiseId: promiseIdSchema }),
  sensitive: true,
  masked: ({ ...input }) => ({ ...input, buyerName: '', buyerId: '' }),
  async run(tx, { promiseId, ...changes }) {
    const promise = await promiseOf(tx, promiseId);
    if (promise.state !== 'open') throw new AppError('promise/settled');
    tx.put('promise', { ...promise, ...changes });
  },
});

/** Kept, or let drop with a word why; `open` takes it up again. Two who settle it differently: the first one stands. */
export const settlePromise = defineMutation({
  name: 'promise.settle',
  roles,
  input: promiseSchema.pick({ state: true, note: true }).extend({ promiseId: promiseIdSchema }),
  async run(tx, { promiseId, state, note }, ctx) {
    const promise = await promiseOf(tx, promiseId);
    if (promise.state === state) return;
    if (promise.state !== 'open' && state !== 'open') throw new AppError('promise/settled');
    const settled = state === 'open' ? null : ctx;
    tx.put('promise', {
      ...{ ...promise, state, note: note || promise.note },
      ...{ settledAt: settled?.at ?? null, settledBy: settled?.personId ?? null },
    });
  },
});

async function promiseOf(tx: DocumentTx, promiseId: string): Promise<HostPromise> {
  const promise = await tx.get('promise', promiseId);
  if (!promise) throw new AppError('promise/not-found');
  return promise;
}
