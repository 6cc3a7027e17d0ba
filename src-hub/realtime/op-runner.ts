/**
 * Runs ops with the hub's authority, one after another, and commits those together that wait when the writer is idle
 * ([SY15]): each op sees what those before it have written (op-overlay.ts), nobody else sees anything before the commit.
 * An op id seen before gets its first answer.
 */
import { AppError } from '#shared/contract/errors.ts';
import type { Op, OpResult, StreamOp } from '#shared/contract/hub.ts';
import { mutationNamed } from '#shared/domain/mutations.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import { type Mutation, runMutation } from '#shared/sync/mutation.ts';
import type { Actor, FactsAdded } from '../hub.ts';
import type { HubLog } from '../hub-log.ts';
import type { CommittedOp, HubStore, OpsCommit, StoredChanges } from '../store/hub-store.ts';
import { StoreFailure } from '../store/store-failure.ts';
import { auditOfOp } from './audit-of-op.ts';
import { authorityChecks } from './authority.ts';
import { bodyHashOf } from './body-hash.ts';
import { CommitFirst, OpGroup } from './op-group.ts';

/** Where a push stands in its desk's stream: `base` is the `cseq` before its first op, as the desk has it. */
export interface PushPlace {
  readonly streamId: string;
  readonly base: number;
}

export interface OpRunner {
  /** Rejects with `StoreFailure`, or another error of ours: then nothing is recorded and the op may come again. */
  runOp(op: Op, actor: Actor): Promise<OpResult>;
  /**
   * Ops of one push, in the order of their `cseq`s, all above its base. Rejects with `op/out-of-order` and nothing done
   * ([SY13]), or as `runOp`.
   */
  push(ops: readonly StreamOp[], place: PushPlace, actor: Actor): Promise<OpResult[]>;
}

export interface OpRunnerPorts {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly log: HubLog;
  /** Told once of every commit that changed documents, in their order and before the ops are answered. */
  readonly onChanges: (changes: StoredChanges) => void;
  /** Told, after its commit, of what an op made known. */
  readonly onFacts: (target: FactTarget, added: FactsAdded) => void;
  /** Told, after its commit, of an op that has cleared facts and effects. */
  readonly onCleared?: (target: FactTarget) => void;
  /** How long a person has not been seen; 0 = is here. Nobody is known to be away where it is absent. */
  readonly absentMs?: (personId: string) => number;
  /** For tests alone: other mutations than the domain's. */
  readonly mutationNamed?: (name: string) => Mutation | null;
}

/** Ops that a commit takes before it lets others have the writer; the push that reaches it goes in whole. */
const GROUP_OPS = 200;

interface Job {
  readonly ops: readonly (Op & { readonly cseq?: number })[];
  /** Null for an op that is in nobody's stream. */
  readonly place: PushPlace | null;
  readonly actor: Actor;
  /** Of the ops that are committed. */
  readonly results: OpResult[];
  readonly resolve: (results: OpResult[]) => void;
  readonly reject: (error: unknown) => void;
}

