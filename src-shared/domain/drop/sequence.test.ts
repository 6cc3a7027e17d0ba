import { describe, expect, test } from 'vitest';
import { showWithSlots } from '../../sync/documents-fixture.ts';
import type { MutationInput } from '../mutations.ts';
import type { Drop } from './drop.schema.ts';
import { sequenceRiskFen } from './sequence.schema.ts';
import {
  moveSequence,
  moveStep,
  type SequenceMove,
  type SequenceState,
  type StepMove,
  type StepState,
  sequenceMoves,
  sequenceStateSchema,
  stepMoves,
  stepStateSchema,
} from './sequence.states.ts';

/** Written out by hand, state by state: what may happen, and all else may not. */
const sequences: Record<SequenceState, Partial<Record<SequenceMove, SequenceState>>> = {
  planned: { fire: 'running' },
  running: { finish: 'done', fail: 'failed', stop: 'stopped' },
  done: {},
  failed: {},
  stopped: {},
};
const steps: Record<StepState, Partial<Record<StepMove, StepState>>> = {
  waiting: { begin: 'doing', skip: 'skipped' },
  doing: { did: 'done', fail: 'failed', lose: 'unknown' },
  done: {},
  failed: {},
  unknown: {},
  skipped: {},
};

describe('the tables of a sequence', () => {
  test.each(
    sequenceStateSchema.options.flatMap((state) =>
      (Object.keys(sequenceMoves) as SequenceMove[]).map((move) => ({ state, move })),
    ),
  )('a sequence that is $state × $move', ({ state, move }) => {
    expect(moveSequence(state, move)).toBe(sequences[state][move] ?? null);
  });
  test.each(
    stepStateSchema.options.flatMap((state) =>
      (Object.keys(stepMoves) as StepMove[]).map((move) => ({ state, move })),
    ),
  )('a step that is $state × $move', ({ state, move }) => {
    expect(moveStep(state, move)).toBe(steps[state][move] ?? null);
  });
});

const refusal = (code: string, params?: object) =>
  expect.objectContaining({ code, ...(params && { params }) });

async function workspace() {
  const w = await showWithSlots(2);
  const [run] = await w.reader.list('run', 'show-1');
  if (!run) throw new Error('the show has a run');
  const slots = await w.reader.list('slot', run.id);
  const [product] = await w.reader.list('product', 'show-1');
  const drop = { id: 'drop-1', showId: 'show-1', runKind: run.kind, title: '券', amountFen: 500 };
  await w.run('drop.plan', {
    ...{ ...drop, kind: 'coupon', thresholdFen: 0, quota: 10, perBuyer: 1, openSec: 60 },
  });
  const plan: MutationInput<'sequence.plan'> = {
    ...{ id: 'seq-1', showId: 'show-1', runId: run.id, title: '321' },
    steps: [
      { does: 'take', slotId: slots[0]?.id ?? '', afterSec: 0 },
      { does: 'price', productId: product?.id ?? '', priceFen: 990, afterSec: 3 },
      { does: 'drop', dropId: 'drop-1', afterSec: 3 },
    ],
  };
  return { w, plan };
}

describe('a sequence', () => {
  test('is planned once, edited and removed', async () => {
    const { w, plan } = await workspace();
    await w.run('sequence.plan', plan);
    await expect(w.run('sequence.plan', plan)).rejects.toEqual(refusal('sequence/exists'));
    const steps = plan.steps.slice(0, 1);
    await w.run('sequence.edit', { sequenceId: 'seq-1', title: '新', steps });
    expect(await w.reader.get('sequence', 'seq-1')).toMatchObject({ ...plan, title: '新', steps });
    await w.run('sequence.remove', { sequenceId: 'seq-1' });
    await expect(w.run('sequence.remove', { sequenceId: 'seq-1' })).rejects.toEqual(
      refusal('sequence/not-found'),
    );
    await expect(w.run('sequence.edit', { sequenceId: 'seq-1', title: 'x', steps })).rejects.toEqual(
      refusal('sequence/not-found'),
    );
  });

  test('names nothing of another show, and no drop twice', async () => {
    const { w, plan } = await workspace();
    const [take, price, drop] = plan.steps;
    if (take?.does !== 'take' || price?.does !== 'price' || drop?.does !== 'drop')
      throw new Error('three steps');
    for (const [steps, place] of [
      [[drop, { ...take, slotId: 'gone' }], 2],
      [[{ ...price, productId: 'gone' }], 1],
      [[{ ...drop, dropId: 'gone' }], 1],
    ] as const)
      await expect(w.run('sequence.plan', { ...plan, steps: [...steps] })).rejects.toEqual(
        refusal('sequence/step-unknown', { place }),
      );
    await expect(w.run('sequence.plan', { ...plan, steps: [drop, drop] })).rejects.toEqual(
      refusal('sequence/drop-twice'),
    );
    await expect(w.run('sequence.plan', { ...plan, runId: 'gone' })).rejects.toEqual(
      refusal('run/not-found'),
    );
    await expect(w.run('sequence.plan', { ...plan, steps: [] })).rejects.toEqual(refusal('request/invalid'));
  });

  test('risks what its drops risk together', async () => {
    const { w, plan } = await workspace();
    await w.run('sequence.plan', plan);
    const sequence = await w.reader.get('sequence', 'seq-1');
    const drop = await w.reader.get('drop', 'drop-1');
    if (!sequence || !drop) throw new Error('both are planned');
    expect(sequenceRiskFen(sequence.steps, new Map<string, Drop>([['drop-1', drop]]))).toBe(5000);
    expect(sequenceRiskFen(sequence.steps, new Map())).toBe(0);
  });
});
