import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rundown } from '#shared/contract/desk.ts';
import type { MutationInput } from '#shared/domain/mutations.ts';
import { inOrder } from '#shared/domain/rundown/rundown.order.ts';
import { showWithSlots } from '#shared/sync/documents-fixture.ts';
import { type ForeseenName, foreseen } from './foreseen.ts';

const numbers = [1, 2, 3, 4, 5] as const;

async function stage() {
  const workspace = await showWithSlots(numbers.length);
  const { act, reader, clock, nowIso } = workspace;
  await act('run.start', { runId: 'run-1' });
  async function seen(): Promise<Rundown> {
    const [show, run] = [await reader.get('show', 'show-1'), await reader.get('run', 'run-1')];
    if (!show || !run) throw new Error('no show');
    return {
      ...{ show, run, slots: inOrder(await reader.list('slot', 'run-1')) },
      ...{ products: await reader.list('product', 'show-1'), atTills: {}, pendingIds: [] },
    };
  }
  const ctx = () => ({ personId: 'amy', role: 'owner' as const, at: nowIso() });
  return { act, seen, ctx, clock };
}

type Act = { [N in ForeseenName]: { name: N; input: (seen: Rundown) => MutationInput<N> } }[ForeseenName];
const slotId = fc.constantFrom(...numbers).map((at) => `slot-${at}`);
/** Some say what the screen shows, some what was there before: those are refused. */
const from = fc.boolean();
const anAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ to: slotId, old: from }).map(
    ({ to, old }): Act => ({
      name: 'rundown.take',
      input: ({ run }) => ({ runId: run.id, from: old ? 'slot-1' : run.onAirSlotId, to }),
    }),
  ),
  from.map(
    (old): Act => ({
      name: 'rundown.back',
      input: ({ run }) => ({ runId: run.id, from: old ? null : run.onAirSlotId }),
    }),
  ),
  fc.option(slotId).map(
    (armed): Act => ({
      name: 'rundown.arm',
      input: ({ run }) => ({ runId: run.id, slotId: armed }),
    }),
  ),
  fc.record({ id: slotId, skipped: fc.boolean() }).map(
    ({ id, skipped }): Act => ({
      name: 'rundown.skip',
      input: () => ({ slotId: id, skipped }),
    }),
  ),
  fc.record({ id: slotId, after: fc.option(slotId) }).map(
    ({ id, after }): Act => ({
      name: 'rundown.move',
      input: () => ({ slotId: id, afterSlotId: after }),
    }),
  ),
);

describe('what is foreseen of a rundown', () => {
  it('is what the desk makes of it, and nothing where the desk refuses', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anAct, { minLength: 1, maxLength: 12 }), async (acts) => {
        const { act, seen, ctx, clock } = await stage();
        for (const { name, input } of acts) {
          clock.advance(7000);
          const before = await seen();
          const asked = input(before) as never;
          const guess = await foreseen(before, name, asked, ctx());
          const done = await act(name, asked).then(
            () => true,
            () => false,
          );
          const after = await seen();
          if (!done) expect(guess).toBeNull();
          expect(guess === null ? before : { ...guess, pendingIds: [] }).toEqual(after);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('stands as pending until the desk has said so', async () => {
    const { seen, ctx } = await stage();
    const guess = await foreseen(
      await seen(),
      'rundown.take',
      { runId: 'run-1', from: null, to: 'slot-2' },
      ctx(),
    );
    expect(guess?.pendingIds).toEqual(['slot-2', 'run-1']);
  });

  it('is nothing in a rundown that the act is not about', async () => {
    const { seen, ctx } = await stage();
    const elsewhere = { runId: 'another', from: null, to: 'slot-2' };
    expect(await foreseen(await seen(), 'rundown.take', elsewhere, ctx())).toBeNull();
  });
});
