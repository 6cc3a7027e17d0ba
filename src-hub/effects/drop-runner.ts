/**
 * The state machine of drops, by the table in domain/drop/drop.states.ts. Every move is committed before what follows
 * from it: `sending` before the platform is asked, `open` only after it has answered. All steps of one drop run one
 * after another here; the revision guards against everything else.
 */
import { AppError } from '#shared/contract/errors.ts';
import { type DropMove, moveDrop } from '#shared/domain/drop/drop.states.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { Connector } from '../connectors/connector.ts';
import type { DropCommand, DropRunner, OrderToAct } from '../hub.ts';
import type { HubLog } from '../hub-log.ts';
import type { DropChange, DropRecord, HubStore } from '../store/hub-store.ts';
import { serialByKey } from './serial-by-key.ts';

export interface DropRunnerPorts {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly connectorFor: (runKind: RunKind) => Connector;
  readonly dropMoved: (dropId: string, showId: string) => void;
  readonly log: HubLog;
}

type Change = Omit<DropChange, 'state'>;

export function createDropRunner(ports: DropRunnerPorts): DropRunner {
  const { store, clock, timers, connectorFor, dropMoved, log } = ports;
  const oneByOne = serialByKey();
  const closers = new Map<string, () => void>();
  /** Which show a drop belongs to never changes; asked once, it need not be read again at every claim. */
  const showOf = new Map<string, string>();

  async function recordOf(dropId: string): Promise<DropRecord> {
    const record = await store.drops.get(dropId);
    if (!record) throw new AppError('drop/not-found');
    return record;
  }

  /** Throws `drop/wrong-state` where the table has no such move, `drop/changed` when somebody else was first. */
  async function move(record: DropRecord, name: DropMove, change: Change = {}): Promise<DropRecord> {
    const state = moveDrop(record.state, name);
    if (state === null) throw new AppError('drop/wrong-state', { state: record.state });
    const moved = await store.drops.move(record.dropId, record.revision, { state, ...change });
    if (!moved) throw new AppError('drop/changed');
    dropMoved(moved.dropId, moved.showId);
    return moved;
  }

  async function fire(armed: DropRecord, firedBy: string): Promise<void> {
    const drop = await store.documents.get('drop', armed.dropId);
    if (!drop) throw new AppError('drop/not-found');
    const sending = await move(armed, 'fire', { firedBy, reason: null });
    try {
      await connectorFor(drop.runKind).fireDrop(drop);
    } catch (error) {
      // An AppError says that it surely did not go out. Anything else leaves it open: only a person may settle that.
      const certain = error instanceof AppError;
      if (!certain) log.error({ err: error, dropId: drop.id }, 'a connector failed while firing');
      const reason = certain ? error.code : 'app/unexpected';
      await move(sending, certain ? 'fail' : 'lose', { reason });
      throw certain ? error : new AppError('app/unexpected');
    }
    await open(sending, 'opened', drop.openSec);
  }

  async function open(record: DropRecord, name: 'opened' | 'settleOpen', openSec: number): Promise<void> {
    const openedMs = clock.nowMs();
    const opened = await move(record, name, {
      openedAt: new Date(openedMs).toISOString(),
      closesAt: new Date(openedMs + openSec * 1000).toISOString(),
      reason: null,
    });
    closeAfter(opened.dropId, openSec * 1000);
  }

  function closeAfter(dropId: string, ms: number): void {
    const close = () =>
      oneByOne(dropId, async () => {
        const record = await recordOf(dropId);
        if (record.state === 'open') await endNow(record, isoNow(clock));
      }).catch((error: unknown) => log.error({ err: error, dropId }, 'closing a drop failed'));
    closers.get(dropId)?.();
    closers.set(dropId, timers.after(ms, close));
  }

  async function endNow(record: DropRecord, closedAt: string): Promise<void> {
    await move(record, 'close', { closedAt });
    closers.get(record.dropId)?.();
    closers.delete(record.dropId);
  }

  async function stop(record: DropRecord): Promise<void> {
    await endNow(record, isoNow(clock));
    const drop = await store.documents.get('drop', record.dropId);
    if (drop) await connectorFor(drop.runKind).stopDrop(drop.id);
  }

  async function settle(record: DropRecord, opened: boolean): Promise<void> {
    if (!opened) {
      await move(record, 'settleFailed');
      return;
    }
    const drop = await store.documents.get('drop', record.dropId);
    if (!drop) throw new AppError('drop/not-found');
    await open(record, 'settleOpen', drop.openSec);
  }

  async function run(command: DropCommand, { commandId, ttlMs, inTime }: OrderToAct): Promise<void> {
    const record = await recordOf(command.dropId);
    const asSeen = 'revision' in command ? command.revision === record.revision : true;
    if (!inTime()) {
      // Only the arming that this order meant expires with it, not one that came after.
      if (command.name === 'drop.fire' && asSeen && record.state === 'armed')
        await move(record, 'expire', { reason: 'effect/expired' });
      throw new AppError('effect/expired', { seconds: Math.round(ttlMs / 1000) });
    }
    // The desk may not have heard the answer and asks again: this very order was done.
    if (command.name === 'drop.fire' && record.firedBy === commandId && hasOpened(record)) return;
    if (!asSeen) throw new AppError('drop/changed');
    switch (command.name) {
      case 'drop.arm':
        await move(record, 'arm', { reason: null });
        return;
      case 'drop.disarm':
        await move(record, 'disarm');
        return;
      case 'drop.fire':
        return fire(record, commandId);
      case 'drop.stop':
        return stop(record);
      case 'drop.settle':
        return settle(record, command.opened);
    }
  }

  async function fireByKey(dropId: string, key: string): Promise<{ state: 'open' }> {
    const record = await recordOf(dropId);
    if (record.firedBy === key) {
      if (hasOpened(record)) return { state: 'open' };
      if (record.state !== 'armed') throw new AppError('drop/wrong-state', { state: record.state });
    }
    await fire(record.state === 'armed' ? record : await move(record, 'arm', { reason: null }), key);
    return { state: 'open' };
  }

  return {
    command: (command, order) => oneByOne(command.dropId, () => run(command, order)),
    fireByKey: (dropId, key) => oneByOne(dropId, () => fireByKey(dropId, key)),
    async claim(dropId, claimId, buyerId) {
      const outcome = await store.drops.claim(dropId, claimId, buyerId, isoNow(clock));
      if (outcome === 'no-such-drop' || outcome === 'id-reused') return outcome;
      const showId = showOf.get(dropId) ?? (await store.drops.get(dropId))?.showId;
      if (showId !== undefined) {
        showOf.set(dropId, showId);
        dropMoved(dropId, showId);
      }
      return outcome;
    },
    async recover() {
      for (const record of await store.drops.inState('sending')) await move(record, 'lose', { reason: null });
      for (const record of await store.drops.inState('open')) {
        const closesAt = record.closesAt ?? isoNow(clock);
        const leftMs = Date.parse(closesAt) - clock.nowMs();
        if (leftMs <= 0) await endNow(record, closesAt);
        else closeAfter(record.dropId, leftMs);
      }
    },
    stop() {
      for (const callOff of closers.values()) callOff();
      closers.clear();
    },
  };
}

function hasOpened({ state }: DropRecord): boolean {
  return state === 'open' || state === 'closed';
}
