/**
 * Live data of the shows that somebody watches: one subscription at the hub a show, any number of screens. oRPC's
 * iterators have no backpressure, so frames are merged here to at most ten a second (DESIGN §5).
 */

import type { DropStatus } from '#shared/contract/drop.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { DeskLive, LiveFrame } from '#shared/contract/live.ts';
import { type CommentDesk, emptyCommentDesk } from '#shared/domain/comment/comment.schema.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { KeptLive } from '../cache/live-snapshot.repo.ts';
import { type Channel, channel } from './channel.ts';
import type { HubSession } from './hub-session.ts';
import { liveState } from './live-state.ts';

const FRAME_GAP_MS = 100;
const HEARTBEAT_MS = 1000;
/** A hub that has been silent for so long is asked whether it is there: figures are fresh only while somebody says so. */
const SILENCE_MS = HEARTBEAT_MS - FRAME_GAP_MS;
const PROBE_ANSWER_MS = 5000;
/** Figures are kept at most so often, and when nobody looks at them any more. */
const KEEP_EVERY_MS = 15_000;
const KEPT_COMMENTS = 100;

export interface LiveRoomsOptions {
  readonly clock: Clock;
  readonly request: HubSession['request'];
  readonly connected: () => boolean;
  /** SKUs of the show's own products: others are counted in totals and `top` alone. */
  readonly skusOf: (showId: string) => Promise<ReadonlySet<string>>;
  readonly onError: (error: unknown) => void;
  /** Drops of a watched show have moved, as the hub has just told it. */
  readonly onDrops?: (target: { showId: string; runKind: RunKind }, drops: readonly DropStatus[]) => void;
  /** Where figures outlive the hub's absence and this console's end. */
  readonly kept?: {
    load(showId: string, runKind: RunKind): KeptLive | null;
    save(showId: string, runKind: RunKind, kept: KeptLive): void;
    forget?(showId: string, runKind: RunKind): void;
  };
}

export interface LiveRooms {
  watch(showId: string, runKind: RunKind): Channel<DeskLive>;
  frame(frame: LiveFrame): void;
  /** What stands about a watched show's comments; null where nobody watches it, or where it may be old. */
  comments(showId: string, runKind: RunKind): CommentDesk | null;
  /** Figures that were kept are not true any more; those on screen come from the hub. */
  forgetKept(showId: string, runKind: RunKind): void;
  /** The hub is there again: every watched show starts from a new snapshot. */
  resume(): void;
  /** The products of shows have changed. */
  refreshProducts(): void;
  close(): void;
}

interface Room {
  readonly showId: string;
  readonly runKind: RunKind;
  readonly state: ReturnType<typeof liveState>;
  readonly screens: Set<Channel<DeskLive>>;
  skus: ReadonlySet<string>;
  asOf: string | null;
  /** Monotonic time of the hub's last word, and whether it is being asked for one. */
  heardAt: number;
  probing: boolean;
  /** `asOf` of what was kept last, and when. */
  keptAsOf: string | null;
  keptAt: number;
  lastFrameAt: number;
  timer: NodeJS.Timeout | null;
  heartbeat: NodeJS.Timeout;
  asking: boolean;
  /** No snapshot of this connection stands, or a frame after it was lost: what is shown may be old. */
  behind: boolean;
  /** Frames that came while a snapshot was under way. */
  early: LiveFrame[];
}

