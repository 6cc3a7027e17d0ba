/**
 * How an act is taken back, worked out before it is done: the ops that would do it, and what must still stand as the act
 * left it, so that nothing that somebody has changed since is undone with it. Pure; the desk runs it.
 */
import type { DocumentReader } from '../../sync/document-store.ts';
import type { DocumentKind } from '../documents.ts';
import type { MutationInput, MutationName } from '../mutations.ts';
import { inOrder, keyAfter } from '../rundown/rundown.order.ts';
import { slotPlanSchema } from '../rundown/slot.schema.ts';

export interface UndoOp {
  readonly name: MutationName;
  readonly input: unknown;
}

/** A field as the act leaves it. */
export interface Stands {
  readonly kind: DocumentKind;
  readonly id: string;
  readonly field: string;
  readonly value: unknown;
}

export interface UndoPlan {
  /** In this order. */
  readonly ops: readonly UndoOp[];
  readonly stands: readonly Stands[];
}

/** `not-true`: what it did cannot be taken back, only be followed by something else. */
export type Undoing = UndoPlan | 'not-true';

type PlanOf<N extends MutationName> = (
  input: MutationInput<N>,
  read: DocumentReader,
) => Promise<Undoing | null>;

const op = <N extends MutationName>(name: N, input: MutationInput<N>): UndoOp => ({ name, input });
const stands = (kind: DocumentKind, id: string, field: string, value: unknown): Stands => ({
  ...{ kind, id, field, value },
});
const neverBack = async (): Promise<Undoing> => 'not-true';
/** What was skipped and then put on air all the same is skipped once more. */
const skipAgain = async (slotId: string, read: DocumentReader): Promise<UndoOp[]> =>
  (await read.get('slot', slotId))?.state === 'skipped'
    ? [op('rundown.skip', { slotId, skipped: true, confirmed: true })]
    : [];

/** Acts of the live desk. What is not here is no act to be taken back: texts, imports, settings have their own places. */
const plans: { readonly [N in MutationName]?: PlanOf<N> } = {
  'rundown.take': async ({ runId, from, to }, read) => {
    const run = await read.get('run', runId);
    if (!run) return null;
    // The first take starts the show: there is nothing to go back to.
    if (from === null) return 'not-true';
    const rearm = run.armedSlotId === to ? [op('rundown.arm', { runId, slotId: to })] : [];
    const skip = await skipAgain(to, read);
    return {
      // Skipping disarms, so arming comes last.
      ops: [op('rundown.back', { runId, from: to }), ...skip, ...rearm],
      stands: [stands('run', runId, 'onAirSlotId', to)],
    };
  },
  'rundown.back': async ({ runId, from }, read) => {
    const run = await read.get('run', runId);
    const previous = run?.previousSlotIds.at(-1);
    if (!run || previous === undefined || from === null) return null;
    const rearm = run.armedSlotId === previous ? [op('rundown.arm', { runId, slotId: previous })] : [];
    const skip = await skipAgain(previous, read);
    return {
      ops: [op('rundown.take', { runId, from: previous, to: from }), ...skip, ...rearm],
      stands: [stands('run', runId, 'onAirSlotId', previous)],
    };
  },
  'rundown.arm': async ({ runId, slotId }, read) => {
    const run = await read.get('run', runId);
    if (!run || run.armedSlotId === slotId) return null;
    return {
      ops: [op('rundown.arm', { runId, slotId: run.armedSlotId })],
      stands: [stands('run', runId, 'armedSlotId', slotId)],
    };
  },
  'rundown.skip': async ({ slotId, skipped }, read) => {
    const slot = await read.get('slot', slotId);
    const run = slot && (await read.get('run', slot.runId));
    if (!run || skipped === (slot.state === 'skipped')) return null;
    const state = skipped ? 'skipped' : slot.takenAt === null ? 'waiting' : 'done';
    const rearm = run.armedSlotId === slotId ? [op('rundown.arm', { runId: run.id, slotId })] : [];
    return {
      ops: [op('rundown.skip', { slotId, skipped: !skipped, confirmed: true }), ...rearm],
      stands: [stands('slot', slotId, 'state', state)],
    };
  },
  'rundown.move': async ({ slotId, afterSlotId }, read) => {
    const slot = await read.get('slot', slotId);
    if (!slot) return null;
    const slots = await read.list('slot', slot.runId);
    const orderKey = keyAfter(slots, slotId, afterSlotId);
    const order = inOrder(slots);
    const before = order[order.findIndex(({ id }) => id === slotId) - 1]?.id ?? null;
    if (orderKey === null || before === afterSlotId) return null;
    return {
      ops: [op('rundown.move', { slotId, afterSlotId: before, confirmed: true })],
      stands: [stands('slot', slotId, 'orderKey', orderKey)],
    };
  },
  'rundown.plan': async ({ slotId, confirmed: _, ...changes }, read) => {
    const slot = await read.get('slot', slotId);
    const fields = Object.entries(changes).filter(
      ([field, value]) => field in slotPlanSchema.shape && value !== undefined,
    );
    if (!slot || fields.length === 0) return null;
    const old = Object.fromEntries(fields.map(([field]) => [field, slot[field as keyof typeof changes]]));
    return {
      ops: [{ name: 'rundown.plan', input: { slotId, ...old, confirmed: true } }],
      stands: fields.map(([field, value]) => stands('slot', slotId, field, value)),
    };
  },
  'rundown.add': async ({ id }) => ({
    ops: [op('rundown.remove', { slotId: id, confirmed: true })],
    stands: [stands('slot', id, 'state', 'waiting')],
  }),
  'question.queue': async ({ id }) => ({
    ops: [op('question.settle', { questionId: id })],
    stands: [stands('question', id, 'state', 'queued')],
  }),
  'promise.note': async ({ id }) => ({
    ops: [op('promise.settle', { promiseId: id, state: 'dropped', note: '' })],
    stands: [stands('promise', id, 'state', 'open')],
  }),
  'promise.settle': async ({ promiseId, state }, read) => {
    const promise = await read.get('promise', promiseId);
    if (!promise || promise.state === state || promise.state !== 'open') return null;
    return {
      ops: [op('promise.settle', { promiseId, state: 'open', note: promise.note })],
      stands: [stands('promise', promiseId, 'state', state)],
    };
  },
  'drop.plan': async ({ id, title }) => ({
    ops: [op('drop.remove', { dropId: id })],
    stands: [stands('drop', id, 'title', title.trim())],
  }),
  'mark.make': async ({ id, runId }) => ({
    ops: [op('mark.remove', { markId: id })],
    stands: [stands('mark', id, 'runId', runId)],
  }),
  'rundown.remove': neverBack,
  'run.start': neverBack,
  'run.end': neverBack,
  'product.reprice': neverBack,
  'product.confirm-price': neverBack,
  'drop.remove': neverBack,
};

/** Null where it is no act of the live desk, or changes nothing. `read` is what stands before it. */
export async function undoPlanOf(
  name: MutationName,
  input: unknown,
  read: DocumentReader,
): Promise<Undoing | null> {
  const planOf = plans[name] as
    | ((input: unknown, read: DocumentReader) => Promise<Undoing | null>)
    | undefined;
  return (await planOf?.(input, read)) ?? null;
}

/** Whether everything is still as the act left it. */
export async function stillStands({ stands: all }: UndoPlan, read: DocumentReader): Promise<boolean> {
  for (const { kind, id, field, value } of all) {
    const document = (await read.get(kind, id)) as Readonly<Record<string, unknown>> | null;
    if (document === null || document[field] !== value) return false;
  }
  return true;
}
