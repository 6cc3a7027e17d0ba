import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { Op, OpResult, StreamOp } from '#shared/contract/hub.ts';
import type { DropState } from '#shared/domain/drop/drop.states.ts';
import type { HubStore } from '../store/hub-store.ts';
import { StoreFailure } from '../store/store-failure.ts';
import { put, wholePage, write } from '../store/test-documents.ts';
import { newDrop, newShow, op } from '../test-hub.ts';
import type { PushPlace } from './op-runner.ts';
import {
  failingCommits,
  leftBehind,
  live,
  owner,
  type RunnerBed,
  runnerBed,
  streamOp,
  testMutationNamed,
} from './op-runner-fixture.ts';

const beds: RunnerBed[] = [];

async function bed(...options: Parameters<typeof runnerBed>): Promise<RunnerBed> {
  const made = await runnerBed(...options);
  beds.push(made);
  return made;
}
const testBed = (around?: (store: HubStore) => HubStore) =>
  bed({ named: testMutationNamed, ...(around ? { around } : {}) });

afterEach(async () => {
  for (const { store } of beds.splice(0)) await store.close();
});

const append = (cseq: number, letter: string, id = 'text') =>
  streamOp(cseq, 'test.append', { id, letter }, `${id}-${cseq}-${letter}`);
const textOf = async ({ store }: RunnerBed, id = 'text') =>
  (await store.documents.get('post', id))?.text ?? null;

describe('an op', () => {
  test('[SY10] an op id seen before gets its first answer; with other content it is refused', async () => {
    const { runOp, told } = await bed();
    const create = op('op-1', 'show.create', newShow);
    const first = await runOp(create, owner);
    expect(first).toEqual({ opId: 'op-1', outcome: 'applied', seq: 1 });
    const { title, ...rest } = newShow;
    expect(await runOp({ ...create, input: { ...rest, title } }, owner)).toEqual(first);
    expect(await runOp({ ...create, input: { ...newShow, title: 'other' } }, owner)).toMatchObject({
      outcome: 'refused',
      code: 'op/id-reused',
    });
    expect(told).toHaveLength(1);
  });

  test('[SY10] also when both come at once, or when cseq and time differ', async () => {
    const runner = await testBed();
    const again = { ...append(1, 'a'), cseq: 9, at: '2026-06-18T12:00:00.000Z' };
    const results = (
      await Promise.all([
        runner.push([append(1, 'a')], { streamId: 's1', base: 0 }, owner),
        runner.push([again], { streamId: 's2', base: 0 }, owner),
        runner.runOp({ ...append(1, 'a'), input: { id: 'text', letter: 'b' } }, owner),
      ])
    ).flat();
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toMatchObject({ code: 'op/id-reused' });
    expect(await textOf(runner)).toBe('a');
  });

  test('[SY16] refusals are recorded: wrong role, unknown mutation, bad input, a rule', async () => {
    const { runOp, store, told } = await bed();
    const refused = async (request: Op, role: 'owner' | 'host' = 'owner') => {
      const result = await runOp(request, { ...owner, role });
      expect((await store.documents.findOp(request.opId))?.result).toEqual(result);
      return result;
    };
    expect(await refused(op('a', 'show.create', newShow), 'host')).toMatchObject({ code: 'auth/role' });
    expect(await refused(op('b', 'no.such', {}))).toMatchObject({
      code: 'op/unknown-mutation',
      params: { name: 'no.such' },
    });
    expect(await refused(op('c', 'show.create', {}))).toMatchObject({ code: 'request/invalid' });
    expect(await refused(op('d', 'run.start', { runId: 'none' }))).toMatchObject({ code: 'run/not-found' });
    // The same op once more, now that it could succeed: its answer stands.
    expect(await runOp(op('a', 'show.create', newShow), owner)).toMatchObject({ code: 'auth/role' });
    expect(told).toEqual([]);
  });

  test('a fired drop’s plan stands; an armed one is disarmed first', async () => {
    const { runOp, store } = await bed();
    await runOp(op('s', 'show.create', newShow), owner);
    await runOp(op('d', 'drop.plan', newDrop), owner);
    const { id, showId: _, runKind: __, ...plan } = newDrop;
    let revision = 0;
    const edited = async (state: DropState) => {
      await store.drops.move(id, revision, { state });
      revision += 1;
      const result = await runOp(op(`edit-${state}`, 'drop.edit', { ...plan, dropId: id }), owner);
      return result.outcome === 'refused' ? result.code : result.outcome;
    };
    const open: DropState[] = ['planned', 'expired', 'failed'];
    for (const state of open) expect(await edited(state)).toBe('applied');
    const fired: DropState[] = ['sending', 'open', 'closed', 'unknown'];
    for (const state of fired) expect(await edited(state)).toBe('drop/fired');
    expect(await edited('armed')).toBe('drop/wrong-state');
    expect(await runOp(op('remove', 'drop.remove', { dropId: id }), owner)).toMatchObject({
      code: 'drop/wrong-state',
    });
  });
});

