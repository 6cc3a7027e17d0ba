import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Op } from '#shared/contract/hub.ts';
import { mutationNamed, mutations } from '#shared/domain/mutations.ts';
import type { WriteBatch } from '#shared/sync/document-store.ts';
import { memoryDocuments, newProduct, newShow, newSlot } from '#shared/sync/documents-fixture.ts';
import { runMutation } from '#shared/sync/mutation.ts';
import {
  act,
  catchUp,
  clock,
  drain,
  dump,
  openDesk,
  prepared,
  pull,
  sync,
  type TestDesk,
  testDesk,
} from './desk-fixture.ts';
import { hubModel } from './hub-fixture.ts';
import { localDocuments } from './local-documents.ts';

afterEach(() => vi.restoreAllMocks());

/** What [SY34] asks for, done the long way: every unconfirmed op runs again on the bases, in order. */
async function naive(one: TestDesk): Promise<{ view: Record<string, unknown>; pending: string[] }> {
  const documents = memoryDocuments();
  const writes = one.db
    .prepare<[], { kind: string; id: string; parentId: string; json: string }>(
      'SELECT kind, id, parent_id AS parentId, json FROM document',
    )
    .all()
    .map(({ json, ...row }) => ({ ...row, document: JSON.parse(json) }));
  documents.apply({ ...nothing, writes: writes as WriteBatch['writes'] });
  const pending = new Set<string>();
  for (const { cseq } of one.outbox.offered(null)) {
    const op = one.outbox.op(cseq);
    const batch = await runAgain(one, op, documents.reader);
    for (const { id } of batch.writes) pending.add(id);
    documents.apply(batch);
  }
  return { view: documents.dump(), pending: [...pending].sort() };
}
const nothing: WriteBatch = { writes: [], secrets: [], orders: [], signups: [] };

async function runAgain(one: TestDesk, op: Op, reader: ReturnType<typeof memoryDocuments>['reader']) {
  const mutation = mutationNamed(op.name);
  if (!mutation) return nothing;
  const ctx = { ...one.actor, opId: op.opId, at: op.at };
  return runMutation(mutation, reader, op.input, ctx).catch(() => nothing);
}

function pendingIds(one: TestDesk): string[] {
  return one.db.prepare<[], string>('SELECT id FROM pending_document ORDER BY id').pluck().all();
}

const step = fc.record({
  desk: fc.nat({ max: 1 }),
  what: fc.constantFrom(
    'act',
    'act',
    'act',
    'act',
    'send',
    'send',
    'changes',
    'answers',
    'refuse',
    'reopen',
    'role',
  ),
  choice: fc.nat({ max: 100 }),
  number: fc.nat({ max: 1000 }),
});

