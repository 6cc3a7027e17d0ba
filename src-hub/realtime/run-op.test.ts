import { afterEach, describe, expect, test } from 'vitest';
import type { Changes, Op } from '#shared/contract/hub.ts';
import type { DropState } from '#shared/domain/drop/drop.states.ts';
import { testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import type { HubStore } from '../store/hub-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { put, write } from '../store/test-documents.ts';
import { newDrop, newShow, op } from '../test-hub.ts';
import { createOpRunner, type RunOp } from './run-op.ts';

const owner = { personId: 'owner', role: 'owner', deviceId: 'desk' } as const;
let store: HubStore;
let told: Changes[];

async function runner(): Promise<RunOp> {
  const clock = testClock();
  store = await openSqliteStore({ file: ':memory:', clock, ids: countingIds() });
  told = [];
  return createOpRunner({
    store,
    clock,
    onChanges: (changes) => told.push(changes),
    onFacts: () => undefined,
  });
}

afterEach(() => store.close());

describe('runOp', () => {
  test('an op id seen before gets its first answer; with other content it is refused', async () => {
    const runOp = await runner();
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

  test('refusals are recorded: wrong role, unknown mutation, bad input, a rule', async () => {
    const runOp = await runner();
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

  test('our own failure is not recorded: the op may come again', async () => {
    const runOp = await runner();
    await write(store, put('show'));
    const broken = { ...op('e', 'show.edit', { showId: 'show-1', title: 'new' }), name: 'show.edit' };
    const failing = createOpRunner({
      store: { ...store, exclusive: (work) => store.exclusive((alone) => work(withoutReads(alone))) },
      clock: testClock(),
      onChanges: () => undefined,
      onFacts: () => undefined,
    });
    await expect(failing(broken, owner)).rejects.toThrow('disk');
    expect(await store.documents.findOp('e')).toBeNull();
    expect(await runOp(broken, owner)).toMatchObject({ outcome: 'applied' });
  });

  test('many at once run one after another, told in the order of their numbers', async () => {
    const runOp = await runner();
    await runOp(op('s', 'show.create', newShow), owner);
    const titles = Array.from({ length: 20 }, (_, n) =>
      op(`t${n}`, 'show.edit', { showId: 'show-1', title: `${n}` }),
    );
    await Promise.all(titles.map((edit) => runOp(edit, owner)));
    expect(told.map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual(
      Array.from({ length: 21 }, (_, n) => [n, n + 1]),
    );
  });

  test('a fired drop’s plan stands; an armed one is disarmed first', async () => {
    const runOp = await runner();
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
    const open: DropState[] = ['planned', 'expired', 'failed', 'cancelled'];
    for (const state of open) expect(await edited(state)).toBe('applied');
    const fired: DropState[] = ['sending', 'open', 'closed', 'unknown'];
    for (const state of fired) expect(await edited(state)).toBe('drop/fired');
    expect(await edited('armed')).toBe('drop/wrong-state');
    expect(await runOp(op('remove', 'drop.remove', { dropId: id }), owner)).toMatchObject({
      code: 'drop/wrong-state',
    });
  });
});

function withoutReads(alone: HubStore): HubStore {
  const get = () => Promise.reject(new Error('disk'));
  return { ...alone, documents: { ...alone.documents, get } };
}
