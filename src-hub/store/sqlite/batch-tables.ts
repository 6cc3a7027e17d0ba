/** SQL of batches and their deliveries. States move here by the shared table alone, in the transaction that stores them. */
import type Database from 'better-sqlite3';
import {
  type Batch,
  type BatchCounts,
  type Delivery,
  type DeliveryReason,
  emptyCounts,
} from '#shared/domain/batch/batch.schema.ts';
import {
  type BatchMove,
  type BatchState,
  type DeliveryMove,
  type DeliveryState,
  deliveryMoves,
  moveBatch,
  moveDelivery,
} from '#shared/domain/batch/batch.states.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import type { BatchEffects, BatchOrder, DeliveryChange, QueuedDelivery } from '../batch-effects.ts';
import type { Writer } from './write-queue.ts';

interface BatchRow {
  batch_id: string;
  show_id: string;
  post_id: string;
  run_kind: RunKind;
  title: string;
  plan_hash: string;
  state: BatchState;
  paused_by_hub: number;
  revision: number;
  created_at: string;
  created_by: string;
  begins_at: string | null;
  refusal: string | null;
}
interface DeliveryRow {
  group_id: string;
  group_name: string;
  owner: string;
  platform: Delivery['platform'];
  state: DeliveryState;
  reason: DeliveryReason | null;
  detail: string | null;
  by_hand: number;
  moved_at: string;
}

const deliveryColumns = 'group_id, group_name, owner, platform, state, reason, detail, by_hand, moved_at';

/** Moves after which nothing more goes out, and what each left delivery is told. */
const skips: Partial<Record<BatchMove, DeliveryReason>> = {
  stop: 'stopped',
  cancel: 'cancelled',
  expire: 'expired',
};

export type BatchTables = ReturnType<typeof batchTables>;