describe('ops that wait together', () => {
  test('[SY15] share a commit: one word to the desks, before any answer, with each seq in its order', async () => {
    const runner = await testBed();
    const { events, told } = runner;
    const answered = Array.from({ length: 20 }, (_, n) =>
      runner.runOp(append(n, String(n)), owner).then((result) => {
        events.push('answer');
        return result;
      }),
    );
    const results = await Promise.all(answered);
    expect(told).toHaveLength(1);
    expect(events).toEqual(['told 20', ...Array(20).fill('answer')]);
    expect(results.map((result) => result.outcome === 'applied' && result.seq)).toEqual(
      Array.from({ length: 20 }, (_, n) => n + 1),
    );
    expect(await textOf(runner)).toBe(Array.from({ length: 20 }, (_, n) => n).join(''));
  });

  test('see what those before them have written, and nobody else does before the commit', async () => {
    let seen: Promise<unknown> | null = null;
    const runner = await testBed((store) =>
      failingCommits(store, () => {
        seen ??= store.documents.changesAfter(0, wholePage);
        return null;
      }),
    );
    const [, collected, removed] = await Promise.all([
      runner.runOp(append(1, 'x'), owner),
      runner.runOp(op('collect', 'test.collect', { id: 'all' }), owner),
      runner.runOp(op('remove', 'test.remove', { id: 'text' }), owner),
    ]);
    expect(await seen).toMatchObject({ changes: [] });
    expect([collected, removed]).toMatchObject([
      { outcome: 'applied', seq: 2 },
      { outcome: 'applied', seq: 3 },
    ]);
    expect(await textOf(runner, 'all')).toBe('x');
    expect(await textOf(runner)).toBeNull();
  });

  test('[SY16] a refused one is no obstacle, and what it had written is not seen', async () => {
    const runner = await testBed();
    const results = await Promise.all([
      runner.runOp(op('a', 'test.remove', { id: 'none' }), owner),
      runner.runOp(op('b', 'test.poison', {}), owner),
      runner.runOp(append(1, 'x'), owner),
      runner.runOp(op('c', 'test.collect', { id: 'all' }), owner),
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'applied', 'applied']);
    expect(await textOf(runner, 'all')).toBe('x');
    expect(runner.told).toHaveLength(1);
  });

  test('[SY17] one that fails unforeseen is refused for good', async () => {
    const runner = await testBed();
    const result = await runner.runOp(op('a', 'test.poison', {}), owner);
    expect(result).toEqual({ opId: 'a', outcome: 'refused', code: 'op/failed', params: {} });
    expect(await runner.runOp(op('a', 'test.poison', {}), owner)).toEqual(result);
    expect(await textOf(runner, 'poisoned')).toBeNull();
  });

  test('[SY17] one that cannot be stored is found among those beside it, which are stored', async () => {
    const runner = await testBed();
    const results = await Promise.all([
      runner.push([append(1, 'a'), append(2, 'b')], { streamId: 's', base: 0 }, owner),
      runner.push(
        [append(3, 'c'), streamOp(4, 'test.unstorable', {}), append(5, 'd')],
        { streamId: 's', base: 2 },
        owner,
      ),
      runner.push([append(6, 'e')], { streamId: 's', base: 5 }, owner),
    ]);
    expect(results.flat().map((result) => ('code' in result ? result.code : result.outcome))).toEqual([
      ...['applied', 'applied', 'applied', 'op/failed', 'applied', 'applied'],
    ]);
    expect(await textOf(runner)).toBe('abcde');
    expect(await runner.store.documents.lastCseq('s')).toBe(6);
    // And those after it share commits again.
    const before = runner.told.length;
    await Promise.all([runner.runOp(append(7, 'f'), owner), runner.runOp(append(8, 'g'), owner)]);
    expect(runner.told).toHaveLength(before + 1);
  });

  test('[SY18] when the store fails nothing is recorded, all are told so, and the same may come again', async () => {
    let full = true;
    const runner = await testBed((store) =>
      failingCommits(store, () => (full ? new StoreFailure('disk full') : null)),
    );
    const pushes = () =>
      Promise.allSettled([
        runner.push([append(1, 'a'), append(2, 'b')], { streamId: 's', base: 0 }, owner),
        runner.push([append(3, 'c')], { streamId: 's', base: 2 }, owner),
      ]);
    for (const one of await pushes())
      expect(one).toMatchObject({ status: 'rejected', reason: expect.any(StoreFailure) });
    expect(await runner.store.documents.findOp('text-1-a')).toBeNull();
    expect(await runner.store.documents.lastCseq('s')).toBe(0);
    expect(runner.told).toEqual([]);
    full = false;
    for (const one of await pushes()) expect(one).toMatchObject({ status: 'fulfilled' });
    expect(await textOf(runner)).toBe('abc');
  });

  test('[SY18] a store that cannot read is no fault of the op', async () => {
    const runner = await bed({
      around: (store) => ({
        ...store,
        exclusive: (work) => store.exclusive((alone) => work(broken ? withoutReads(alone) : alone)),
      }),
    });
    let broken = true;
    await write(runner.store, put('show'));
    const edit = op('e', 'show.edit', { showId: 'show-1', title: 'new' });
    await expect(runner.runOp(edit, owner)).rejects.toThrow('disk');
    expect(await runner.store.documents.findOp('e')).toBeNull();
    broken = false;
    expect(await runner.runOp(edit, owner)).toMatchObject({ outcome: 'applied' });
  });

  test('once the store is closed all are turned away', async () => {
    const runner = await testBed();
    await runner.store.close();
    await expect(runner.runOp(append(1, 'a'), owner)).rejects.toBeInstanceOf(StoreFailure);
    await expect(runner.runOp(append(1, 'a'), owner)).rejects.toBeInstanceOf(StoreFailure);
  });
});

