/**
 * What each step of a sequence does. Every step has a name of its own that its op, drop or act bears, so that after a
 * crash it can be found out what became of it, and nothing is done twice.
 */
import { AppError, isErrorCode } from '#shared/contract/errors.ts';
import type { SequenceStep } from '#shared/domain/drop/sequence.schema.ts';
import type { StepStatus } from '#shared/domain/drop/sequence.states.ts';
import type { Clock } from '#shared/sync/clock.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { Actor, ActRunner, DropRunner, HubServices, Orderer } from '../hub.ts';
import type { HubStore } from '../store/hub-store.ts';
import type { SequenceRecord } from '../store/sequence-effects.ts';

export interface StepPorts {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly runOp: HubServices['runOp'];
  readonly drops: Pick<DropRunner, 'fireStep' | 'command'>;
  readonly acts: Pick<ActRunner, 'command' | 'pushOwn'>;
}

export interface StepPlace {
  readonly record: SequenceRecord;
  readonly step: SequenceStep;
  readonly at: number;
}

/** The op, the order by key or the act that a step is. */
const stepKey = (sequenceId: string, at: number) => `${sequenceId}:${at + 1}`;

const STEP_TTL_MS = 5000;

/** Does it; rejects with `AppError` where it surely was not done. */
export async function doStep(
  ports: StepPorts,
  { record, step, at }: StepPlace,
  actor: Actor & Orderer,
  inTime: () => boolean,
): Promise<void> {
  const key = stepKey(record.sequenceId, at);
  switch (step.does) {
    case 'take':
      return take(ports, record, step.slotId, key, actor);
    case 'price':
      return price(ports, record, step, key, actor, inTime);
    case 'drop':
      return ports.drops.fireStep(step.dropId, key, inTime);
  }
}

async function runIdOf(store: HubStore, sequenceId: string): Promise<string> {
  const sequence = await store.documents.get('sequence', sequenceId);
  if (!sequence) throw new AppError('sequence/not-found');
  return sequence.runId;
}

async function take(
  { store, clock, runOp, acts }: StepPorts,
  { sequenceId }: SequenceRecord,
  slotId: string,
  key: string,
  actor: Actor & Orderer,
): Promise<void> {
  const runId = await runIdOf(store, sequenceId);
  const run = await store.documents.get('run', runId);
  if (!run) throw new AppError('run/not-found');
  // What is on air already needs no take; a second one would start its time anew.
  if (run.onAirSlotId !== slotId)
    await apply(runOp, actor, {
      ...{ opId: key, name: 'rundown.take', at: isoNow(clock) },
      input: { runId, from: run.onAirSlotId, to: slotId },
    });
  await acts.pushOwn({ actId: `${key}p`, runId, slotId, origin: 'take' });
}

/** The product's price in the show, and with it on the platform. The rules of prices judge it like anybody's. */
async function price(
  { store, clock, runOp, acts }: StepPorts,
  { sequenceId, runKind }: SequenceRecord,
  { productId, priceFen }: Extract<SequenceStep, { does: 'price' }>,
  key: string,
  actor: Actor & Orderer,
  inTime: () => boolean,
): Promise<void> {
  const runId = await runIdOf(store, sequenceId);
  const product = await store.documents.get('product', productId);
  if (!product) throw new AppError('product/not-found');
  if (product.priceFen !== priceFen)
    await apply(runOp, actor, {
      ...{ opId: key, name: 'product.reprice', at: isoNow(clock) },
      input: { productId, priceFen },
    });
  await acts.command(
    {
      ...({ name: 'act.offer', actId: `${key}a`, runKind, runId, productId } as const),
      change: { kind: 'price', priceFen },
    },
    { ttlMs: STEP_TTL_MS, inTime },
    actor,
  );
}

async function apply(
  runOp: HubServices['runOp'],
  actor: Actor & Orderer,
  op: Parameters<HubServices['runOp']>[0],
): Promise<void> {
  const result = await runOp(op, actor);
  if (result.outcome === 'applied') return;
  throw isErrorCode(result.code)
    ? new AppError(result.code, result.params)
    : new Error(`a step was refused with a code outside the table: ${result.code}`);
}

/** After a crash in it: what became of a step, as far as anybody knows. It is not gone on with. */
export async function whatBecame(
  store: HubStore,
  { record, step, at }: StepPlace,
): Promise<Extract<StepStatus['state'], 'done' | 'failed' | 'unknown'>> {
  const key = stepKey(record.sequenceId, at);
  if (step.does === 'drop') {
    const drop = await store.drops.get(step.dropId);
    if (!drop || drop.firedBy !== key) return 'failed';
    if (drop.state === 'open' || drop.state === 'closed') return 'done';
    return drop.state === 'sending' || drop.state === 'unknown' ? 'unknown' : 'failed';
  }
  const op = await store.documents.findOp(key);
  if (!op) return 'failed';
  return op.result.outcome === 'applied' ? 'done' : 'failed';
}
