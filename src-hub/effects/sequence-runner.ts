/**
 * Sequences, by the tables in domain/drop/sequence.states.ts. `doing` is committed before a step is done, its end before
 * the next begins; the first step that goes wrong ends the sequence, and so do a restart and a sleep of the hub. What is
 * left of it is never caught up on ([SY89]).
 */
import { AppError } from '#shared/contract/errors.ts';
import {
  moveSequence,
  moveStep,
  type SequenceMove,
  type StepMove,
  type StepStatus,
} from '#shared/domain/drop/sequence.states.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { Actor, Orderer, OrderToAct, SequenceCommand, SequenceRunner } from '../hub.ts';
import type { HubLog } from '../hub-log.ts';
import type { SequenceChange, SequenceRecord } from '../store/sequence-effects.ts';
import { assertInTime, type Boot } from './boot.ts';
import { doStep, type StepPorts, whatBecame } from './sequence-steps.ts';
import { serialByKey } from './serial-by-key.ts';
import { underWay } from './under-way.ts';

export interface SequenceRunnerPorts extends StepPorts {
  readonly timers: Timers;
  readonly boot: Pick<Boot, 'onAway'>;
  readonly moved: (sequence: Pick<SequenceRecord, 'sequenceId' | 'showId' | 'runKind'>) => void;
  readonly log: HubLog;
}

/** How much later than planned a step may begin: what a busy hub takes. */
const LATE_MS = 2000;

/** A sequence that runs in this process. */
interface Running {
  readonly actor: Actor & Orderer;
  /** Ends the pause that it is in; null while a step is being done. */
  wake: (() => void) | null;
  /** Set by whoever ends it from outside. */
  ended: boolean;
  work: Promise<void>;
}