export function liveRooms(options: LiveRoomsOptions): LiveRooms {
  const rooms = new Map<string, Room>();
  const { clock } = options;

  function freshness(room: Room): Pick<DeskLive, 'connected' | 'asOf'> {
    return { connected: options.connected(), asOf: room.asOf };
  }

  /** The hub has just said something: all that stands here is as of now. */
  function hear(room: Room): void {
    if (room.behind) return;
    room.asOf = isoNow(clock);
    room.heardAt = clock.monotonicMs();
  }

  function keep(room: Room): void {
    if (room.asOf === null || room.asOf === room.keptAsOf) return;
    const { comments = [], ...figures } = room.state.snapshot(room.skus);
    const frame = { ...figures, comments: comments.slice(-KEPT_COMMENTS), connected: false, asOf: room.asOf };
    try {
      options.kept?.save(room.showId, room.runKind, { asOf: room.asOf, frame });
    } catch (error) {
      options.onError(error);
    }
    room.keptAsOf = room.asOf;
    room.keptAt = clock.monotonicMs();
  }

  function tell(room: Room, news: Omit<DeskLive, 'connected' | 'asOf'>): void {
    room.lastFrameAt = clock.monotonicMs();
    const frame = { ...news, ...freshness(room) };
    for (const screen of room.screens) screen.push(frame);
  }

  function flush(room: Room): void {
    room.timer = null;
    const news = room.state.takeChanges(room.skus);
    if (news) tell(room, news);
  }

  function flushSoon(room: Room): void {
    if (room.timer) return;
    const waitMs = Math.max(0, FRAME_GAP_MS - (clock.monotonicMs() - room.lastFrameAt));
    room.timer = setTimeout(() => flush(room), waitMs);
  }

  /** Says how fresh the figures are even when nothing happens, and asks again for a snapshot that could not be had. */
  function beat(room: Room): void {
    const now = clock.monotonicMs();
    if (now - room.keptAt >= KEEP_EVERY_MS || !options.connected()) keep(room);
    if (room.behind) void ask(room);
    else if (options.connected() && !room.probing && now - room.heardAt >= SILENCE_MS) {
      void probe(room);
      return;
    }
    sayAge(room);
  }

  function sayAge(room: Room): void {
    if (clock.monotonicMs() - room.lastFrameAt >= FRAME_GAP_MS) tell(room, { snapshot: false });
  }

  /** A connection may stand with nobody behind it: only an answer shows that the figures have not changed. */
  async function probe(room: Room): Promise<void> {
    room.probing = true;
    try {
      await options.request('time', {}, PROBE_ANSWER_MS);
      hear(room);
    } catch {
      // The age of what is shown says it.
    } finally {
      room.probing = false;
    }
    if (rooms.get(roomKey(room)) === room) sayAge(room);
  }

  async function ask(room: Room): Promise<void> {
    room.behind = true;
    if (room.asking || !options.connected()) return;
    room.asking = true;
    room.early = [];
    try {
      room.skus = await options.skusOf(room.showId);
      const snapshot = await options.request('watch', { showId: room.showId, runKind: room.runKind });
      room.state.merge(snapshot);
      // Frames can overtake the answer's way to this line: those before the snapshot are in it, those after are not.
      const after = room.early.filter((frame) => frame.number > snapshot.number);
      room.behind = !after.every((frame) => room.state.merge(frame));
      hear(room);
      flushSoon(room);
    } catch (error) {
      // A show that this console has just made may not have reached the hub yet: asked again at the next beat.
      if (!(error instanceof AppError && error.code === 'show/not-found')) options.onError(error);
    } finally {
      room.asking = false;
      room.early = [];
    }
  }

  function open(showId: string, runKind: RunKind): Room {
    const room: Room = {
      showId,
      runKind,
      state: liveState(),
      screens: new Set(),
      skus: new Set(),
      asOf: null,
      heardAt: 0,
      probing: false,
      keptAsOf: null,
      keptAt: clock.monotonicMs(),
      lastFrameAt: -FRAME_GAP_MS,
      timer: null,
      heartbeat: setInterval(() => beat(room), HEARTBEAT_MS),
      asking: false,
      behind: true,
      early: [],
    };
    rooms.set(roomKey(room), room);
    recall(room);
    return room;
  }

  /** Until the hub has answered, and for as long as it cannot, the figures of last time stand, with their age. */
  function recall(room: Room): void {
    const last = options.kept?.load(room.showId, room.runKind);
    if (!last) return;
    room.state.restore(last.frame);
    room.asOf = last.asOf;
    room.keptAsOf = last.asOf;
    showProducts(room);
  }

  function showProducts(room: Room): void {
    options
      .skusOf(room.showId)
      .then((skus) => {
        room.skus = skus;
        room.state.renew();
        flushSoon(room);
      })
      .catch(options.onError);
  }

  function leave(room: Room): void {
    if (room.screens.size > 0) return;
    clearInterval(room.heartbeat);
    if (room.timer) clearTimeout(room.timer);
    rooms.delete(roomKey(room));
    keep(room);
    if (options.connected()) {
      options.request('unwatch', { showId: room.showId, runKind: room.runKind }).catch(options.onError);
    }
  }

  return {
    watch(showId, runKind) {
      const known = rooms.get(`${showId}/${runKind}`);
      const room = known ?? open(showId, runKind);
      const screen: Channel<DeskLive> = channel(mergeFrames, () => {
        room.screens.delete(screen);
        leave(room);
      });
      room.screens.add(screen);
      screen.push({ ...room.state.snapshot(room.skus), ...freshness(room) });
      if (!known) void ask(room);
      return screen;
    },
    frame(frame) {
      const room = rooms.get(`${frame.showId}/${frame.runKind}`);
      if (!room) return;
      if (room.asking) room.early.push(frame);
      else if (room.state.merge(frame)) {
        if (frame.drops) options.onDrops?.(room, frame.drops);
        hear(room);
        flushSoon(room);
      } else void ask(room);
    },
    comments(showId, runKind) {
      const room = rooms.get(`${showId}/${runKind}`);
      if (!room || room.behind || !options.connected()) return null;
      return room.state.commentDesk() ?? emptyCommentDesk;
    },
    forgetKept: (showId, runKind) => options.kept?.forget?.(showId, runKind),
    resume() {
      for (const room of rooms.values()) void ask(room);
    },
    refreshProducts() {
      for (const room of rooms.values()) showProducts(room);
    },
    close() {
      for (const room of [...rooms.values()]) {
        for (const screen of [...room.screens]) screen.close();
      }
    },
  };
}

function roomKey({ showId, runKind }: Pick<Room, 'showId' | 'runKind'>): string {
  return `${showId}/${runKind}`;
}

/** Folds two frames that one screen has not taken yet: lists are joined (later entries win), the rest is replaced. */
export function mergeFrames(waiting: DeskLive, next: DeskLive): DeskLive {
  if (next.snapshot) return next;
  const joined: DeskLive = { ...waiting, ...next, snapshot: waiting.snapshot };
  const join = <T>(a: T[] | undefined, b: T[] | undefined) => (a && b ? [...a, ...b] : (b ?? a));
  return {
    ...joined,
    ...defined({
      products: join(waiting.products, next.products),
      minutes: join(waiting.minutes, next.minutes),
      channels: join(waiting.channels, next.channels),
      shops: join(waiting.shops, next.shops),
      slots: join(waiting.slots, next.slots),
      drops: join(waiting.drops, next.drops),
      comments: join(waiting.comments, next.comments),
      commentMarks: join(waiting.commentMarks, next.commentMarks),
      commentsDropped: (waiting.commentsDropped ?? 0) + (next.commentsDropped ?? 0) || undefined,
    }),
  };
}

function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}
