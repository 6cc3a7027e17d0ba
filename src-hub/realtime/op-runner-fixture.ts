/** Mutations that do what a test needs of them, and a runner over a store in memory that keeps what it tells. */
import { z } from 'zod';
import { AppError } from '#shared/contract/errors.ts';
import type { OpResult, StreamOp } from '#shared/contract/hub.ts';
import { auditFilterSchema } from '#shared/domain/audit/audit.schema.ts';
import { orderEventSchema } from '#shared/domain/order/order.schema.ts';
import { type Post, postSchema } from '#shared/domain/post/post.schema.ts';
import { testClock } from '#shared/sync/clock.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { defineMutation, type Mutation } from '#shared/sync/mutation.ts';
import type { FactsAdded } from '../hub.ts';
import { createHubLog } from '../hub-log.ts';
import type { HubStore, StoredChanges } from '../store/hub-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { AT, wholePage } from '../store/test-documents.ts';
import { createOpRunner, type OpRunner } from './op-runner.ts';

export const live = { showId: 'show-1', runKind: 'live' } as const;
export const owner = { personId: 'owner', role: 'owner', deviceId: 'desk' } as const;

function post(id: string, text: string): Post {
  return postSchema.parse({
    id,
    showId: 'show-1',
    title: '',
    text,
    productId: null,
    tags: [],
    updatedAt: AT,
  });
}

const roles = ['owner'] as const;
const testMutations = [
  /** Adds a letter to a text: what it writes hangs on all that were before it. */
  defineMutation({
    name: 'test.append',
    roles,
    input: z.object({ id: z.string(), letter: z.string() }),
    async run(tx, { id, letter }) {
      const before = await tx.get('post', id as never);
      tx.put('post', post(id, `${before?.text ?? ''}${letter}`));
    },
  }),
  /** Writes what all texts together are, or refuses where there are none. */
  defineMutation({
    name: 'test.collect',
    roles,
    input: z.object({ id: z.string() }),
    async run(tx, { id }) {
      const all = await tx.list('post', 'show-1');
      if (all.length === 0) throw new AppError('post/not-found');
      tx.put('post', post(id, all.map(({ text }) => text).join('|')));
    },
  }),
  defineMutation({
    name: 'test.remove',
    roles,
    input: z.object({ id: z.string() }),
    async run(tx, { id }) {
      if (!(await tx.get('post', id as never))) throw new AppError('post/not-found');
      tx.remove('post', id);
    },
  }),
  defineMutation({
    name: 'test.sell',
    roles,
    input: z.object({ eventId: z.string(), amountFen: z.int() }),
    async run(tx, { eventId, amountFen }) {
      const event = { eventId, orderId: eventId, kind: 'paid', amountFen, at: AT };
      tx.addOrder(live, orderEventSchema.parse(event));
      const sold = await tx.get('post', 'sold' as never);
      tx.put('post', post('sold', `${sold?.text ?? ''}${eventId};`));
    },
  }),
  defineMutation({
    name: 'test.poison',
    roles,
    input: z.object({}),
    async run(tx) {
      tx.put('post', post('poisoned', ''));
      throw new TypeError('nobody foresaw this');
    },
  }),
  /** Runs well, and cannot be stored. */
  defineMutation({
    name: 'test.unstorable',
    roles,
    input: z.object({}),
    async run(tx) {
      tx.putSecret('name', { not: 'text' } as never);
    },
  }),
];

export function testMutationNamed(name: string): Mutation | null {
  return (testMutations.find((one) => one.name === name) as Mutation | undefined) ?? null;
}

export interface RunnerBed extends OpRunner {
  readonly store: HubStore;
  readonly told: StoredChanges[];
  readonly facts: { target: FactTarget; added: FactsAdded }[];
  /** What has happened, in order: `told 3` for changes up to seq 3, `facts`. */
  readonly events: string[];
}

/** `around` may put something between the runner and its store. */
export async function runnerBed(
  options: { named?: (name: string) => Mutation | null; around?: (store: HubStore) => HubStore } = {},
): Promise<RunnerBed> {
  const clock = testClock();
  const store = await openSqliteStore({ file: ':memory:', clock, ids: countingIds() });
  const log = createHubLog();
  log.level = 'silent';
  const told: StoredChanges[] = [];
  const facts: RunnerBed['facts'] = [];
  const events: string[] = [];
  const runner = createOpRunner({
    store: options.around ? options.around(store) : store,
    clock,
    log,
    onChanges(changes) {
      told.push(changes);
      events.push(`told ${changes.toSeq}`);
    },
    onFacts(target, added) {
      facts.push({ target, added });
      events.push('facts');
    },
    ...(options.named ? { mutationNamed: options.named } : {}),
  });
  return { ...runner, store, told, facts, events };
}

/** An op at a place in its stream. */
export function streamOp(cseq: number, name: string, input: unknown, opId = `op-${cseq}`): StreamOp {
  return { opId, cseq, name, input, at: AT };
}

/** A store whose commits fail with what `fault` answers, for as long as it answers something. */
export function failingCommits(store: HubStore, fault: () => Error | null): HubStore {
  const wrap = (inner: HubStore): HubStore => ({
    ...inner,
    documents: {
      ...inner.documents,
      async commitOps(ops) {
        const error = fault();
        if (error) throw error;
        return inner.documents.commitOps(ops);
      },
    },
  });
  return { ...store, exclusive: (work) => store.exclusive((alone) => work(wrap(alone))) };
}

/** Everything that ops leave behind, for comparing two stores. */
export async function leftBehind(store: HubStore, opIds: readonly string[], streams: readonly string[]) {
  const records: Record<string, OpResult | null> = {};
  for (const id of opIds) records[id] = (await store.documents.findOp(id))?.result ?? null;
  const lastCseqs: Record<string, number> = {};
  for (const id of streams) lastCseqs[id] = await store.documents.lastCseq(id);
  return {
    documents: await store.documents.changesAfter(0, wholePage),
    counters: await store.orders.counters(live),
    audit: (await store.audit.page(auditFilterSchema.parse({}), null, 1000)).entries,
    records,
    lastCseqs,
  };
}