describe('what is pending on top of what the hub says', () => {
  test('[SY34] running again only what read something else shows what running all again would show', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 50 }), async (steps) => {
        const hub = hubModel();
        const desks = ['amy', 'ben'].map((name) => openDesk(name));
        try {
          await prepared(hub, desks);
          for (const { desk: which, what, choice, number } of steps) {
            const one = desks[which] as TestDesk;
            clock.advance(number);
            if (what === 'act') await act(one, choice, number);
            if (what === 'send') {
              for (const op of one.outbox.unanswered(0, 1 + (number % 4), 1e9).ops) {
                const { result, changes } = await hub.run(op, one.actor);
                one.answers.push(result);
                for (const each of desks) if (changes) each.changes.push(changes);
              }
            }
            // News before answers, answers before news, one at a time or many at once.
            if (what === 'changes') {
              for (const changes of one.changes.splice(0, 1 + (number % 3)))
                if (!(await one.documents.receive([changes]))) await pull(one, hub, 1 + (number % 4));
            }
            if (what === 'answers') await one.documents.receive([], one.answers.splice(0, 1 + (number % 5)));
            if (what === 'refuse') {
              // A hub may refuse what this desk thought well of.
              const [op] = one.outbox.unanswered(0, 1, 1e9).ops;
              if (op && !hub.answers.has(op.opId)) {
                hub.answers.set(op.opId, {
                  opId: op.opId,
                  outcome: 'refused',
                  code: 'auth/role',
                  params: {},
                });
                await one.documents.receive(
                  [],
                  [{ opId: op.opId, outcome: 'refused', code: 'auth/role', params: {} }],
                );
              }
            }
            if (what === 'reopen') one.reopen();
            if (what === 'role') {
              one.actor.role = number % 3 === 0 ? 'host' : 'owner';
              // Any answer will do, also one to nobody's op.
              await one.documents.receive([], [{ opId: 'nobody', outcome: 'applied', seq: 0 }]);
            }
            const expected = await naive(one);
            expect(dump(one, 'view')).toEqual(expected.view);
            expect(pendingIds(one)).toEqual(expected.pending);
          }
        } finally {
          for (const one of desks) one.db.close();
        }
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  test('[SY34] an op that lists a parent’s documents runs again when one comes, goes or moves there', async () => {
    const hub = hubModel();
    const [amy, ben] = [testDesk('amy'), testDesk('ben')];
    await prepared(hub, [amy, ben]);
    // After the last of the list: what that is changes with every slot that somebody else adds or removes.
    await amy.documents.submit('rundown.add', { id: 'mine', runId: 'run-1', productId: 'a', plannedSec: 60 });
    for (const work of [
      () =>
        ben.documents.submit('rundown.add', { id: 'theirs', runId: 'run-1', productId: 'b', plannedSec: 60 }),
      () => ben.documents.submit('rundown.move', { slotId: 'slot-1', afterSlotId: 'theirs' }),
      () => ben.documents.submit('rundown.remove', { slotId: 'slot-3' }),
    ]) {
      await work();
      await sync(ben, hub);
      await pull(amy, hub);
      const { view, pending } = await naive(amy);
      expect(dump(amy, 'view')).toEqual(view);
      expect(pending).toEqual(['mine']);
    }
  });

  test('[SY35] an op whose running fails in a way no rule foresaw shows nothing and stops nobody', async () => {
    const hub = hubModel();
    const [amy, ben] = [testDesk('amy'), testDesk('ben')];
    await prepared(hub, [amy, ben]);
    await amy.documents.submit('rundown.plan', { slotId: 'slot-1', plannedSec: 7 });
    await amy.documents.submit('show.edit', { showId: 'show-1', title: 'mine' });
    await amy.documents.submit('rundown.plan', { slotId: 'slot-2', plannedSec: 8 });
    vi.spyOn(mutations['show.edit'], 'run').mockRejectedValue(new TypeError('poison'));
    amy.reopen();
    await ben.documents.submit('rundown.skip', { slotId: 'slot-3', skipped: true });
    await sync(ben, hub);
    await pull(amy, hub);
    const { view } = amy.documents;
    expect(await view.get('show', 'show-1')).toMatchObject({ title: '618' });
    expect(await view.get('slot', 'slot-1')).toMatchObject({ plannedSec: 7 });
    expect(await view.get('slot', 'slot-2')).toMatchObject({ plannedSec: 8 });
    expect(await view.get('slot', 'slot-3')).toMatchObject({ state: 'skipped' });
    await drain(amy, hub);
    expect(amy.outbox.conflicts()).toMatchObject([{ name: 'show.edit', code: 'op/failed' }]);
    expect(amy.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 1 });
  });
});

