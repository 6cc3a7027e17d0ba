/** Live data of one show as the screen holds them: frames merged into maps. Pure; the store around it is live.ts. */

import type { DropStatus, SequenceStatus } from '#shared/contract/drop.ts';
import type { DeskLive, SlotFigures } from '#shared/contract/live.ts';
import {
  type CommentDesk,
  type CommentMark,
  emptyCommentDesk,
} from '#shared/domain/comment/comment.schema.ts';
import {
  type ChannelCounter,
  emptyTotals,
  type MinuteCounter,
  type ProductCounter,
  type ShopCounter,
  type TotalCounters,
} from '#shared/domain/order/counters.ts';
import type { AudienceSample, CommentEvent } from '#shared/domain/order/order.schema.ts';
import type { PlatformAct, PlatformStatus } from '#shared/domain/platform/act.schema.ts';

/** How many comments the screen keeps; older ones fall off the end. */
export const COMMENTS_KEPT = 3000;
/** A comment that comes twice does so at once: further back nobody looks for it. */
const DOUBLES_WITHIN = 600;

export interface TimedDropStatus extends DropStatus {
  /** Monotonic time of this page when the status came in: `leftMs` counts down from there. */
  readonly receivedMs: number;
}

export interface LiveState {
  /** False until the first snapshot. */
  readonly ready: boolean;
  readonly connected: boolean;
  readonly asOf: string | null;
  /** What stands here may be old: it looks so, and says how old. */
  readonly stale: boolean;
  readonly totals: TotalCounters;
  readonly products: ReadonlyMap<string, ProductCounter>;
  readonly top: readonly ProductCounter[];
  readonly minutes: ReadonlyMap<string, MinuteCounter>;
  readonly channels: ReadonlyMap<string, ChannelCounter>;
  readonly shops: ReadonlyMap<string, ShopCounter>;
  readonly slots: ReadonlyMap<string, SlotFigures>;
  readonly drops: ReadonlyMap<string, TimedDropStatus>;
  readonly sequences: ReadonlyMap<string, SequenceStatus>;
  readonly acts: ReadonlyMap<string, PlatformAct>;
  /** How the platform is that this show acts on; null while the hub has not said so. */
  readonly platform: PlatformStatus | null;
  /** Oldest first. */
  readonly comments: readonly CommentEvent[];
  readonly commentsDropped: number;
  /** How many have come in since the snapshot, those that were left out among them. */
  readonly commentsSeen: number;
  readonly commentMarks: ReadonlyMap<string, CommentMark>;
  readonly commentDesk: CommentDesk;
  readonly audience: AudienceSample | null;
}

export const emptyLive: LiveState = {
  ready: false,
  connected: false,
  asOf: null,
  stale: false,
  totals: emptyTotals,
  products: new Map(),
  top: [],
  minutes: new Map(),
  channels: new Map(),
  shops: new Map(),
  slots: new Map(),
  drops: new Map(),
  sequences: new Map(),
  acts: new Map(),
  platform: null,
  comments: [],
  commentsDropped: 0,
  commentsSeen: 0,
  commentMarks: new Map(),
  commentDesk: emptyCommentDesk,
  audience: null,
};

/** The desk says once a second that figures are as they should be: without that for so long, they may not be. */
const STALE_AFTER_MS = 6000;

/** The same state, with whether it is old by now. */
export function aged(state: LiveState, nowMs: number): LiveState {
  const { ready, connected, asOf } = state;
  const stale = ready && (!connected || asOf === null || nowMs - Date.parse(asOf) > STALE_AFTER_MS);
  return stale === state.stale ? state : { ...state, stale };
}

/** The state after a frame. Parts that the frame does not touch stay the same objects. */
export function mergeLive(state: LiveState, frame: DeskLive, nowMonotonicMs: number): LiveState {
  const base = frame.snapshot ? emptyLive : state;
  const comments = frame.comments?.length ? withComments(base.comments, frame.comments) : base.comments;
  return {
    ready: state.ready || frame.snapshot,
    connected: frame.connected,
    asOf: frame.asOf,
    stale: state.stale,
    totals: frame.totals ?? base.totals,
    products: replaced(base.products, frame.products, (each) => each.sku),
    top: frame.top ?? base.top,
    minutes: replaced(base.minutes, frame.minutes, (each) => each.minute),
    channels: replaced(base.channels, frame.channels, (each) => each.channel),
    shops: replaced(base.shops, frame.shops, (each) => each.shopId),
    slots: replaced(base.slots, frame.slots, (each) => each.slotId),
    drops: replaced(
      base.drops,
      frame.drops?.map((drop) => ({ ...drop, receivedMs: nowMonotonicMs })),
      (each) => each.dropId,
    ),
    acts: replaced(base.acts, frame.acts, (each) => each.actId),
    platform: frame.platform ?? base.platform,
    sequences: replaced(base.sequences, frame.sequences, (each) => each.sequenceId),
    comments,
    commentsSeen: base.commentsSeen + (frame.comments?.length ?? 0) + (frame.commentsDropped ?? 0),
    commentMarks: frame.commentMarks?.length
      ? withMarks(base.commentMarks, frame.commentMarks, comments)
      : base.commentMarks,
    commentDesk: frame.commentDesk ?? base.commentDesk,
    commentsDropped: base.commentsDropped + (frame.commentsDropped ?? 0),
    audience: frame.audience === undefined ? base.audience : frame.audience,
  };
}

function replaced<T>(
  known: ReadonlyMap<string, T>,
  entries: readonly T[] | undefined,
  keyOf: (entry: T) => string,
): ReadonlyMap<string, T> {
  if (!entries || entries.length === 0) return known;
  const next = new Map(known);
  for (const entry of entries) next.set(keyOf(entry), entry);
  return next;
}

function withComments(known: readonly CommentEvent[], added: readonly CommentEvent[]): CommentEvent[] {
  const ids = new Set(known.slice(-DOUBLES_WITHIN).map((comment) => comment.commentId));
  const fresh: CommentEvent[] = [];
  for (const comment of added) {
    if (ids.has(comment.commentId)) continue;
    ids.add(comment.commentId);
    fresh.push(comment);
  }
  return [...known, ...fresh].slice(-COMMENTS_KEPT);
}

/** Marks of comments that are not kept any more go now and then, all at once. */
function withMarks(
  known: ReadonlyMap<string, CommentMark>,
  added: readonly CommentMark[],
  comments: readonly CommentEvent[],
): ReadonlyMap<string, CommentMark> {
  const all = new Map(known);
  for (const mark of added) all.set(mark.commentId, mark);
  if (all.size <= COMMENTS_KEPT + 500) return all;
  return new Map(
    comments.flatMap(({ commentId }) => {
      const mark = all.get(commentId);
      return mark ? [[commentId, mark] as const] : [];
    }),
  );
}
