import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MemoryWorkspace, showWithSlots } from '../../sync/documents-fixture.ts';
import type { MutationInput, MutationName } from '../mutations.ts';
import { inOrder } from '../rundown/rundown.order.ts';
import { stillStands, undoPlanOf } from './undo-plan.ts';

const SLOTS = 4;

/** What a person sees of a rundown. */
async function picture({ reader }: MemoryWorkspace) {
  const run = await reader.get('run', 'run-1');
  const slots = inOrder(await reader.list('slot', 'run-1'));
  return {
    ...{ onAir: run?.onAirSlotId, armed: run?.armedSlotId, before: run?.previousSlotIds },
    slots: slots.map(({ id, plannedSec, state }) => [id, plannedSec, state === 'skipped']),
  };
}

/** Does it and answers how it is taken back; null where it was refused. */
async function act<N extends MutationName>(w: MemoryWorkspace, name: N, input: MutationInput<N>) {
  const plan = await undoPlanOf(name, input, w.reader);
  try {
    await w.run(name, input);
  } catch {
    return null;
  }
  return plan;
}

const slotArb = fc.integer({ min: 1, max: SLOTS }).map((n) => `slot-${n}`);
const stepArb = fc.oneof(
  slotArb.map((to) => ({ name: 'rundown.take' as const, to })),
  fc.constant({ name: 'rundown.back' as const }),
  fc.option(slotArb).map((slotId) => ({ name: 'rundown.arm' as const, slotId })),
  fc
    .tuple(slotArb, fc.boolean())
    .map(([slotId, skipped]) => ({ name: 'rundown.skip' as const, slotId, skipped })),
  fc
    .tuple(slotArb, fc.option(slotArb))
    .map(([slotId, afterSlotId]) => ({ name: 'rundown.move' as const, slotId, afterSlotId })),
  fc
    .tuple(slotArb, fc.integer({ min: 60, max: 900 }))
    .map(([slotId, plannedSec]) => ({ name: 'rundown.plan' as const, slotId, plannedSec })),
);

describe('taking back', () => {
  test('whatever was done before, the act is gone and nothing else with it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepArb, { maxLength: 12 }), async (steps) => {
        const w = await showWithSlots(SLOTS);
        for (const { name, ...rest } of steps) {
          const from = (await w.reader.get('run', 'run-1'))?.onAirSlotId ?? null;
          const before = await picture(w);
          const plan = await act(w, name, { runId: 'run-1', from, ...rest } as never);
          if (plan === null || plan === 'not-true') continue;
          expect(await stillStands(plan, w.reader)).toBe(true);
          for (const { name: undo, input } of plan.ops) await w.run(undo, input as never);
          expect(await picture(w)).toEqual(before);
          // And done again, so that the next step meets something else.
          await w.run(name, { runId: 'run-1', from, ...rest } as never);
        }
      }),
      {
        numRuns: 60,
        examples: [
          [
            [
              { name: 'rundown.take', to: 'slot-1' },
              { name: 'rundown.take', to: 'slot-2' },
              { name: 'rundown.skip', slotId: 'slot-1', skipped: true },
              { name: 'rundown.back' },
            ],
          ],
        ],
      },
    );
  });

  test('what somebody has changed since is not undone', async () => {
    const w = await showWithSlots(3);
    const plan = await act(w, 'rundown.arm', { runId: 'run-1', slotId: 'slot-2' });
    if (plan === null || plan === 'not-true') throw new Error('arming can be taken back');
    await w.run('rundown.arm', { runId: 'run-1', slotId: 'slot-3' }, { personId: 'ben' });
    expect(await stillStands(plan, w.reader)).toBe(false);
  });

  test('a first take, a start, a price: not true, and said so', async () => {
    const w = await showWithSlots(2);
    expect(await undoPlanOf('rundown.take', { runId: 'run-1', from: null, to: 'slot-1' }, w.reader)).toBe(
      'not-true',
    );
    for (const name of ['run.start', 'run.end', 'product.reprice', 'rundown.remove'] as const)
      expect(await undoPlanOf(name, {}, w.reader)).toBe('not-true');
    expect(await undoPlanOf('post.save', {}, w.reader)).toBeNull();
  });
});