export function createOpRunner(ports: OpRunnerPorts): OpRunner {
  const { store, clock, log } = ports;
  const named = ports.mutationNamed ?? mutationNamed;
  const waiting: Job[] = [];
  let scheduled = false;
  /** Ops still to be committed one by one, because a commit of several failed for one of them. */
  let onesLeft = 0;

  function submit(ops: Job['ops'], place: PushPlace | null, actor: Actor): Promise<OpResult[]> {
    return new Promise((resolve, reject) => {
      waiting.push({ ops, place, actor, results: [], resolve, reject });
      schedule();
    });
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    store
      .exclusive(runGroup)
      .catch((error: unknown) => {
        for (const job of waiting.splice(0)) job.reject(error);
      })
      .finally(() => {
        scheduled = false;
        if (waiting.length > 0) schedule();
      });
  }

  /** One commit. Jobs whose ops did not all get into it are put back to the front. Never rejects. */
  async function runGroup(alone: HubStore): Promise<void> {
    const group = new OpGroup<Job>(alone, isoNow(clock), ports.absentMs);
    const taken: Job[] = [];
    const outOfOrder = new Map<Job, AppError>();
    try {
      await fill(group, taken, outOfOrder);
      if (group.entries.length > 0) await commit(alone, group);
    } catch (error) {
      for (const job of taken) job.reject(error);
      return;
    }
    const whole = group.done === group.entries.length;
    const unfinished: Job[] = [];
    for (const job of taken) {
      const fault = outOfOrder.get(job);
      if (job.results.length === job.ops.length) job.resolve(job.results);
      // Judged by a place that the stream has only if the whole group was committed.
      else if (fault && whole) job.reject(fault);
      else unfinished.push(job);
    }
    waiting.unshift(...unfinished);
  }

  async function fill(group: OpGroup<Job>, taken: Job[], outOfOrder: Map<Job, AppError>): Promise<void> {
    const most = onesLeft > 0 ? 1 : GROUP_OPS;
    while (waiting.length > 0 && group.entries.length < most) {
      const job = waiting.shift() as Job;
      taken.push(job);
      const { place, ops, results } = job;
      const last = place && results.length === 0 ? await group.lastCseq(place.streamId) : 0;
      if (place && results.length === 0 && place.base > last) {
        outOfOrder.set(job, new AppError('op/out-of-order', { last }));
        continue;
      }
      for (const op of ops.slice(results.length, onesLeft > 0 ? results.length + 1 : ops.length)) {
        try {
          group.add(job, await entryOf(group, job, op));
        } catch (error) {
          if (error instanceof CommitFirst) return;
          throw error;
        }
      }
    }
  }

  async function entryOf(
    group: OpGroup<Job>,
    { place, actor }: Job,
    op: Job['ops'][number],
  ): Promise<CommittedOp> {
    const { cseq } = op;
    const isNext = place !== null && cseq !== undefined && cseq > (await group.lastCseq(place.streamId));
    const bodyHash = bodyHashOf({ name: op.name, input: op.input });
    const known = await group.findOp(op.opId);
    return {
      ...{ opId: op.opId, name: op.name, bodyHash, at: op.at, receivedAt: group.receivedAt },
      ...{ personId: actor.personId, deviceId: actor.deviceId },
      // An op at or below the stream's last does not move it; one that the hub does not know is run all the same.
      stream: isNext ? { streamId: place.streamId, cseq } : null,
      ...(known
        ? {
            outcome: {
              answered: known.bodyHash === bodyHash ? known.result : refusal(op.opId, 'op/id-reused'),
            },
          }
        : await audited(group, op, actor)),
    };
  }

  /** The verdict, with what the audit log is told of it: what stands there before the op is what it is compared with. */
  async function audited(
    group: OpGroup<Job>,
    op: Op,
    actor: Actor,
  ): Promise<Pick<CommittedOp, 'outcome' | 'audit'>> {
    const outcome = await judge(group, op, actor);
    const batch = 'batch' in outcome ? outcome.batch : null;
    return { outcome, audit: await auditOfOp(op, batch, group.view.documents, actor) };
  }

  async function judge(group: OpGroup<Job>, op: Op, actor: Actor): Promise<CommittedOp['outcome']> {
    try {
      const mutation = named(op.name);
      if (!mutation) throw new AppError('op/unknown-mutation', { name: op.name });
      const ctx = { opId: op.opId, at: op.at, ...actor };
      const batch = await runMutation(mutation, group.view.documents, op.input, ctx);
      for (const check of authorityChecks) await check(batch, group.view, actor, op);
      return { batch };
    } catch (error) {
      if (error instanceof StoreFailure || error instanceof CommitFirst) throw error;
      if (error instanceof AppError) return { refused: { code: error.code, params: { ...error.params } } };
      return failed(op, error);
    }
  }

  /** Poison ([SY17]): recorded like any refusal, so that the queue moves on. */
  function failed(op: { opId: string; name: string }, error: unknown): CommittedOp['outcome'] {
    log.error({ err: error, opId: op.opId, mutation: op.name }, 'an op failed while it was run');
    return { refused: { code: 'op/failed', params: {} } };
  }

  async function commit(alone: HubStore, group: OpGroup<Job>): Promise<void> {
    const ops = group.entries.map(({ op }) => op);
    let committed: OpsCommit;
    try {
      committed = await alone.documents.commitOps(ops);
    } catch (error) {
      const [only] = ops;
      if (error instanceof StoreFailure) throw error;
      if (ops.length > 1 || !only) {
        // One of them cannot be stored. Alone, each shows whether it is that one.
        log.error(
          { err: error, ops: ops.length },
          'a commit of several ops failed: they are done one by one',
        );
        onesLeft = ops.length;
        return;
      }
      committed = await alone.documents.commitOps([{ ...only, outcome: failed(only, error) }]);
    }
    onesLeft = Math.max(0, onesLeft - committed.results.length);
    group.settle(committed.results);
    tell(committed);
  }

  function tell({ changes, facts, cleared }: OpsCommit): void {
    try {
      if (changes.changes.length > 0) ports.onChanges(changes);
      for (const { target, touched } of facts) ports.onFacts(target, { kind: 'orders', touched });
      for (const target of cleared) ports.onCleared?.(target);
    } catch (error) {
      // What is committed is committed: desks that were not told find the gap and pull.
      log.error({ err: error }, 'desks could not be told of a commit');
    }
  }

  return {
    push: submit,
    runOp: async (op, actor) => (await submit([op], null, actor))[0] as OpResult,
  };
}

function refusal(opId: string, code: 'op/id-reused'): OpResult {
  return { opId, outcome: 'refused', code, params: {} };
}