export function batchTables(db: Database) {
  const selectBatch = db.prepare<[string], BatchRow>('SELECT * FROM batches WHERE batch_id = ?');
  const selectOfShow = db.prepare<[string, number], BatchRow>(
    'SELECT * FROM batches WHERE show_id = ? ORDER BY created_at DESC, batch_id DESC LIMIT ?',
  );
  const selectInState = db.prepare<[string], BatchRow>(
    'SELECT * FROM batches WHERE state = ? ORDER BY created_at, batch_id',
  );
  const selectCounts = db.prepare<[string], { state: DeliveryState; n: number }>(
    'SELECT state, count(*) AS n FROM batch_deliveries WHERE batch_id = ? GROUP BY state',
  );
  const insertBatch = db.prepare<
    [
      ...[string, string, string, string, string, string, string],
      ...[string, string, string | null, string | null],
    ]
  >(`
    INSERT INTO batches (batch_id, show_id, post_id, run_kind, title, plan_hash, state, revision, created_at, created_by,
      begins_at, refusal, epoch) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, (SELECT epoch FROM workspace))`);
  const insertDelivery = db.prepare<
    [string, string, string, string, string, string, string, string | null, number, string]
  >(`
    INSERT INTO batch_deliveries (batch_id, group_id, group_name, owner, platform, text_hash, state, reason, by_hand,
      moved_at, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`);
  const insertText = db.prepare<[string, string, string]>('INSERT INTO batch_texts VALUES (?, ?, ?)');
  const selectText = db
    .prepare<[string, string], string>('SELECT text FROM batch_texts WHERE batch_id = ? AND group_id = ?')
    .pluck();
  const selectDelivery = db.prepare<[string, string], DeliveryRow>(
    `SELECT ${deliveryColumns} FROM batch_deliveries WHERE batch_id = ? AND group_id = ?`,
  );
  const selectDeliveries = db.prepare<[string, number], DeliveryRow>(
    `SELECT ${deliveryColumns} FROM batch_deliveries WHERE batch_id = ? AND revision > ? ORDER BY group_id`,
  );
  const selectQueued = db.prepare<[string], QueuedDelivery>(`
    SELECT group_id AS groupId, group_name AS groupName, attempts FROM batch_deliveries WHERE batch_id = ? AND state = 'queued'
    ORDER BY group_id`);
  const selectHad = db.prepare<[string, string], { groupId: string; textHash: string }>(`
    SELECT DISTINCT group_id AS groupId, text_hash AS textHash FROM batch_deliveries
    WHERE batch_id IN (SELECT batch_id FROM batches WHERE post_id = ? AND run_kind = ?)
      AND state NOT IN ('failed', 'skipped')`);
  const updateBatch = db.prepare<[string, number, string]>(
    `UPDATE batches SET state = ?, paused_by_hub = ?, begins_at = NULL, revision = revision + 1,
      epoch = (SELECT epoch FROM workspace) WHERE batch_id = ?`,
  );
  const touchBatch = db
    .prepare<[string], number>(
      'UPDATE batches SET revision = revision + 1 WHERE batch_id = ? RETURNING revision',
    )
    .pluck();
  const updateDelivery = db.prepare<[string, string | null, string | null, string, number, string, string]>(`
    UPDATE batch_deliveries SET state = ?, reason = ?, detail = ?, moved_at = ?, revision = ?
    WHERE batch_id = ? AND group_id = ?`);
  const startDelivery = db.prepare<[string, string, string, number, string, string]>(`
    UPDATE batch_deliveries SET state = 'sending', reason = NULL, detail = NULL, attempts = attempts + 1,
      robot_id = ?, asked_at = ?, moved_at = ?, revision = ? WHERE batch_id = ? AND group_id = ?`);
  const moveAll = db.prepare<[string, string | null, string, number, string, string]>(`
    UPDATE batch_deliveries SET state = ?, reason = ?, detail = NULL, attempts = 0, moved_at = ?, revision = ?
    WHERE batch_id = ? AND state IN (SELECT value FROM json_each(?))`);
  const selectSending = db
    .prepare<[], string>("SELECT DISTINCT batch_id FROM batch_deliveries WHERE state = 'sending'")
    .pluck();
  const selectRestored = db
    .prepare<[], string>(`
      SELECT batch_id FROM batches b WHERE epoch IS NOT NULL AND epoch <> (SELECT epoch FROM workspace)
        AND (state IN ('waiting', 'running', 'paused') OR EXISTS (
          SELECT 1 FROM batch_deliveries d WHERE d.batch_id = b.batch_id AND d.state = 'failed'))
      ORDER BY batch_id`)
    .pluck();
  const selectBusy = db
    .prepare<[string], number>(
      "SELECT count(*) FROM batch_deliveries WHERE batch_id = ? AND state IN ('queued', 'sending')",
    )
    .pluck();
  const selectAsked = db.prepare<[string], { robotId: string; askedAt: string }>(
    'SELECT robot_id AS robotId, asked_at AS askedAt FROM batch_deliveries WHERE asked_at >= ? ORDER BY asked_at',
  );
  const selectLastMoved = db
    .prepare<[string], string | null>('SELECT max(moved_at) FROM batch_deliveries WHERE batch_id = ?')
    .pluck();

  function batchOf(row: BatchRow): Batch {
    const counts: BatchCounts = { ...emptyCounts };
    for (const { state, n } of selectCounts.all(row.batch_id)) counts[state] = n;
    return {
      batchId: row.batch_id as Batch['batchId'],
      showId: row.show_id as Batch['showId'],
      postId: row.post_id as Batch['postId'],
      runKind: row.run_kind,
      title: row.title,
      state: row.state,
      beginsAt: row.begins_at,
      refusal: row.refusal === null ? null : (JSON.parse(row.refusal) as Batch['refusal']),
      pausedByHub: row.paused_by_hub === 1,
      revision: row.revision,
      counts,
      createdAt: row.created_at,
      createdBy: row.created_by,
    };
  }

  function get(batchId: string): Batch | null {
    const row = selectBatch.get(batchId);
    return row ? batchOf(row) : null;
  }

  /** Moves all deliveries that the move may start from. */
  function moveEach(batchId: string, move: DeliveryMove, at: string, reason: DeliveryReason | null): void {
    const { from, to } = deliveryMoves[move];
    moveAll.run(to, reason, at, touchBatch.get(batchId) ?? 0, batchId, JSON.stringify(from));
  }

  function finishIfIdle(batchId: string): void {
    const state = selectBatch.get(batchId)?.state;
    const next = state && moveBatch(state, 'finish');
    if (next && selectBusy.get(batchId) === 0) updateBatch.run(next, 0, batchId);
  }

  return {
    get,
    ofShow: (showId: string, limit: number) => selectOfShow.all(showId, limit).map(batchOf),
    inState: (state: BatchState) => selectInState.all(state).map(batchOf),
    deliveries: (batchId: string, afterRevision: number) =>
      selectDeliveries.all(batchId, afterRevision).map(deliveryOf),
    planHash: (batchId: string) => selectBatch.get(batchId)?.plan_hash ?? null,
    text: (batchId: string, groupId: string) => selectText.get(batchId, groupId) ?? null,
    queued: (batchId: string) => selectQueued.all(batchId),
    had: (postId: string, runKind: RunKind) => selectHad.all(postId, runKind),
    askedSince: (at: string) => selectAsked.all(at),
    lastMovedAt: (batchId: string) => selectLastMoved.get(batchId) ?? null,

    create(order: BatchOrder) {
      const known = selectBatch.get(order.batchId);
      if (known) return { added: false, planHash: known.plan_hash, batch: batchOf(known) };
      const { batchId, showId, postId, runKind, title, planHash, state, refusal } = order;
      const { createdAt, createdBy, beginsAt } = order;
      insertBatch.run(
        ...([batchId, showId, postId, runKind, title, planHash, state] as const),
        ...([createdAt, createdBy, beginsAt, refusal && JSON.stringify(refusal)] as const),
      );
      for (const one of order.planned) {
        insertDelivery.run(
          ...([batchId, one.groupId, one.groupName, one.owner, one.platform, one.textHash] as const),
          ...([one.state, one.reason, one.state === 'by-hand' ? 1 : 0, createdAt] as const),
        );
        insertText.run(batchId, one.groupId, one.text);
      }
      finishIfIdle(batchId);
      return { added: true, planHash, batch: get(batchId) as Batch };
    },

    move(batchId: string, move: BatchMove, at: string, pausedByHub = false): Batch | null {
      const row = selectBatch.get(batchId);
      const state = row ? moveBatch(row.state, move) : null;
      if (state === null) return null;
      updateBatch.run(state, pausedByHub ? 1 : 0, batchId);
      const skipped = skips[move];
      if (skipped) moveEach(batchId, 'stop', at, skipped);
      if (move === 'retryFailed') moveEach(batchId, 'retry', at, null);
      finishIfIdle(batchId);
      return get(batchId);
    },

    begin(batchId: string, groupId: string, robotId: string, at: string): string | null {
      const delivery = selectDelivery.get(batchId, groupId);
      if (selectBatch.get(batchId)?.state !== 'running' || !delivery) return null;
      if (moveDelivery(delivery.state, 'send') === null) return null;
      startDelivery.run(robotId, at, at, touchBatch.get(batchId) ?? 0, batchId, groupId);
      return selectText.get(batchId, groupId) ?? null;
    },

    moveDelivery(
      batchId: string,
      groupId: string,
      move: DeliveryMove,
      change: DeliveryChange,
    ): Delivery | null {
      const row = selectDelivery.get(batchId, groupId);
      const moved = row ? moveDelivery(row.state, move) : null;
      if (moved === null) return null;
      const stopped = selectBatch.get(batchId)?.state === 'stopped' ? moveDelivery(moved, 'stop') : null;
      const state = stopped ?? moved;
      const { detail = null, at } = change;
      const reason = stopped === null ? change.reason : 'stopped';
      updateDelivery.run(state, reason, detail, at, touchBatch.get(batchId) ?? 0, batchId, groupId);
      finishIfIdle(batchId);
      const after = selectDelivery.get(batchId, groupId);
      return after ? deliveryOf(after) : null;
    },

    doubtRestored(at: string): string[] {
      const batchIds = selectRestored.all();
      for (const batchId of batchIds) {
        moveEach(batchId, 'lose', at, 'restored');
        moveEach(batchId, 'doubt', at, 'restored');
        // Also one that waited: whether it was called off or begun, the backup does not know.
        const state = selectBatch.get(batchId)?.state ?? 'running';
        updateBatch.run(moveBatch(state, 'begin') ?? state, 0, batchId);
        finishIfIdle(batchId);
      }
      return batchIds;
    },

    loseSending(at: string): string[] {
      const batchIds = selectSending.all();
      for (const batchId of batchIds) {
        moveEach(batchId, 'lose', at, 'interrupted');
        finishIfIdle(batchId);
      }
      return batchIds;
    },
  };
}

