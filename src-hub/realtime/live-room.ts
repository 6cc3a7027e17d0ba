/**
 * Live frames of one show and run kind. What happens is gathered and sent on at once, but at most one frame each 50 ms;
 * in between, newer rows replace older ones. Snapshots and frames run one after another, so a desk that has got a
 * snapshot sees every frame after it and none before.
 */

import type { DropStatus, SequenceStatus } from '#shared/contract/drop.ts';
import type { LiveFrame } from '#shared/contract/live.ts';
import type { CommentDesk } from '#shared/domain/comment/comment.schema.ts';
import type { PlatformAct, PlatformStatus } from '#shared/domain/platform/act.schema.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { FactsAdded } from '../hub.ts';
import type { DropRecord, HubStore } from '../store/hub-store.ts';
import { LiveNews } from './live-news.ts';

/** With the desk's own gap of 100 ms on top, a figure is on the screen within a quarter of a second also under full load. */
const FRAME_GAP_MS = 25;
const SNAPSHOT_COMMENTS = 200;
/** The comment desk is read anew at most so often: its counts move with every comment. */
const COMMENT_DESK_GAP_MS = 250;
const SNAPSHOT_ACTS = 50;

export interface LiveRoomPorts {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly target: FactTarget;
  readonly send: (frame: LiveFrame) => void;
  readonly onError: (error: unknown) => void;
  readonly platformOf: (target: FactTarget) => PlatformStatus;
  readonly commentDeskOf: (target: FactTarget) => Promise<CommentDesk>;
}

export class LiveRoom {
  readonly #ports: LiveRoomPorts;
  #news = new LiveNews();
  #number = 0;
  #turn: Promise<void> = Promise.resolve();
  #lastFlushMs = Number.NEGATIVE_INFINITY;
  #cancelFlush: (() => void) | null = null;
  #lastDeskMs = Number.NEGATIVE_INFINITY;
  #cancelDesk: (() => void) | null = null;
  #openBags: readonly string[] = [];

  constructor(ports: LiveRoomPorts) {
    this.#ports = ports;
  }

  factsAdded(added: FactsAdded): void {
    this.#news.facts(added);
    // Whoever comments may have entered.
    if (added.kind === 'comments') for (const dropId of this.#openBags) this.#news.dropIds.add(dropId);
    if (added.kind === 'comments') this.commentsMoved();
    this.#flushSoon();
  }

  commentsMoved(): void {
    if (this.#cancelDesk) return;
    const waitMs = COMMENT_DESK_GAP_MS - (this.#ports.clock.monotonicMs() - this.#lastDeskMs);
    this.#cancelDesk = this.#ports.timers.after(Math.max(0, waitMs), () => {
      this.#cancelDesk = null;
      this.#lastDeskMs = this.#ports.clock.monotonicMs();
      this.#news.commentDesk = true;
      this.#flushSoon();
    });
  }

  dropMoved(dropId: string): void {
    this.#news.dropIds.add(dropId);
    this.#flushSoon();
  }

  sequenceMoved(sequenceId: string): void {
    this.#news.sequenceIds.add(sequenceId);
    this.#flushSoon();
  }

  actMoved(act: PlatformAct): void {
    this.#news.act(act);
    this.#flushSoon();
  }

  platformChanged(): void {
    this.#news.platform = true;
    this.#flushSoon();
  }

  /** Runs of the show changed: what is on air may be another slot now. */
  runsChanged(): void {
    this.#news.onAir = true;
    this.#flushSoon();
  }

  /** What was counted is gone: everybody gets a snapshot, which takes the place of all they have. */
  renew(): void {
    this.#inTurn(async () => {
      this.#news = new LiveNews();
      this.#number += 1;
      this.#ports.send(await this.#wholeFrame());
    }).catch(this.#ports.onError);
  }

