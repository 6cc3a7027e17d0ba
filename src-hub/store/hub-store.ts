/**
 * What the hub needs of its database, and nothing that PostgreSQL could not do. Every method is asynchronous and every
 * write is durable when its promise resolves. Implementations keep one writer at a time: `exclusive` is that queue, and
 * every writing method that is not called from inside it queues by itself.
 */

import type { DropStatus } from '#shared/contract/drop.ts';
import type { OpResult } from '#shared/contract/hub.ts';
import type { ClaimOutcome } from '#shared/contract/ingest.ts';
import type { SlotFigures } from '#shared/contract/live.ts';
import type { RehearsalLeft } from '#shared/contract/rehearsal.ts';
import type { ClaimWho } from '#shared/domain/drop/claim.ts';
import type { DropState } from '#shared/domain/drop/drop.states.ts';
import type {
  ChannelCounter,
  Counters,
  MinuteCounter,
  ProductCounter,
  ShopCounter,
  TotalCounters,
} from '#shared/domain/order/counters.ts';
import type { AudienceSample, CommentEvent, OrderEvent } from '#shared/domain/order/order.schema.ts';
import type { Role, Scope } from '#shared/domain/roles.ts';
import type { DocumentReader, FactTarget, WriteBatch } from '#shared/sync/document-store.ts';
import type { ActEffects } from './act-effects.ts';
import type { AuditLog, AuditNote } from './audit-log.ts';
import type { BatchEffects } from './batch-effects.ts';
import type { CommentDeskStore } from './comment-desk.ts';
import type { Pins } from './pins.ts';
import type { PlatformState } from './platform-state.ts';
import type { ReportFacts } from './report-facts.ts';
import type { SequenceEffects } from './sequence-effects.ts';
import type { SignupFacts } from './signup-facts.ts';

export interface HubStore {
  readonly documents: DocumentLog;
  readonly orders: OrderFacts;
  readonly comments: FactLog<CommentEvent>;
  /** What is known of comments beside the facts, and the way in for those that are judged. */
  readonly commentDesk: CommentDeskStore;
  readonly audience: FactLog<AudienceSample>;
  readonly drops: DropEffects;
  readonly sequences: SequenceEffects;
  readonly batches: BatchEffects;
  readonly acts: ActEffects;
  /** What the hub shows as a platform of its own. */
  readonly platform: PlatformState;
  readonly signups: SignupFacts;
  readonly rehearsals: { left(showId: string): Promise<RehearsalFacts> };
  /** Who has asked what. */
  readonly audit: AuditLog;
  readonly pins: Pins;
  readonly report: ReportFacts;
  readonly access: Access;
  workspace(): Promise<Workspace>;
  /** Says that a backup holds everything up to a seq of this epoch. The highest one stands. */
  backedUp(headSeq: number, at: string): Promise<void>;
  /** Runs `work` alone: no other write of this store happens before it has ended. */
  exclusive<T>(work: (store: HubStore) => Promise<T>): Promise<T>;
  secret(name: string): Promise<string | null>;
  /** For secrets that no mutation brings; null ends it. */
  putSecret(name: string, value: string | null): Promise<void>;
  close(): Promise<void>;
}

export interface Watermarks {
  /** The head that the last finished backup holds; 0 = none yet in this epoch. */
  readonly backupSeq: number;
  /** The highest seq whose tombstone is gone; 0 = none. */
  readonly horizonSeq: number;
}

export interface Workspace extends Watermarks {
  readonly id: string;
  readonly epoch: string;
  readonly backupAt: string | null;
}

/** A document at its latest seq, as text: what is sent on need not be read. A null `json` is a tombstone. */
export interface StoredChange {
  readonly seq: number;
  readonly kind: string;
  readonly id: string;
  readonly parentId: string;
  readonly json: string | null;
}

/** Complete between the two seqs; each document once, in the order of their seqs. */
export interface StoredChanges {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly changes: readonly StoredChange[];
}

export interface PageBounds {
  readonly limit: number;
  /** Bytes of documents after which the page ends, though never before its first. */
  readonly bytes: number;
  /** Whether tombstones are left out. */
  readonly living: boolean;
}

export interface DocumentLog extends DocumentReader {
  headSeq(): Promise<number>;
  /** One page; it reaches the head when it was not cut by its bounds. */
  changesAfter(seq: number, bounds: PageBounds): Promise<StoredChanges>;
  /** Forgets up to 1,000 tombstones made before a time, moves the horizon and answers how many there were. */
  pruneTombstones(removedBefore: string, at: string): Promise<number>;
  findOp(opId: string): Promise<{ bodyHash: string; result: OpResult } | null>;
  /** The last `cseq` taken of a stream; 0 = none. */
  lastCseq(streamId: string): Promise<number>;
  /**
   * Commits ops in one transaction, in their order: the writes with the next sequence numbers, the facts with their
   * counters, the records, the streams' last `cseq`, and, for slots that went on or off air, the marks that the figures
   * "since on air" are counted from. A sale whose `eventId` stands there with another content refuses its op
   * (`order/id-reused`) and ends the transaction with it: the ops after it may have read what it has not written, so
   * they are not done. `results` says how far it got. Throws `StoreFailure`; then nothing was done.
   */
  commitOps(ops: readonly CommittedOp[]): Promise<OpsCommit>;
}