describe('a long outbox', () => {
  const many = 10_000;

  /** A show whose rundown has as many slots as there will be ops, made by its hub. */
  async function longShow(hub: ReturnType<typeof hubModel>, count: number) {
    const at = '2026-06-18T11:00:00.000Z';
    const maker = { personId: 'eve', role: 'owner' as const, deviceId: 'eve' };
    const run = (opId: string, name: string, input: unknown) => hub.run({ opId, name, input, at }, maker);
    await run('show', 'show.create', newShow('show-1'));
    await run('run', 'run.create', { id: 'run-1', showId: 'show-1', kind: 'live' });
    for (let from = 0; from < count; from += 500)
      await run(`slots-${from}`, 'product.import', {
        ...{ showId: 'show-1', runId: 'run-1', products: from === 0 ? [newProduct('a')] : [] },
        slots: Array.from({ length: Math.min(500, count - from) }, (_, n) =>
          newSlot(`slot-${from + n}`, 'a'),
        ),
      });
  }
  const runsOf = (name: 'rundown.plan' | 'rundown.skip') => vi.spyOn(mutations[name], 'run');

  test('[SY34] confirmed as predicted, no op runs again; a foreign change costs those that read it', async () => {
    const hub = hubModel();
    const [amy, ben] = [testDesk('amy'), testDesk('ben')];
    await longShow(hub, 300);
    for (const one of [amy, ben]) await catchUp(one, hub, 500);
    for (let at = 0; at < 300; at += 1)
      await amy.documents.submit('rundown.plan', { slotId: `slot-${at}`, plannedSec: at });
    const runs = runsOf('rundown.plan');
    await ben.documents.submit('show.edit', { showId: 'show-1', title: 'theirs' });
    await ben.documents.submit('rundown.skip', { slotId: 'slot-150', skipped: true });
    await sync(ben, hub);
    await pull(amy, hub, 500);
    expect(runs.mock.calls.map(([, { slotId }]) => slotId)).toEqual(['slot-150']);
    expect(await amy.documents.view.get('slot', 'slot-150')).toMatchObject({
      ...{ plannedSec: 150, state: 'skipped' },
    });
    runs.mockClear();
    await drain(amy, hub, 50);
    // Only the hub's own runs.
    expect(runs).toHaveBeenCalledTimes(300);
    expect(dump(amy, 'view')).toEqual(hub.dump());
    expect(pendingIds(amy)).toEqual([]);
  });

  test('10,000 ops are made, outlive a restart and drain: each runs a constant number of times', async () => {
    const hub = hubModel();
    const amy = testDesk('amy');
    await longShow(hub, many);
    await catchUp(amy, hub, 500);
    const runs = runsOf('rundown.skip');
    for (let at = 0; at < many; at += 1)
      await amy.documents.submit('rundown.skip', { slotId: `slot-${at}`, skipped: true });
    expect(runs).toHaveBeenCalledTimes(many);

    amy.reopen();
    expect(amy.outbox.counts()).toEqual({ unconfirmed: many, conflicts: 0 });
    // In the middle an op that the hub will not have.
    hub.answers.set('amy-5000', { opId: 'amy-5000', outcome: 'refused', code: 'rundown/on-air', params: {} });
    runs.mockClear();
    await drain(amy, hub);
    expect(amy.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 1 });
    // Once each after the start, when nothing was known of them, and once each on the hub.
    expect(runs.mock.calls.length).toBeLessThanOrEqual(2 * many + 10);
    expect(dump(amy, 'view')).toEqual(hub.dump());
    expect(pendingIds(amy)).toEqual([]);
  }, 120_000);

  test('while many ops run again, others have their turn, and nothing of it is seen before it is whole', async () => {
    const hub = hubModel();
    const one = testDesk('amy');
    await longShow(hub, 300);
    await catchUp(one, hub, 500);
    const seen: number[] = [];
    const amy = localDocuments({
      ...{ db: one.db, outbox: one.outbox, actor: () => one.actor, onChanged: () => undefined },
      ...{ nextOpId: () => `op-${one.outbox.lastCseq()}`, nowIso: () => '2026-06-18T11:00:00.000Z' },
      breathe: async () => void seen.push(amy.cursor()),
    });
    for (let at = 0; at < 300; at += 1)
      await amy.submit('rundown.plan', { slotId: `slot-${at}`, plannedSec: at });
    const cursor = amy.cursor();
    await hub.run(
      {
        opId: 'eve',
        name: 'show.edit',
        input: { showId: 'show-1', title: 'x' },
        at: '2026-06-18T11:00:00.000Z',
      },
      one.actor,
    );
    await amy.receive([hub.changesAfter(cursor, 9)]);
    expect(seen).toEqual(Array(6).fill(cursor));
    expect(amy.cursor()).toBe(cursor + 1);
  });
});