describe('ops that make sales known', () => {
  const sell = (opId: string, eventId: string, amountFen: number) =>
    op(opId, 'test.sell', { eventId, amountFen });

  test('[SY15] are stored with them and told after the commit, before the answer', async () => {
    const runner = await testBed();
    const answers = [sell('a', 'e1', 100), sell('b', 'e2', 20), sell('c', 'e1', 100)].map((one) =>
      runner.runOp(one, owner).then(({ outcome }) => runner.events.push(outcome)),
    );
    await Promise.all(answers);
    expect(runner.events).toEqual(['told 3', 'facts', 'facts', 'applied', 'applied', 'applied']);
    expect(runner.facts.at(-1)).toMatchObject({
      target: live,
      added: { kind: 'orders', touched: { totals: { grossFen: 120, orders: 2 } } },
    });
  });

  test('one whose id was used with another content is refused; those after it never saw it', async () => {
    const runner = await testBed();
    await runner.store.orders.add(live, []);
    const results = await Promise.all([
      runner.runOp(sell('a', 'e1', 100), owner),
      runner.runOp(sell('b', 'e1', 999), owner),
      runner.runOp(sell('c', 'e2', 5), owner),
    ]);
    expect(results).toMatchObject([
      { outcome: 'applied' },
      { outcome: 'refused', code: 'order/id-reused' },
      { outcome: 'applied' },
    ]);
    expect(await textOf(runner, 'sold')).toBe('e1;e2;');
    expect(await runner.store.orders.counters(live)).toMatchObject({ grossFen: 105, orders: 2 });
  });
});