export interface OpsCommit {
  /** One each op that was done: all of them, or up to the first one refused here. */
  readonly results: OpResult[];
  readonly changes: StoredChanges;
  /** What became known with the ops, as for `orders.add`, in order. */
  readonly facts: { readonly target: FactTarget; readonly touched: TouchedCounters }[];
  /** Whose facts and effects are gone. */
  readonly cleared: FactTarget[];
}

export interface CommittedOp {
  readonly opId: string;
  readonly name: string;
  readonly bodyHash: string;
  readonly personId: string;
  readonly deviceId: string;
  readonly at: string;
  readonly receivedAt: string;
  /** Its place in its desk's stream; null for an op that came another way. */
  readonly stream: { readonly streamId: string; readonly cseq: number } | null;
  /** What the audit log is told of it, in the same transaction; absent where nobody wants to know. */
  readonly audit?: AuditNote;
  readonly outcome:
    | { readonly refused: { code: string; params: Record<string, string | number> } }
    | { readonly batch: WriteBatch }
    /** Not recorded (again): only its stream moves on. */
    | { readonly answered: OpResult };
}

export type FactOutcome = 'added' | 'duplicate' | 'id-reused';

/** Counter rows as they stand after a batch: only those that it touched. */
export interface TouchedCounters {
  readonly totals: TotalCounters;
  readonly byProduct: ProductCounter[];
  readonly byMinute: MinuteCounter[];
  readonly byChannel: ChannelCounter[];
  readonly byShop: ShopCounter[];
  /** Drops that the orders name; absent = none. */
  readonly dropIds?: readonly string[];
}

export interface OrderFacts {
  /** Stores events and moves the counters in one transaction; one outcome per event, in order. */
  add(
    target: FactTarget,
    events: readonly OrderEvent[],
  ): Promise<{ outcomes: FactOutcome[]; touched: TouchedCounters | null }>;
  counters(target: FactTarget): Promise<Counters>;
  /** Pieces of a product that its counter has. */
  soldQty(target: FactTarget, sku: string): Promise<number>;
  /** Figures of these products since their slots went on air (all stretches added). */
  slotFigures(target: FactTarget, slotIds: readonly string[]): Promise<SlotFigures[]>;
  /** Every show and run kind that has facts. */
  targets(): Promise<FactTarget[]>;
  /** All events of a target in order of arrival, in pages, for a recount. */
  all(target: FactTarget): AsyncIterable<OrderEvent>;
}

/** What a show's rehearsals have left besides documents. */
export type RehearsalFacts = Pick<
  RehearsalLeft,
  'orders' | 'refunds' | 'comments' | 'samples' | 'claims' | 'drops' | 'batches' | 'acts'
>;

export interface FactLog<T> {
  add(target: FactTarget, events: readonly T[]): Promise<FactOutcome[]>;
  /** The latest, oldest first. */
  latest(target: FactTarget, limit: number): Promise<T[]>;
}

export interface DropRecord extends Omit<DropStatus, 'leftMs' | 'opensInMs'> {
  /** The idempotency key or command id that fired it, and when that was committed. */
  readonly firedBy: string | null;
  readonly firedAt: string | null;
  /** Of a lucky bag that was fired: nobody is shown it before the draw. */
  readonly seed: string | null;
}

/** What became of the price that a flash price took the place of. */
export type PriceBack = NonNullable<DropStatus['priceBack']>;

/** Orders that name a drop: how many were paid, and what moved with them. */
export interface DropUse {
  readonly used: number;
  readonly usedGrossFen: number;
  readonly usedRefundsFen: number;
}

/** What one granted claim gives, where that is not the same for all. */
export interface ClaimGives {
  readonly amountFen: number;
  readonly thresholdFen: number;
}

export interface DropEntry {
  /** Where it stands among all entries; ascending. */
  readonly arrival: number;
  readonly userId: string;
  readonly userName: string;
  readonly at: string;
  /** From 1, of a winner; null before the draw and of all others. */
  readonly place: number | null;
}

