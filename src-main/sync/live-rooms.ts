/**
 * Live data of the shows that somebody watches: one subscription at the hub a show, any number of screens. oRPC's
 * iterators have no backpressure, so frames are merged here to at most ten a second (DESIGN §5).
 */
import type { DeskLive } from '#shared/contract/desk.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { LiveFrame } from '#shared/contract/hub.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import { type Channel, channel } from './channel.ts';
import type { HubSession } from './hub-session.ts';
import { liveState } from './live-state.ts';

const FRAME_GAP_MS = 100;
const HEARTBEAT_MS = 1000;

export interface LiveRoomsOptions {
  readonly clock: Clock;
  readonly request: HubSession['request'];
  readonly connected: () => boolean;
  /** SKUs of the show's own products: others are counted in totals and `top` alone. */
  readonly skusOf: (showId: string) => Promise<ReadonlySet<string>>;
  readonly onError: (error: unknown) => void;
}

export interface LiveRooms {
  watch(showId: string, runKind: RunKind): Channel<DeskLive>;
  frame(frame: LiveFrame): void;
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
    const connected = options.connected();
    if (connected && !room.behind) room.asOf = isoNow(clock);
    return { connected, asOf: room.asOf };
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
    if (room.behind) void ask(room);
    if (clock.monotonicMs() - room.lastFrameAt >= FRAME_GAP_MS) tell(room, { snapshot: false });
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
      lastFrameAt: -FRAME_GAP_MS,
      timer: null,
      heartbeat: setInterval(() => beat(room), HEARTBEAT_MS),
      asking: false,
      behind: true,
      early: [],
    };
    rooms.set(`${showId}/${runKind}`, room);
    return room;
  }

  function leave(room: Room): void {
    if (room.screens.size > 0) return;
    clearInterval(room.heartbeat);
    if (room.timer) clearTimeout(room.timer);
    rooms.delete(`${room.showId}/${room.runKind}`);
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
      else if (room.state.merge(frame)) flushSoon(room);
      else void ask(room);
    },
    resume() {
      for (const room of rooms.values()) void ask(room);
    },
    refreshProducts() {
      for (const room of rooms.values()) {
        options
          .skusOf(room.showId)
          .then((skus) => {
            room.skus = skus;
            room.state.renew();
            flushSoon(room);
          })
          .catch(options.onError);
      }
    },
    close() {
      for (const room of [...rooms.values()]) {
        for (const screen of [...room.screens]) screen.close();
      }
    },
  };
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
      commentsDropped: (waiting.commentsDropped ?? 0) + (next.commentsDropped ?? 0) || undefined,
    }),
  };
}

function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}
