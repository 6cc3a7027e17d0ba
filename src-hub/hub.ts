/** The running hub as its own parts see it: one place where a write is followed by telling everybody who watches. */

import type { Command, Op, OpResult } from '#shared/contract/hub.ts';
import type { IngestResult } from '#shared/contract/ingest.ts';
import type { CommentMark } from '#shared/domain/comment/comment.schema.ts';
import type { ClaimWho } from '#shared/domain/drop/claim.ts';
import type { AudienceSample, CommentEvent } from '#shared/domain/order/order.schema.ts';
import type { ActOrigin, PlatformAct } from '#shared/domain/platform/act.schema.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { Clock } from '#shared/sync/clock.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import type { Ids } from '#shared/sync/ids.ts';
import type { CommentRunner } from './comments/comment-runner.ts';
import type { BatchRunner } from './effects/batch-runner.ts';
import type { Boot } from './effects/boot.ts';
import type { HubStore, KnownDevice, StoredChanges, TouchedCounters } from './store/hub-store.ts';

/** The device of the console that started this hub for itself. It names itself to nobody else. */
export const OWNER_DEVICE = 'owner';

export interface Actor {
  readonly personId: string;
  readonly role: Role;
  readonly deviceId: string;
  /** For the audit log, which is read when the person may be gone. */
  readonly personName?: string;
  readonly deviceName?: string | null;
}

export interface HubServices {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly ids: Ids;
  /** The run of this hub's clock that orders to act are judged by. */
  readonly boot: Boot;
  /** Runs ops one after another with authority (realtime/op-runner.ts) and tells watching desks. */
  runOp(op: Op, actor: Actor): Promise<OpResult>;
  /** Judges items one by one, stores the good ones, tells watchers (ingest/facts.ts). Throws `show/not-found`. */
  ingestOrders(target: FactTarget, items: readonly unknown[]): Promise<IngestResult>;
  ingestComments(target: FactTarget, items: readonly unknown[]): Promise<IngestResult>;
  ingestAudience(target: FactTarget, items: readonly unknown[]): Promise<IngestResult>;
  /** Drop effects (effects/drop-runner.ts). All throw `AppError`. */
  readonly drops: DropRunner;
  /** Sequences of takes, prices and drops (effects/sequence-runner.ts). */
  readonly sequences: SequenceRunner;
  /** Acts on platforms (effects/act-runner.ts). All throw `AppError`. */
  readonly acts: ActRunner;
  /** Comments: acts in the room, answers by themselves (comments/comment-runner.ts). */
  readonly comments: CommentRunner;
  /** Batch effects (effects/batch-runner.ts). All throw `AppError`. */
  readonly batches: BatchRunner;
}

/** The commands that a drop's state machine knows. */
export type DropCommand = Extract<Command['command'], { name: `drop.${string}` }>;
export type BatchCommand = Extract<Command['command'], { name: `batch.${string}` }>;

export type ActCommand = Extract<Command['command'], { name: `act.${string}` }>;

/** What an order to act says of itself besides what is to be done. */
export interface OrderToAct {
  readonly commandId: string;
  readonly ttlMs: number;
  /** Whether it may still be done, judged at the very moment of asking ([SY51]). */
  inTime(): boolean;
}

/** Who gave an order; null = the hub by itself. */
export type Orderer = Pick<KnownDevice, 'personId' | 'personName' | 'role'> | null;

/** Acts on platforms. Planned at once, done in the turn of their lane; what becomes of them goes with the live frames. */
export interface ActRunner {
  /** Resolves once it is planned; the same `actId` again is answered the same. Throws `AppError`. */
  command(command: ActCommand, order: Pick<OrderToAct, 'ttlMs' | 'inTime'>, by: Orderer): Promise<void>;
  /** A push that no console ordered. Throws `act/not-on-air`. */
  pushOwn(push: {
    readonly actId: string;
    readonly runId: string;
    readonly slotId: string;
    readonly origin: ActOrigin;
  }): Promise<void>;
  /** After a start: what was planned expires; what was sent or is unknown is looked for on the platform. */
  recover(): Promise<void>;
  stop(): Promise<void>;
}

/** The commands that a sequence knows. */
export type SequenceCommand = Extract<Command['command'], { name: `sequence.${string}` }>;

export interface SequenceRunner {
  /** `sequence.fire` resolves once it runs, `sequence.stop` once it does not. Throws `AppError`. */
  command(command: SequenceCommand, order: OrderToAct, by: Actor & Orderer): Promise<void>;
  /** After a start: what ran is over, and what became of the step that was being done is found out. */
  recover(): Promise<void>;
  stop(): Promise<void>;
}

export interface DropRunner {
  command(command: DropCommand, order: OrderToAct): Promise<void>;
  /** Arms and fires by itself; resolves once claims are accepted. The same key again answers the same. */
  fireByKey(dropId: string, idempotencyKey: string): Promise<{ state: 'open' }>;
  /**
   * A step of a sequence: arms and fires by itself like that, with the drop's own countdown, and resolves once claims are
   * accepted. Rejects when it was called off or went wrong.
   */
  fireStep(dropId: string, key: string, inTime: () => boolean): Promise<void>;
  claim(
    dropId: string,
    claimId: string,
    buyerId: string,
    who?: ClaimWho,
  ): ReturnType<HubStore['drops']['claim']>;
  /**
   * After a start: what was armed expires, what was `sending` is unknown and asked for, what is past its closing time
   * closes.
   */
  recover(): Promise<void>;
  /** Begins nothing more and waits a moment for the answers that are under way. */
  stop(): Promise<void>;
}

/** What happened in the hub, for the realtime part to merge and send on. */
export interface HubSignals {
  changes(changes: StoredChanges): void;
  /** Called once a batch after its commit, in the order of the commits, and only when something was added. */
  factsAdded(target: FactTarget, added: FactsAdded): void;
  dropMoved(dropId: string, showId: string): void;
  sequenceMoved(sequence: FactTarget & { readonly sequenceId: string }): void;
  actMoved(act: PlatformAct): void;
}

/** What a batch brought: counter rows as they stand after it, or the comments and samples that were new. */
export type FactsAdded =
  | { readonly kind: 'orders'; readonly touched: TouchedCounters }
  | {
      readonly kind: 'comments';
      readonly comments: readonly CommentEvent[];
      /** Of those in which there is something. */
      readonly marks: readonly CommentMark[];
    }
  | { readonly kind: 'audience'; readonly samples: readonly AudienceSample[] };
