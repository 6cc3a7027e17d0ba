import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { memoryDocuments, newShow, showWithSlots } from './documents-fixture.ts';
import { defineMutation, type MutationContext, runMutation } from './mutation.ts';

const ctx: MutationContext = {
  opId: 'op-1',
  personId: 'amy',
  role: 'operator',
  deviceId: 'desk-1',
  at: '2026-06-18T11:00:00.000Z',
};
const ran: unknown[] = [];
const addOne = defineMutation({
  name: 'test.add-one',
  roles: ['operator'],
  input: z.object({ number: z.int().transform((value) => value + 1), text: z.string().default('none') }),
  async run(tx, input, context) {
    ran.push({ input, context });
    tx.remove('show', 'show-1');
  },
});

describe('running a mutation', () => {
  test('the role is judged before the input, and neither runs anything', async () => {
    ran.length = 0;
    const { reader } = memoryDocuments();
    await expect(runMutation(addOne, reader, {}, { ...ctx, role: 'host' })).rejects.toMatchObject({
      code: 'auth/role',
    });
    await expect(runMutation(addOne, reader, { number: 'one' }, ctx)).rejects.toMatchObject({
      code: 'request/invalid',
      params: { detail: expect.stringContaining('number') },
    });
    expect(ran).toEqual([]);
  });

  test('it gets the checked input, with defaults and transforms, and its context as given', async () => {
    ran.length = 0;
    await runMutation(addOne, memoryDocuments().reader, { number: 1, more: 'dropped' }, ctx);
    expect(ran).toEqual([{ input: { number: 2, text: 'none' }, context: ctx }]);
  });

  test('it writes nothing itself: the batch is the answer', async () => {
    const store = await showWithSlots(1);
    const before = store.dump();
    const { writes } = await runMutation(addOne, store.reader, { number: 1 }, ctx);
    expect(writes).toEqual([{ kind: 'show', id: 'show-1', parentId: '', document: null }]);
    expect(store.dump()).toEqual(before);
  });

  test('a refused mutation answers no part of what it had written', async () => {
    const refusing = defineMutation({
      ...addOne,
      async run(tx) {
        tx.remove('show', 'show-1');
        throw new Error('no');
      },
    });
    const store = await showWithSlots(0);
    await expect(runMutation(refusing, store.reader, { number: 1 }, ctx)).rejects.toThrow('no');
    expect(Object.keys(store.dump())).toContain('show/show-1');
  });

  test('the same op on the same documents writes the same, however often it is run', async () => {
    const store = await showWithSlots(2);
    const input = { runId: 'run-1', from: null, to: 'slot-2' };
    const { take } = await import('../domain/rundown/rundown.mutations.ts');
    const first = await runMutation(take as never, store.reader, input, ctx);
    expect(await runMutation(take as never, store.reader, input, ctx)).toEqual(first);
    expect(first.writes.length).toBeGreaterThan(0);
  });

  test('the fixture’s documents are frozen, so that the tests of all mutations prove that none changes what it read', async () => {
    const store = await showWithSlots(1);
    const run = await store.reader.get('run', 'run-1');
    expect(() => run?.previousSlotIds.push('x' as never)).toThrow(TypeError);
    expect(() => Object.assign(run ?? {}, { state: 'ended' })).toThrow(TypeError);
    expect(newShow('x').id).toBe('x');
  });
});
