/**
 * Pushes the product on air again at a random interval, where its run's policy says so ([SY83]). Only what was seen to
 * show is pushed again: what failed or is unknown waits for a person. Taken away, it stops at once.
 */
import { AppError } from '#shared/contract/errors.ts';
import { WORKSPACE } from '#shared/domain/documents.ts';
import type { NextRepush, PlatformAct } from '#shared/domain/platform/act.schema.ts';
import { repushAt } from '#shared/domain/platform/repush.ts';
import type { Clock } from '#shared/sync/clock.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import type { Ids, RunId } from '#shared/sync/ids.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { ActRunner } from '../hub.ts';
import type { HubLog } from '../hub-log.ts';
import type { HubStore, StoredChanges } from '../store/hub-store.ts';
import { serialByKey } from './serial-by-key.ts';

export interface RepushPorts {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: Ids;
  readonly log: HubLog;
  readonly push: ActRunner['pushOwn'];
  readonly changed: (target: FactTarget) => void;
}

export interface Repusher {
  documentsChanged(changes: StoredChanges): void;
  actMoved(act: PlatformAct): void;
  of(target: FactTarget): NextRepush[];
  recover(): Promise<void>;
  stop(): void;
}

interface Due extends NextRepush, FactTarget {
  readonly actId: string;
  readonly callOff: () => void;
}

export function repusher(ports: RepushPorts): Repusher {
  const { store, clock, timers, ids, log, push, changed } = ports;
  const due = new Map<string, Due>();
  const oneByOne = serialByKey();
  let stopped = false;

  function look(runId: string): void {
    oneByOne(runId, () => plan(runId)).catch((error: unknown) => {
      if (!stopped) log.error({ err: error, runId }, 'planning to push again failed');
    });
  }

  async function plan(runId: string): Promise<void> {
    const next = await nextOf(runId);
    const before = due.get(runId);
    if (stopped || (before && next && before.actId === next.actId && before.at === next.at)) return;
    if (!before && !next) return;
    before?.callOff();
    due.delete(runId);
    if (next) {
      const waitMs = Math.max(0, Date.parse(next.at) - clock.nowMs());
      due.set(runId, { ...next, callOff: timers.after(waitMs, () => pushAgain(runId)) });
    }
    const target = next ?? before;
    if (target) changed({ showId: target.showId, runKind: target.runKind });
  }

  async function nextOf(runId: string): Promise<Omit<Due, 'callOff'> | null> {
    const run = await store.documents.get('run', runId);
    const policy = await store.documents.get('pushPolicy', runId);
    if (run?.state !== 'live' || run.onAirSlotId === null || !policy?.repush) return null;
    const last = await store.acts.latestPush(run.id);
    if (!last || last.slotId !== run.onAirSlotId) return null;
    if (last.state !== 'shown' && last.state !== 'by-hand') return null;
    const at = repushAt(last, policy.repush, clock.nowMs());
    return {
      ...{ runId: run.id, slotId: run.onAirSlotId, at, actId: last.actId },
      ...{ showId: run.showId, runKind: run.kind },
    };
  }

  function pushAgain(runId: string): void {
    const now = due.get(runId);
    due.delete(runId);
    if (!now || stopped) return;
    push({ actId: ids.next(), runId, slotId: now.slotId, origin: 'repush' }).catch((error: unknown) => {
      // Taken away in this very moment.
      if (!(error instanceof AppError) && !stopped) log.error({ err: error, runId }, 'pushing again failed');
    });
    changed(now);
  }

  return {
    documentsChanged({ changes }) {
      for (const { kind, id } of changes) if (kind === 'run' || kind === 'pushPolicy') look(id);
    },
    actMoved({ kind, runId }) {
      if (kind === 'push' && runId !== null) look(runId);
    },
    of: ({ showId, runKind }) =>
      [...due.values()]
        .filter((one) => one.showId === showId && one.runKind === runKind)
        .map(({ runId, slotId, at }) => ({ runId, slotId, at })),
    async recover() {
      for (const show of await store.documents.list('show', WORKSPACE))
        for (const policy of await store.documents.list('pushPolicy', show.id))
          if (policy.repush) look(policy.id satisfies RunId);
    },
    stop() {
      stopped = true;
      for (const { callOff } of due.values()) callOff();
      due.clear();
    },
  };
}