function deliveryOf(row: DeliveryRow): Delivery {
  return {
    groupId: row.group_id as Delivery['groupId'],
    groupName: row.group_name,
    owner: row.owner,
    platform: row.platform,
    state: row.state,
    reason: row.reason,
    detail: row.detail,
    byHand: row.by_hand === 1,
    at: row.moved_at,
  };
}

export function batchEffects(batches: BatchTables, writer: Writer): BatchEffects {
  return {
    get: async (batchId) => batches.get(batchId),
    ofShow: async (showId, limit) => batches.ofShow(showId, limit),
    inState: async (state) => batches.inState(state),
    deliveries: async (batchId, afterRevision) => batches.deliveries(batchId, afterRevision),
    planHash: async (batchId) => batches.planHash(batchId),
    text: async (batchId, groupId) => batches.text(batchId, groupId),
    queued: async (batchId) => batches.queued(batchId),
    had: async (postId, runKind) => batches.had(postId, runKind),
    askedSince: async (at) => batches.askedSince(at),
    lastMovedAt: async (batchId) => batches.lastMovedAt(batchId),
    create: (order) => writer.write(() => batches.create(order)),
    move: (batchId, move, at, pausedByHub) =>
      writer.write(() => batches.move(batchId, move, at, pausedByHub)),
    begin: (batchId, groupId, robotId, at) =>
      writer.write(() => batches.begin(batchId, groupId, robotId, at)),
    moveDelivery: (batchId, groupId, move, change) =>
      writer.write(() => batches.moveDelivery(batchId, groupId, move, change)),
    doubtRestored: (at) => writer.write(() => batches.doubtRestored(at)),
    loseSending: (at) => writer.write(() => batches.loseSending(at)),
  };
}