describe('a desk’s stream', () => {
  const place = (base: number) => ({ streamId: 's', base });

  test('[SY12] several pushes in flight take effect in the order of their cseqs', async () => {
    const runner = await testBed();
    await Promise.all([
      runner.push([append(1, 'a'), append(2, 'b')], place(0), owner),
      runner.push([append(3, 'c')], place(2), owner),
      runner.push([append(4, 'd'), append(5, 'e')], place(3), owner),
    ]);
    expect(await textOf(runner)).toBe('abcde');
    expect(await runner.store.documents.lastCseq('s')).toBe(5);
    expect(runner.told).toHaveLength(1);
  });

  test('[SY13] a base above the stream’s last is told the last, and nothing of the push was done', async () => {
    const runner = await testBed();
    await runner.push([append(1, 'a')], place(0), owner);
    await expect(runner.push([append(3, 'c'), append(4, 'd')], place(2), owner)).rejects.toMatchObject({
      code: 'op/out-of-order',
      params: { last: 1 },
    });
    expect(await textOf(runner)).toBe('a');
    expect(await runner.store.documents.findOp('text-3-c')).toBeNull();
    // Whoever goes back to the last gets everything in.
    await runner.push([append(2, 'b'), append(3, 'c'), append(4, 'd')], place(1), owner);
    expect(await textOf(runner)).toBe('abcd');
  });

  test('[SY13] ops at or below the last are answered as recorded, those behind them are done', async () => {
    const runner = await testBed();
    const first = await runner.push(
      [append(1, 'a'), streamOp(2, 'test.remove', { id: 'none' })],
      place(0),
      owner,
    );
    const again = await runner.push(
      [append(1, 'a'), streamOp(2, 'test.remove', { id: 'none' }), append(3, 'c')],
      place(0),
      owner,
    );
    expect(again.slice(0, 2)).toEqual(first);
    expect(await textOf(runner)).toBe('ac');
  });

  test('[SY12] an op known from before its stream, and one with a used id, move the stream on', async () => {
    const runner = await testBed();
    await runner.runOp(append(1, 'a'), owner);
    const results = await runner.push(
      [append(1, 'a'), streamOp(2, 'test.append', { id: 'text', letter: 'z' }, 'text-1-a'), append(3, 'b')],
      place(0),
      owner,
    );
    expect(results).toMatchObject([{ outcome: 'applied' }, { code: 'op/id-reused' }, { outcome: 'applied' }]);
    expect(await textOf(runner)).toBe('ab');
    expect(await runner.store.documents.lastCseq('s')).toBe(3);
  });

  test('an op that nobody knows at a place that is taken is done, not lost', async () => {
    const runner = await testBed();
    await runner.push([append(1, 'a'), append(2, 'b')], place(0), owner);
    const [result] = await runner.push([append(1, 'x')], place(0), owner);
    expect(result).toMatchObject({ outcome: 'applied' });
    expect(await textOf(runner)).toBe('abx');
    expect(await runner.store.documents.lastCseq('s')).toBe(2);
  });
});

