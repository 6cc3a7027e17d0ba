/** How ops are committed: documents, facts, records and streams of several ops in one transaction. */
import type Database from 'better-sqlite3';
import type { OpResult } from '#shared/contract/hub.ts';
import type { OrderEvent } from '#shared/domain/order/order.schema.ts';
import type { FactTarget, WriteBatch } from '#shared/sync/document-store.ts';
import type { AuditNote, NewAuditEntry } from '../audit-log.ts';
import type { CommittedOp, OpsCommit, StoredChange } from '../hub-store.ts';
import type { AuditTables } from './audit-tables.ts';
import type { CounterTables } from './counter-tables.ts';
import type { DocumentTables } from './document-tables.ts';
import type { OnAirMarks } from './on-air-marks.ts';
import type { OrderTables } from './order-tables.ts';
import type { RehearsalTables } from './rehearsal-tables.ts';
import type { SignupTables } from './signup-tables.ts';
import type { Targets } from './targets.ts';

export interface CommitTables {
  readonly documents: DocumentTables;
  readonly targets: Targets;
  readonly orders: OrderTables;
  readonly counters: CounterTables;
  readonly marks: OnAirMarks;
  readonly signups: SignupTables;
  readonly rehearsals: RehearsalTables;
  readonly audit: AuditTables;
}

/** Thrown through the savepoint of an op's sales, so that none of them stays. */
const idReused = Symbol('order/id-reused');

/** Answers the commit as one synchronous function; whoever calls it holds the transaction. */
export function opsCommitter(
  db: Database,
  { documents, targets, orders, counters, marks, signups, rehearsals, audit }: CommitTables,
): (ops: readonly CommittedOp[]) => OpsCommit {
  const savepoint = db.transaction((work: () => void) => work());

  /** Stores what the batch makes known and answers what moves counters; null where an id was used before. */
  function addOrders(batch: WriteBatch): [FactTarget, OrderEvent][] | null {
    const moving: [FactTarget, OrderEvent][] = [];
    if (batch.orders.length === 0) return moving;
    try {
      savepoint(() => {
        for (const { target, event } of batch.orders) {
          const [outcome] = orders.add(targets.ensure(target), [event]);
          if (outcome === 'id-reused') throw idReused;
          if (outcome === 'added' && event.kind !== 'cancelled') moving.push([target, event]);
        }
      });
      return moving;
    } catch (error) {
      if (error === idReused) return null;
      throw error;
    }
  }

  return (ops) => {
    const results: OpResult[] = [];
    const facts: OpsCommit['facts'] = [];
    const cleared: OpsCommit['cleared'] = [];
    /** By document: what is written twice in one commit is told once, as it stands after it. */
    const changed = new Map<string, StoredChange>();
    const fromSeq = documents.headSeq();
    let toSeq = fromSeq;
    const streams = new Map<string, { deviceId: string; cseq: number }>();

    function resultOf({ opId, receivedAt, outcome }: CommittedOp): OpResult {
      if ('answered' in outcome) return outcome.answered;
      if ('refused' in outcome) return { opId, outcome: 'refused', ...outcome.refused };
      const { batch } = outcome;
      const moving = addOrders(batch);
      if (!moving) return { opId, outcome: 'refused', code: 'order/id-reused', params: {} };
      const markMoves = marks.movesOf(batch, receivedAt);
      for (const change of documents.writeBatch(batch, toSeq, receivedAt)) {
        toSeq = change.seq;
        const key = `${change.kind}/${change.id}`;
        // Anew, so that the map's order is that of the seqs.
        changed.delete(key);
        changed.set(key, change);
      }
      markMoves();
      for (const signup of batch.signups) signups.add(signup);
      for (const showId of batch.cleared ?? []) cleared.push(rehearsals.clear(showId));
      // After the marks: what is sold by the op that puts a slot on air counts as sold since.
      for (const [target, events] of byTarget(moving))
        facts.push({ target, touched: counters.add(targets.ensure(target), events) });
      return { opId, outcome: 'applied', seq: toSeq };
    }

    for (const op of ops) {
      const result = resultOf(op);
      results.push(result);
      if (!('answered' in op.outcome)) {
        documents.recordOp(op, result);
        if (op.audit) audit.add(auditEntry(op, op.audit, result));
      }
      if (op.stream) streams.set(op.stream.streamId, { deviceId: op.deviceId, cseq: op.stream.cseq });
      if ('batch' in op.outcome && result.outcome === 'refused') break;
    }
    for (const [streamId, { deviceId, cseq }] of streams) documents.moveStream(streamId, deviceId, cseq);
    documents.moveHead(toSeq);
    return { results, changes: { fromSeq, toSeq, changes: [...changed.values()] }, facts, cleared };
  };
}

function auditEntry(op: CommittedOp, note: AuditNote, result: OpResult): NewAuditEntry {
  const refused = result.outcome === 'refused';
  return {
    ...{ at: op.receivedAt, deviceAt: op.at, personId: op.personId, deviceId: op.deviceId, ...note },
    ...{
      kind: 'op',
      name: op.name,
      outcome: refused ? 'refused' : 'done',
      code: refused ? result.code : null,
    },
    // What was refused here after all has changed nothing.
    ...(refused ? { changes: [], more: 0 } : {}),
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
