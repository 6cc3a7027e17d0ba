/**
 * Batches that a screen looks at. The hub tells every desk what has changed in a batch, at most ten times a second; here
 * it is put together, and what was missed is asked for.
 */
import type { BatchFrame, DeskBatch } from '#shared/contract/batch.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { Batch, Delivery } from '#shared/domain/batch/batch.schema.ts';
import { type Channel, channel } from './channel.ts';
import type { HubSession } from './hub-session.ts';

/** Lists of batches are asked for again at most this often while counts move on. */
const NEWS_GAP_MS = 1000;

export interface BatchRoomsOptions {
  readonly request: HubSession['request'];
  /** Some batch has moved on: lists of batches are old. */
  readonly onNews: () => void;
  readonly onError: (error: unknown) => void;
}

export interface BatchRooms {
  /** Throws `batch/not-found`. With the hub away it yields nothing until it is back. */
  watch(batchId: string): Promise<Channel<DeskBatch>>;
  frame(frame: BatchFrame): void;
  /** The hub is there again: what is shown may be old. */
  resume(): void;
  close(): void;
}

interface Room {
  readonly batchId: string;
  readonly screens: Set<Channel<DeskBatch>>;
  batch: Batch | null;
  deliveries: Map<string, Delivery>;
  asking: Promise<void> | null;
  /** Frames that came while the batch was being asked for. */
  early: BatchFrame[];
}

export function batchRooms({ request, onNews, onError }: BatchRoomsOptions): BatchRooms {
  const rooms = new Map<string, Room>();
  const states = new Map<string, Batch['state']>();
  let newsTimer: NodeJS.Timeout | null = null;

  function news(batch: Batch): void {
    if (states.get(batch.batchId) !== batch.state) {
      states.set(batch.batchId, batch.state);
      onNews();
      return;
    }
    newsTimer ??= setTimeout(() => {
      newsTimer = null;
      onNews();
    }, NEWS_GAP_MS);
  }

  function snapshotOf(room: Room): DeskBatch | null {
    return room.batch && { snapshot: true, batch: room.batch, deliveries: [...room.deliveries.values()] };
  }

  async function askOnce(room: Room): Promise<boolean> {
    room.early = [];
    const { batch, deliveries } = await request('batch', { batchId: room.batchId });
    room.batch = batch;
    room.deliveries = new Map(deliveries.map((delivery) => [delivery.groupId, delivery]));
    // What was said meanwhile goes on top, or a busy batch would be asked for again and again.
    const fits = room.early.every((frame) => merge(room, frame));
    const snapshot = snapshotOf(room);
    if (snapshot) for (const screen of room.screens) screen.push(snapshot);
    return fits;
  }

  /** False: something between was missed. What is known already changes nothing. */
  function merge(room: Room, { fromRevision, batch, deliveries }: BatchFrame): boolean {
    if (room.batch === null || fromRevision > room.batch.revision) return false;
    if (batch.revision <= room.batch.revision) return true;
    room.batch = batch;
    for (const delivery of deliveries) room.deliveries.set(delivery.groupId, delivery);
    return true;
  }

  function ask(room: Room): Promise<void> {
    room.asking ??= askOnce(room)
      .finally(() => {
        room.asking = null;
      })
      .then((fits) => {
        if (!fits && rooms.has(room.batchId)) askAgain(room);
      });
    return room.asking;
  }

  function askAgain(room: Room): void {
    ask(room).catch((error: unknown) => {
      if (!(error instanceof AppError && error.code === 'hub/away')) onError(error);
    });
  }

  function leave(room: Room): void {
    if (room.screens.size === 0) rooms.delete(room.batchId);
  }

  return {
    async watch(batchId) {
      const room = rooms.get(batchId) ?? {
        ...{ batchId, screens: new Set(), batch: null, deliveries: new Map(), asking: null, early: [] },
      };
      rooms.set(batchId, room);
      const screen: Channel<DeskBatch> = channel(mergeNews, () => {
        room.screens.delete(screen);
        leave(room);
      });
      const known = snapshotOf(room);
      if (known) screen.push(known);
      room.screens.add(screen);
      if (known) return screen;
      try {
        await ask(room);
      } catch (error) {
        if (error instanceof AppError && error.code === 'hub/away') return screen;
        screen.close();
        throw error;
      }
      return screen;
    },
    frame(frame) {
      const { batch, deliveries } = frame;
      news(batch);
      const room = rooms.get(batch.batchId);
      if (!room || (room.batch !== null && batch.revision <= room.batch.revision)) return;
      if (room.asking) room.early.push(frame);
      else if (!merge(room, frame)) askAgain(room);
      else for (const screen of room.screens) screen.push({ snapshot: false, batch, deliveries });
    },
    resume() {
      for (const room of rooms.values()) askAgain(room);
    },
    close() {
      if (newsTimer) clearTimeout(newsTimer);
      for (const room of [...rooms.values()]) for (const screen of [...room.screens]) screen.close();
    },
  };
}

/** Folds news that a screen has not taken yet: of each group the latest. */
function mergeNews(waiting: DeskBatch, next: DeskBatch): DeskBatch {
  if (next.snapshot) return next;
  const latest = new Map(waiting.deliveries.map((delivery) => [delivery.groupId, delivery]));
  for (const delivery of next.deliveries) latest.set(delivery.groupId, delivery);
  return { ...next, snapshot: waiting.snapshot, deliveries: [...latest.values()] };
}
