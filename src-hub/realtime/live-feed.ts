/** The rooms that somebody watches. Signals about a show that nobody watches cost nothing. */

import type { LiveFrame } from '#shared/contract/live.ts';
import type { CommentDesk } from '#shared/domain/comment/comment.schema.ts';
import type { PlatformAct, PlatformStatus } from '#shared/domain/platform/act.schema.ts';
import type { Clock } from '#shared/sync/clock.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { FactsAdded } from '../hub.ts';
import type { HubStore, StoredChanges } from '../store/hub-store.ts';
import { LiveRoom } from './live-room.ts';

export interface LiveFeedPorts {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly send: (room: string, frame: LiveFrame) => void;
  readonly onError: (error: unknown) => void;
  /** How the platform is that a show's runs of that kind act on. */
  readonly platformOf: (target: FactTarget) => PlatformStatus;
  readonly commentDeskOf: (target: FactTarget) => Promise<CommentDesk>;
}

export interface LiveFeed {
  /** `join` gets the snapshot and must start listening at once. A caller who does not listen then calls `forget`. */
  watch(target: FactTarget, join: (frame: LiveFrame) => void): Promise<void>;
  /** Nobody listens to that room any more. */
  forget(room: string): void;
  factsAdded(target: FactTarget, added: FactsAdded): void;
  dropMoved(dropId: string, showId: string): void;
  /** Facts and effects are gone: watchers get a new snapshot. */
  cleared(target: FactTarget): void;
  sequenceMoved(sequence: FactTarget & { readonly sequenceId: string }): void;
  actMoved(act: PlatformAct): void;
  platformChanged(target: FactTarget): void;
  /** Something of the comment desk has changed. */
  commentsMoved(target: FactTarget): void;
  isWatched(target: FactTarget): boolean;
  /** What somebody watches now. */
  targets(): FactTarget[];
  /** Runs say what is on air, and a new drop plan has a status: watchers hear of both. */
  documentsChanged(changes: StoredChanges): void;
  close(): void;
}

export function roomName({ showId, runKind }: FactTarget): string {
  return `live/${runKind}/${showId}`;
}

export function createLiveFeed({ store, clock, timers, send, onError, ...desks }: LiveFeedPorts): LiveFeed {
  const rooms = new Map<string, { room: LiveRoom; joining: number; target: FactTarget }>();
  const roomsOf = (showId: string): LiveRoom[] =>
    (['live', 'rehearsal'] as const).flatMap(
      (runKind) => rooms.get(roomName({ showId, runKind }))?.room ?? [],
    );

  const newRoom = (target: FactTarget) =>
    new LiveRoom({
      store,
      clock,
      timers,
      target,
      onError,
      ...desks,
      send: (frame) => send(roomName(target), frame),
    });

  return {
    async watch(target, join) {
      const name = roomName(target);
      const entry = rooms.get(name) ?? { joining: 0, room: newRoom(target), target };
      rooms.set(name, entry);
      entry.joining += 1;
      try {
        await entry.room.snapshot(join);
      } finally {
        entry.joining -= 1;
      }
    },
    forget(name) {
      const entry = rooms.get(name);
      // The last one left while another was joining: the room is needed on.
      if (!entry || entry.joining > 0) return;
      entry.room.close();
      rooms.delete(name);
    },
    factsAdded: (target, added) => rooms.get(roomName(target))?.room.factsAdded(added),
    cleared: (target) => rooms.get(roomName(target))?.room.renew(),
    dropMoved(dropId, showId) {
      for (const room of roomsOf(showId)) room.dropMoved(dropId);
    },
    sequenceMoved: (sequence) => rooms.get(roomName(sequence))?.room.sequenceMoved(sequence.sequenceId),
    actMoved: (act) => rooms.get(roomName(act))?.room.actMoved(act),
    platformChanged: (target) => rooms.get(roomName(target))?.room.platformChanged(),
    commentsMoved: (target) => rooms.get(roomName(target))?.room.commentsMoved(),
    isWatched: (target) => rooms.has(roomName(target)),
    targets: () => [...rooms.values()].map(({ target }) => target),
    documentsChanged({ changes }) {
      for (const { kind, id, parentId, json } of changes) {
        if (kind === 'run') for (const room of roomsOf(parentId)) room.runsChanged();
        if (kind === 'sequence' && json !== null)
          for (const room of roomsOf(parentId)) room.sequenceMoved(id);
        if (kind === 'drop' && json !== null) for (const room of roomsOf(parentId)) room.dropMoved(id);
      }
    },
    close() {
      for (const { room } of rooms.values()) room.close();
      rooms.clear();
    },
  };
}