describe('[SY15] however ops are grouped', () => {
  const ids = fc.constantFrom('p', 'q', 'r');
  const anyOp = fc.oneof(
    fc.record({
      name: fc.constant('test.append'),
      input: fc.record({ id: ids, letter: fc.constantFrom('a', 'b') }),
    }),
    fc.record({ name: fc.constant('test.collect'), input: fc.record({ id: ids }) }),
    fc.record({ name: fc.constant('test.remove'), input: fc.record({ id: ids }) }),
    fc.record({
      name: fc.constant('test.sell'),
      input: fc.record({ eventId: fc.constantFrom('e1', 'e2', 'e3'), amountFen: fc.constantFrom(1, 1, 2) }),
    }),
    fc.constant({ name: 'test.poison', input: {} }),
    fc.constant({ name: 'test.unstorable', input: {} }),
  );
  const anyPush = fc.record({
    stream: fc.constantFrom('s1', 's2', null),
    /** Ops already sent that are sent once more. */
    repeated: fc.integer({ min: 0, max: 2 }),
    ops: fc.array(anyOp, { minLength: 1, maxLength: 4 }),
    /** Turns of the event loop before the next. */
    pause: fc.constantFrom(0, 0, 0, 1, 3),
  });

  test('documents, seqs, records, audit, streams and counters are those of one after another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPush, { maxLength: 14 }), async (drawn) => {
        const pushes = placed(drawn);
        const opIds = pushes.flatMap(({ ops }) => ops.map(({ opId }) => opId));
        const alone = await testBed();
        const together = await testBed();
        const expected = [];
        for (const { ops, place } of pushes) {
          const results = [];
          for (const [at, one] of ops.entries())
            results.push(...(await offer(alone, [one], place && { ...place, base: place.base + at })));
          expected.push(results);
        }
        const answers = [];
        for (const { ops, place, pause } of pushes) {
          answers.push(offer(together, ops, place));
          for (let turn = 0; turn < pause; turn += 1)
            await new Promise<void>((turned) => setImmediate(turned));
        }
        expect(await Promise.all(answers)).toEqual(expected);
        const streams = ['s1', 's2'];
        expect(await leftBehind(together.store, opIds, streams)).toEqual(
          await leftBehind(alone.store, opIds, streams),
        );
        // What was told is complete and in order.
        let told = 0;
        for (const { fromSeq, toSeq } of together.told) {
          expect(fromSeq).toBe(told);
          told = toSeq;
        }
        expect(told).toBe(await together.store.documents.headSeq());
        for (const { store } of beds.splice(0)) await store.close();
      }),
      { numRuns: 60 },
    );
  });

  /** Pushes to a stream, or hands ops in one by one as a shop's calls come. */
  async function offer(runner: RunnerBed, ops: StreamOp[], place: PushPlace | null): Promise<OpResult[]> {
    return place
      ? runner.push(ops, place, owner)
      : Promise.all(ops.map(({ cseq: _, ...one }) => runner.runOp(one, owner)));
  }

  /** Gives ops their ids and places; a push of a stream repeats some of what that stream has sent. */
  function placed(
    drawn: {
      stream: string | null;
      repeated: number;
      ops: { name: string; input: unknown }[];
      pause: number;
    }[],
  ) {
    const sent = new Map<string, StreamOp[]>();
    let count = 0;
    return drawn.map(({ stream, repeated, ops, pause }) => {
      const before = stream === null ? [] : (sent.get(stream) ?? []);
      const fresh = ops.map(({ name, input }, at): StreamOp => {
        count += 1;
        return streamOp(before.length + at + 1, name, input, `op-${count}`);
      });
      const again = before.slice(before.length - Math.min(repeated, before.length));
      if (stream !== null) sent.set(stream, [...before, ...fresh]);
      return {
        ops: [...again, ...fresh],
        place: stream === null ? null : { streamId: stream, base: before.length - again.length },
        pause,
      };
    });
  }
});

function withoutReads(alone: HubStore): HubStore {
  const get = () => Promise.reject(new StoreFailure('disk'));
  return { ...alone, documents: { ...alone.documents, get } };
}
