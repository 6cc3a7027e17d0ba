/** Runs ops with the hub's authority, one after another. An op id seen before gets its first answer. */
import { AppError } from '#shared/contract/errors.ts';
import type { Changes, Op, OpResult } from '#shared/contract/hub.ts';
import type { DropState } from '#shared/domain/drop/drop.states.ts';
import { mutationNamed } from '#shared/domain/mutations.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import { runMutation } from '#shared/sync/mutation.ts';
import type { Actor, FactsAdded } from '../hub.ts';
import type { CommittedOp, HubStore } from '../store/hub-store.ts';
import { bodyHashOf } from './body-hash.ts';

export type RunOp = (op: Op, actor: Actor) => Promise<OpResult>;

export interface OpRunnerPorts {
  readonly store: HubStore;
  readonly clock: Clock;
  /** Told of every commit that changed documents, in their order. */
  readonly onChanges: (changes: Changes) => void;
  /** Told, after its commit, of what an op made known. */
  readonly onFacts: (target: FactTarget, added: FactsAdded) => void;
}

/**
 * A refusal (`AppError`) is recorded and answered for ever, like a success. Anything else is our own failure: it is
 * not recorded, the promise rejects, and the desk may send the op again.
 */
export function createOpRunner({ store, clock, onChanges, onFacts }: OpRunnerPorts): RunOp {
  return (op, actor) =>
    store.exclusive(async (alone) => {
      const bodyHash = bodyHashOf({ name: op.name, input: op.input });
      const known = await alone.documents.findOp(op.opId);
      if (known) return known.bodyHash === bodyHash ? known.result : refusal(op.opId, 'op/id-reused');
      const committed: CommittedOp = {
        opId: op.opId,
        name: op.name,
        bodyHash,
        personId: actor.personId,
        deviceId: actor.deviceId,
        at: op.at,
        receivedAt: isoNow(clock),
        stream: null,
        outcome: await outcomeOf(alone, op, actor),
      };
      const { results, changes, facts } = await alone.documents.commitOps([committed]);
      // Told while still alone: the next op cannot commit, and so not be told, before this one.
      if (changes.changes.length > 0) onChanges(changes);
      for (const { target, touched } of facts) onFacts(target, { kind: 'orders', touched });
      return results[0] as OpResult;
    });
}

async function outcomeOf(store: HubStore, op: Op, actor: Actor): Promise<CommittedOp['outcome']> {
  try {
    const mutation = mutationNamed(op.name);
    if (!mutation) throw new AppError('op/unknown-mutation', { name: op.name });
    const ctx = { opId: op.opId, at: op.at, ...actor };
    const batch = await runMutation(mutation, store.documents, op.input, ctx);
    for (const { kind, id } of batch.writes) if (kind === 'drop') await assertPlanOpen(store, id);
    return { batch };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { refused: { code: error.code, params: { ...error.params } } };
  }
}

const editableStates: readonly DropState[] = ['planned', 'expired', 'failed', 'cancelled'];

/** Whether a plan may still change is known to the hub alone: it holds the effect. A new plan has none yet. */
async function assertPlanOpen(store: HubStore, dropId: string): Promise<void> {
  const state = (await store.drops.get(dropId))?.state ?? 'planned';
  if (editableStates.includes(state)) return;
  // An armed drop is about to be fired as it was seen: it is disarmed first, then edited.
  throw state === 'armed' ? new AppError('drop/wrong-state', { state }) : new AppError('drop/fired');
}

function refusal(opId: string, code: 'op/id-reused'): OpResult {
  return { opId, outcome: 'refused', code, params: {} };
}