export interface DropEffects {
  /** The effect of a drop; one that was never moved is `planned` at revision 0. Null where there is no such drop. */
  get(dropId: string): Promise<DropRecord | null>;
  ofShow(showId: string): Promise<DropRecord[]>;
  inState(state: DropState): Promise<DropRecord[]>;
  /** Compare-and-set by revision; null when the drop has moved on meanwhile. Closing a lucky bag draws it. */
  move(dropId: string, revision: number, change: DropChange): Promise<DropRecord | null>;
  /**
   * Decides one claim, exactly, and for ever: the same claim id is answered the same. `id-reused` when that id came
   * from another buyer before, `by-comment` for a lucky bag. `now` is the hub's clock: an open drop past its closing
   * time refuses.
   */
  claim(
    dropId: string,
    claimId: string,
    buyerId: string,
    now: string,
    who?: ClaimWho,
  ): Promise<ClaimOutcome | 'id-reused' | 'no-such-drop' | 'by-comment'>;
  /** Null where the claim gives what its plan says, or was not granted. */
  gives(dropId: string, claimId: string): Promise<ClaimGives | null>;
  /** A page of those who entered a lucky bag, in the order in which they did. */
  entries(dropId: string, afterArrival: number, limit: number): Promise<DropEntry[]>;
  /** Every drop that has counts or claims: what was counted beside what its claims say, for a recount. */
  recount(): Promise<DropRecount[]>;
}

export interface DropRecount {
  readonly dropId: string;
  readonly counted: DropCounts;
  readonly claims: DropCounts;
}

export interface DropCounts {
  readonly granted: number;
  /** Claims answered `limit`, `sold-out` or `closed`; too early ones do not count. */
  readonly refused: number;
  /** What the buyers of this drop have been granted, by the rows that the limit is judged by. */
  readonly toBuyers: number;
  /** What the granted claims cost at most. */
  readonly grantedFen: number;
  readonly entered: number;
  readonly used: number;
  readonly usedGrossFen: number;
  readonly usedRefundsFen: number;
}

export interface DropChange {
  readonly state: DropState;
  readonly openedAt?: string;
  readonly closesAt?: string;
  readonly closedAt?: string;
  readonly firedBy?: string;
  readonly firedAt?: string;
  readonly reason?: string | null;
  readonly opensAt?: string | null;
  readonly seed?: string;
  readonly priceBack?: PriceBack;
}

export interface KeyRecord {
  readonly id: string;
  readonly label: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: string;
}

export interface DeviceRecord {
  readonly deviceId: string;
  readonly personId: string;
  readonly personName: string;
  readonly role: Role;
}

/** A device as its own token finds it. */
export interface KnownDevice extends DeviceRecord {
  readonly deviceName: string | null;
  /** Null = it does not end by itself. */
  readonly expiresAt: string | null;
  readonly removedAt: string | null;
}

export interface ListedDevice extends Omit<KnownDevice, 'removedAt'> {
  readonly joinedAt: string;
  readonly seenAt: string | null;
}

export interface NewDevice extends DeviceRecord {
  readonly tokenHash: string;
  readonly createdAt: string;
  readonly deviceName?: string | null;
  readonly expiresAt?: string | null;
}

export type Redeemed =
  | { readonly device: DeviceRecord }
  | { readonly refused: 'unknown' | 'used' | 'expired' };

/** Keys, invites and device tokens; only SHA-256 hashes of them are stored. Looked up at each request. */
export interface Access {
  addKey(key: KeyRecord & { hash: string }): Promise<void>;
  keyByHash(hash: string): Promise<KeyRecord | null>;
  keys(): Promise<KeyRecord[]>;
  revokeKey(id: string): Promise<boolean>;
  addInvite(invite: { hash: string; role: Role; createdAt: string; expiresAt: string }): Promise<void>;
  /** Uses an invite up and registers the device in one transaction, or says why not. */
  redeemInvite(inviteHash: string, device: Omit<NewDevice, 'role'>): Promise<Redeemed>;
  addDevice(device: NewDevice): Promise<void>;
  /** Also one that was removed: whoever holds its token is told so. */
  deviceByTokenHash(hash: string): Promise<KnownDevice | null>;
  /** All that were not removed, oldest first. */
  devices(): Promise<ListedDevice[]>;
  /** False when there is no such device, or it was removed before. */
  removeDevice(device: Pick<DeviceRecord, 'personId' | 'deviceId'>, at: string): Promise<boolean>;
  renewDevice(tokenHash: string, expiresAt: string): Promise<void>;
  deviceSeen(tokenHash: string, at: string): Promise<void>;
  /** Remembers the answer given to an idempotency key; the first one stands. Null until one was remembered. */
  rememberedAnswer(scope: string, key: string): Promise<{ bodyHash: string; answer: string } | null>;
  rememberAnswer(scope: string, key: string, bodyHash: string, answer: string): Promise<void>;
}