  /** Hands a snapshot to `join`, which must start listening to frames at once: the next one follows on it. */
  snapshot(join: (frame: LiveFrame) => void): Promise<void> {
    return this.#inTurn(async () => {
      // What is waiting goes out first, or comments would come twice to whoever joins.
      await this.#flush();
      join(await this.#wholeFrame());
      // The answer with the snapshot leaves before any frame that builds on it.
      await new Promise<void>((resolve) => setImmediate(resolve));
    });
  }

  close(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    this.#cancelDesk?.();
    this.#cancelDesk = null;
    this.#news = new LiveNews();
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  #flushSoon(): void {
    if (this.#cancelFlush) return;
    const waitMs = FRAME_GAP_MS - (this.#ports.clock.monotonicMs() - this.#lastFlushMs);
    this.#cancelFlush = this.#ports.timers.after(Math.max(0, waitMs), () => {
      this.#cancelFlush = null;
      this.#inTurn(() => this.#flush()).catch(this.#ports.onError);
    });
  }

  async #flush(): Promise<void> {
    const news = this.#news;
    if (news.isEmpty) return;
    this.#news = new LiveNews();
    this.#lastFlushMs = this.#ports.clock.monotonicMs();
    const parts = {
      ...news.rows(),
      ...(news.onAir ? { slots: await this.#slotFigures('on-air') } : {}),
      ...(news.platform ? { platform: this.#ports.platformOf(this.#ports.target) } : {}),
      ...(news.commentDesk ? { commentDesk: await this.#ports.commentDeskOf(this.#ports.target) } : {}),
      ...(news.dropIds.size > 0 ? { drops: await this.#drops(news.dropIds) } : {}),
      ...(news.sequenceIds.size > 0 ? { sequences: await this.#sequences(news.sequenceIds) } : {}),
    };
    this.#number += 1;
    this.#ports.send({ ...this.#head(false), ...parts });
  }

  async #wholeFrame(): Promise<LiveFrame> {
    const { store, target } = this.#ports;
    const { byProduct, byMinute, byChannel, byShop, ...totals } = await store.orders.counters(target);
    const [audience = null] = await store.audience.latest(target, 1);
    const comments = await store.comments.latest(target, SNAPSHOT_COMMENTS);
    const ids = comments.map(({ commentId }) => commentId);
    return {
      ...this.#head(true),
      totals,
      byProduct,
      byMinute,
      byChannel,
      byShop,
      slots: await this.#slotFigures('all'),
      drops: await this.#drops(null),
      sequences: await this.#sequences(null),
      acts: await store.acts.ofShow(target, SNAPSHOT_ACTS),
      platform: this.#ports.platformOf(target),
      comments,
      commentMarks: await store.commentDesk.marksOf(target, ids),
      commentDesk: await this.#ports.commentDeskOf(target),
      audience,
    };
  }

  #head(snapshot: boolean): Pick<LiveFrame, 'showId' | 'runKind' | 'snapshot' | 'at' | 'number'> {
    return { ...this.#ports.target, snapshot, at: isoNow(this.#ports.clock), number: this.#number };
  }

  async #slotFigures(which: 'all' | 'on-air') {
    const { store, target } = this.#ports;
    const runs = (await store.documents.list('run', target.showId)).filter(
      (run) => run.kind === target.runKind,
    );
    const slotIds: string[] = [];
    for (const run of runs) {
      if (which === 'all') {
        for (const slot of await store.documents.list('slot', run.id)) slotIds.push(slot.id);
      } else if (run.onAirSlotId !== null) {
        slotIds.push(run.onAirSlotId);
      }
    }
    return store.orders.slotFigures(target, slotIds);
  }

  /** Sequences of this run kind: those named, or all for null. */
  async #sequences(sequenceIds: ReadonlySet<string> | null): Promise<SequenceStatus[]> {
    const { store, target } = this.#ports;
    const records = await store.sequences.ofShow(target.showId);
    return records
      .filter(({ runKind }) => runKind === target.runKind)
      .filter(({ sequenceId }) => sequenceIds === null || sequenceIds.has(sequenceId))
      .map(({ runKind: _, plan: __, firedBy: ___, ...status }) => status);
  }

  /** Drops of this run kind: those named, or all for null. */
  async #drops(dropIds: ReadonlySet<string> | null): Promise<DropStatus[]> {
    const { store, target, clock } = this.#ports;
    const plans = await store.documents.list('drop', target.showId);
    const ours = new Set<string>(
      plans.filter((plan) => plan.runKind === target.runKind).map((plan) => plan.id),
    );
    const records = await store.drops.ofShow(target.showId);
    const bags = new Set<string>(plans.filter(({ kind }) => kind === 'lucky-bag').map(({ id }) => id));
    this.#openBags = records
      .filter(({ dropId, state }) => state === 'open' && bags.has(dropId) && ours.has(dropId))
      .map(({ dropId }) => dropId);
    return records
      .filter(({ dropId }) => ours.has(dropId) && (dropIds === null || dropIds.has(dropId)))
      .map((record) => statusOf(record, clock.nowMs()));
  }
}

/** Without the seed of a draw: it is asked for once it is over. */
function statusOf({ firedBy: _, seed: __, ...record }: DropRecord, nowMs: number): DropStatus {
  const open = record.state === 'open' && record.closesAt !== null;
  const counts = record.state === 'countdown' && record.opensAt !== null;
  return {
    ...record,
    leftMs: open ? Math.max(0, Date.parse(record.closesAt ?? '') - nowMs) : null,
    opensInMs: counts ? Math.max(0, Date.parse(record.opensAt ?? '') - nowMs) : null,
  };
}
