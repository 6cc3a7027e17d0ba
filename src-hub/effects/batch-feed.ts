/** Tells every desk how batches go on: at most ten frames a second a batch, each with what has changed since the last. */
import type { BatchFrame } from '#shared/contract/batch.ts';
import type { Clock } from '#shared/sync/clock.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { HubStore } from '../store/hub-store.ts';

const FRAME_GAP_MS = 100;
/** More changes at once, such as a stop, are left out: whoever shows the batch asks for it whole. */
const MOST_DELIVERIES = 500;

export interface BatchFeed {
  batchMoved(batchId: string): void;
  close(): void;
}

interface Told {
  revision: number | null;
  atMs: number;
  callOff: (() => void) | null;
}

export function createBatchFeed({
  store,
  clock,
  timers,
  send,
  onError,
}: {
  store: HubStore;
  clock: Clock;
  timers: Timers;
  send: (frame: BatchFrame) => void;
  onError: (error: unknown) => void;
}): BatchFeed {
  const told = new Map<string, Told>();
  let closed = false;

  async function tell(batchId: string, entry: Told): Promise<void> {
    entry.atMs = clock.monotonicMs();
    const batch = await store.batches.get(batchId);
    if (!batch || closed) return;
    const from = entry.revision;
    entry.revision = batch.revision;
    const deliveries = from === null ? [] : await store.batches.deliveries(batchId, from);
    const whole = from === null || deliveries.length > MOST_DELIVERIES;
    send({ batch, fromRevision: whole ? batch.revision : from, deliveries: whole ? [] : deliveries });
  }

  return {
    batchMoved(batchId) {
      const entry = told.get(batchId) ?? { revision: null, atMs: Number.NEGATIVE_INFINITY, callOff: null };
      told.set(batchId, entry);
      if (entry.callOff || closed) return;
      const waitMs = Math.max(0, FRAME_GAP_MS - (clock.monotonicMs() - entry.atMs));
      entry.callOff = timers.after(waitMs, () => {
        entry.callOff = null;
        tell(batchId, entry).catch(onError);
      });
    },
    close() {
      closed = true;
      for (const { callOff } of told.values()) callOff?.();
    },
  };
}
