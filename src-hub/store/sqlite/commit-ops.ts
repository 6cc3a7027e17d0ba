/** How ops are committed: documents, facts, records and streams of several ops in one transaction. */
import type Database from 'better-sqlite3';
import type { DocumentChange, OpResult } from '#shared/contract/hub.ts';
import type { OrderEvent } from '#shared/domain/order/order.schema.ts';
import type { FactTarget, WriteBatch } from '#shared/sync/document-store.ts';
import type { CommittedOp, OpsCommit } from '../hub-store.ts';
import type { CounterTables } from './counter-tables.ts';
import type { DocumentTables } from './document-tables.ts';
import type { OnAirMarks } from './on-air-marks.ts';
import type { OrderTables } from './order-tables.ts';
import type { Targets } from './targets.ts';

export interface CommitTables {
  readonly documents: DocumentTables;
  readonly targets: Targets;
  readonly orders: OrderTables;
  readonly counters: CounterTables;
  readonly marks: OnAirMarks;
}

/** Thrown through an op's savepoint, so that nothing of the op stays. */
const idReused = Symbol('order/id-reused');

/** Answers the commit as one synchronous function; whoever calls it holds the transaction. */
export function opsCommitter(
  db: Database,
  { documents, targets, orders, counters, marks }: CommitTables,
): (ops: readonly CommittedOp[]) => OpsCommit {
  const savepoint = db.transaction((work: () => void) => work());

  /** Stores what the batch makes known; answers what moves counters, by target. */
  function addOrders(batch: WriteBatch): [FactTarget, OrderEvent][] {
    const moving: [FactTarget, OrderEvent][] = [];
    for (const { target, event } of batch.orders) {
      const outcome = orders.add(targets.ensure(target), event);
      if (outcome === 'id-reused') throw idReused;
      if (outcome === 'added' && event.kind !== 'cancelled') moving.push([target, event]);
    }
    return moving;
  }

  return (ops) => {
    const results: OpResult[] = [];
    const facts: OpsCommit['facts'] = [];
    const changes: DocumentChange[] = [];
    const fromSeq = documents.headSeq();
    const streams = new Map<string, { deviceId: string; cseq: number }>();

    function apply(batch: WriteBatch): void {
      const moving = addOrders(batch);
      const markMoves = marks.movesOf(batch);
      changes.push(...documents.writeBatch(batch).changes);
      markMoves();
      // After the marks: what is sold by the op that puts a slot on air counts as sold since.
      for (const [target, events] of byTarget(moving))
        facts.push({ target, touched: counters.add(targets.ensure(target), events) });
    }

    function resultOf({ opId, outcome }: CommittedOp): OpResult {
      if ('answered' in outcome) return outcome.answered;
      if ('refused' in outcome) return { opId, outcome: 'refused', ...outcome.refused };
      const { batch } = outcome;
      try {
        if (batch.orders.length > 0) savepoint(() => apply(batch));
        else apply(batch);
      } catch (error) {
        if (error !== idReused) throw error;
        return { opId, outcome: 'refused', code: 'order/id-reused', params: {} };
      }
      return { opId, outcome: 'applied', seq: documents.headSeq() };
    }

    for (const op of ops) {
      const result = resultOf(op);
      results.push(result);
      if (!('answered' in op.outcome)) documents.recordOp(op, result);
      if (op.stream) streams.set(op.stream.streamId, { deviceId: op.deviceId, cseq: op.stream.cseq });
      if ('batch' in op.outcome && result.outcome === 'refused') break;
    }
    for (const [streamId, { deviceId, cseq }] of streams) documents.moveStream(streamId, deviceId, cseq);
    return { results, changes: { fromSeq, toSeq: documents.headSeq(), changes }, facts };
  };
}

function byTarget(moving: readonly [FactTarget, OrderEvent][]): [FactTarget, OrderEvent[]][] {
  const groups = new Map<string, [FactTarget, OrderEvent[]]>();
  for (const [target, event] of moving) {
    const key = `${target.runKind}/${target.showId}`;
    const group = groups.get(key);
    if (group) group[1].push(event);
    else groups.set(key, [target, [event]]);
  }
  return [...groups.values()];
}