export function createSequenceRunner(ports: SequenceRunnerPorts): SequenceRunner {
  const { store, clock, timers, log } = ports;
  const oneByOne = serialByKey();
  const running = new Map<string, Running>();
  const { track, ended } = underWay(timers);

  async function recordOf(sequenceId: string): Promise<SequenceRecord> {
    const record = await store.sequences.get(sequenceId);
    if (!record) throw new AppError('sequence/not-found');
    return record;
  }

  async function put(record: SequenceRecord, change: SequenceChange): Promise<SequenceRecord> {
    const moved = await store.sequences.move(record.sequenceId, record.revision, change);
    if (!moved) throw new AppError('sequence/changed');
    ports.moved(moved);
    return moved;
  }

  /** Moves the sequence; what was not begun is skipped when it ends. */
  function move(record: SequenceRecord, name: SequenceMove, change: Partial<SequenceChange> = {}) {
    const state = moveSequence(record.state, name);
    if (state === null) throw new AppError('sequence/wrong-state', { state: record.state });
    const { steps = record.steps, ...rest } = change;
    return put(record, { state, steps: state === 'running' ? steps : steps.map(skipped), ...rest });
  }

  function moveAt(record: SequenceRecord, at: number, name: StepMove, reason: string | null = null) {
    const steps = record.steps.map((step, index) => {
      const state = index === at ? moveStep(step.state, name) : step.state;
      if (state === null) throw new AppError('sequence/wrong-state', { state: step.state });
      return index === at ? { state, reason } : step;
    });
    return put(record, { state: record.state, steps });
  }

  async function fire(
    sequenceId: string,
    revision: number,
    order: OrderToAct,
    actor: Actor & Orderer,
  ): Promise<void> {
    const record = await recordOf(sequenceId);
    // Its answer may have been lost: this very order was done ([SY54]).
    if (record.firedBy === order.commandId) return;
    if (record.revision !== revision) throw new AppError('sequence/changed');
    const sequence = await store.documents.get('sequence', sequenceId);
    if (!sequence) throw new AppError('sequence/not-found');
    assertInTime(order);
    const started = await move(record, 'fire', {
      plan: sequence.steps,
      steps: sequence.steps.map((): StepStatus => ({ state: 'waiting', reason: null })),
      firedBy: order.commandId,
      startedAt: isoNow(clock),
    });
    const one: Running = { actor, wake: null, ended: false, work: Promise.resolve() };
    running.set(sequenceId, one);
    one.work = track(
      go(one, started)
        .catch((error: unknown) => log.error({ err: error, sequenceId }, 'a sequence broke off'))
        .finally(() => running.delete(sequenceId)),
    );
  }

  async function go(one: Running, started: SequenceRecord): Promise<void> {
    let record = started;
    for (const [at, step] of record.plan.entries()) {
      const dueMs = clock.monotonicMs() + step.afterSec * 1000;
      await pause(one, step.afterSec * 1000);
      if (one.ended) return;
      const inTime = () => !one.ended && clock.monotonicMs() <= dueMs + LATE_MS;
      if (!inTime()) return void (await move(record, 'fail', { reason: 'effect/expired' }));
      record = await moveAt(record, at, 'begin');
      const failure = await doStep(ports, { record, step, at }, one.actor, inTime).then(
        () => null,
        (error: unknown) => asFailure(error),
      );
      record = await moveAt(record, at, failure?.move ?? 'did', failure?.reason ?? null);
      if (one.ended) return void (await move(record, 'stop'));
      if (failure) return void (await move(record, 'fail', { reason: failure.reason }));
    }
    await move(record, 'finish');
  }

  function asFailure(error: unknown): { move: StepMove; reason: string } {
    if (error instanceof AppError && error.code !== 'effect/unanswered')
      return { move: 'fail', reason: error.code };
    log.error({ err: error }, 'nobody knows what became of a step');
    return { move: 'lose', reason: 'effect/unanswered' };
  }

  function pause(one: Running, ms: number): Promise<void> {
    if (ms === 0 || one.ended) return Promise.resolve();
    return new Promise<void>((resolve) => {
      const callOff = timers.after(ms, resolve);
      one.wake = () => {
        callOff();
        resolve();
      };
    }).then(() => {
      one.wake = null;
    });
  }

  /** Ends it between two steps at once; a step that is being done is waited for, a countdown of it called off. */
  async function stop(sequenceId: string, order: OrderToAct): Promise<void> {
    assertInTime(order);
    const record = await recordOf(sequenceId);
    if (record.state !== 'running') throw new AppError('sequence/wrong-state', { state: record.state });
    const one = running.get(sequenceId);
    if (!one) return void (await move(record, 'stop'));
    one.ended = true;
    if (one.wake) {
      one.wake();
      await one.work;
      return void (await move(await recordOf(sequenceId), 'stop'));
    }
    const doing = record.plan[record.steps.findIndex(({ state }) => state === 'doing')];
    if (doing?.does === 'drop')
      await ports.drops.command({ name: 'drop.callOff', dropId: doing.dropId }, order).catch(() => undefined);
    await one.work;
  }

  /** What ran when the hub was away is over: nobody meant its later steps for now. */
  async function giveUp(record: SequenceRecord): Promise<void> {
    const steps: StepStatus[] = [];
    for (const [at, status] of record.steps.entries()) {
      const step = record.plan[at];
      if (status.state !== 'doing' || !step) steps.push(status);
      else {
        const state = await whatBecame(store, { record, step, at });
        steps.push({ state, reason: state === 'done' ? null : 'effect/restarted' });
      }
    }
    await move(record, 'fail', { steps, reason: 'effect/restarted' });
  }

  ports.boot.onAway(({ slept }) => {
    if (!slept) return;
    for (const [sequenceId, one] of running) {
      one.ended = true;
      one.wake?.();
      const over = async () => {
        await one.work;
        const record = await recordOf(sequenceId);
        if (record.state === 'running') await move(record, 'fail', { reason: 'effect/restarted' });
      };
      over().catch((error: unknown) => log.error({ err: error, sequenceId }, 'ending a sequence failed'));
    }
  });

  return {
    command: (command: SequenceCommand, order, actor) => {
      if (command.name === 'sequence.stop') return stop(command.sequenceId, order);
      return oneByOne(command.sequenceId, () => fire(command.sequenceId, command.revision, order, actor));
    },
    async recover() {
      for (const record of await store.sequences.running()) await giveUp(record);
    },
    async stop() {
      for (const one of running.values()) {
        one.ended = true;
        one.wake?.();
      }
      await ended();
    },
  };
}

function skipped(step: StepStatus): StepStatus {
  const state = moveStep(step.state, 'skip');
  return state === null ? step : { ...step, state };
}
