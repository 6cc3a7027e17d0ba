/** What the hub keeps of batches. Part of hub-store.ts; every write is durable when its promise resolves. */
import type { Batch, Delivery, DeliveryReason } from '#shared/domain/batch/batch.schema.ts';
import type { BatchMove, BatchOrigin, BatchState, DeliveryMove } from '#shared/domain/batch/batch.states.ts';
import type { PlannedDelivery } from '#shared/domain/batch/plan.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';

export type BatchOrder = Pick<
  Batch,
  'batchId' | 'showId' | 'postId' | 'runKind' | 'title' | 'beginsAt' | 'refusal' | 'createdAt' | 'createdBy'
> & {
  readonly planHash: string;
  readonly state: BatchOrigin;
  readonly planned: readonly PlannedDelivery[];
};

export interface QueuedDelivery {
  readonly groupId: string;
  readonly groupName: string;
  /** How often its robot has been asked in this try. */
  readonly attempts: number;
}

export interface DeliveryChange {
  readonly at: string;
  readonly reason: DeliveryReason | null;
  readonly detail?: string | null;
}

export interface BatchEffects {
  /** The batch with all its deliveries in one transaction; one whose id is known stays as it is (`added: false`). */
  create(order: BatchOrder): Promise<{ added: boolean; planHash: string; batch: Batch }>;
  get(batchId: string): Promise<Batch | null>;
  /** The fingerprint that it was made for; null where there is no such batch. */
  planHash(batchId: string): Promise<string | null>;
  /** The newest first. */
  ofShow(showId: string, limit: number): Promise<Batch[]>;
  inState(state: BatchState): Promise<Batch[]>;
  /** Deliveries changed after a revision of the batch, in order of their groups; 0 = all. */
  deliveries(batchId: string, afterRevision: number): Promise<Delivery[]>;
  text(batchId: string, groupId: string): Promise<string | null>;
  queued(batchId: string): Promise<QueuedDelivery[]>;
  /** What groups have had of an announcement, or may have: whatever did not fail and was not held back. */
  had(postId: string, runKind: RunKind): Promise<{ groupId: string; textHash: string }[]>;
  /**
   * Moves a batch by the table, and with it what the move means for its deliveries: `stop`, `cancel` and `expire` skip
   * what is left, `retryFailed` queues what has failed. Null where there is no such batch, or the table has no such move.
   */
  move(batchId: string, move: BatchMove, at: string, pausedByHub?: boolean): Promise<Batch | null>;
  /** Commits `sending` and answers the text; null when the batch does not run or the delivery is not queued any more. */
  begin(batchId: string, groupId: string, robotId: string, at: string): Promise<string | null>;
  /**
   * Moves one delivery by the table; null where it has no such move. A batch with nothing queued or sending is done by
   * the same commit, and what comes back to the queue of a stopped batch is skipped by it.
   */
  moveDelivery(
    batchId: string,
    groupId: string,
    move: Exclude<DeliveryMove, 'send' | 'stop' | 'retry'>,
    change: DeliveryChange,
  ): Promise<Delivery | null>;
  /**
   * Batches that come from a backup, having been under way in it: what was queued or sending then is unknown now, and
   * nothing of it is sent by itself. Answers the batches that it concerns.
   */
  doubtRestored(at: string): Promise<string[]>;
  /** Whatever was `sending` when the hub ended: nobody knows of it. Answers the batches that it concerns. */
  loseSending(at: string): Promise<string[]>;
  /** When robots were asked since then: what they count towards their limit. */
  askedSince(at: string): Promise<{ robotId: string; askedAt: string }[]>;
  /** When the batch last moved. */
  lastMovedAt(batchId: string): Promise<string | null>;
}
