/**
 * Batches of announcements, by the tables in domain/batch/batch.states.ts: what people order of them, and what becomes of
 * them over a restart or a sleep. How one is made stands in batch-orders.ts, how it goes out in batch-lanes.ts.
 */
import { AppError } from '#shared/contract/errors.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { Deadline } from '#shared/sync/time-base.ts';
import type { BatchCommand } from '../hub.ts';
import { type BatchLanesPorts, batchLanes } from './batch-lanes.ts';
import { batchOrders, type PersonsOrder } from './batch-orders.ts';
import { assertInTime, type Boot } from './boot.ts';
import { createRobotPacer } from './robot-pacer.ts';
import { serialByKey } from './serial-by-key.ts';

export interface BatchRunnerPorts extends Omit<BatchLanesPorts, 'boot' | 'pacer' | 'inTurn'> {
  readonly boot: Pick<Boot, 'reading' | 'inTime' | 'onAway'>;
  /** For how long a batch that was sent can still be called off before anything goes out; 0 = it cannot. */
  readonly waitMs: number;
}

export interface BatchRunner {
  command(command: BatchCommand, order: PersonsOrder): Promise<void>;
  /**
   * After a start: what was under way in a backup is unknown; what waited has expired; what was `sending` is unknown; what was queued goes on, unless the hub was
   * away for long.
   */
  recover(): Promise<void>;
  /** Begins nothing more and waits a moment for the answers that are under way. */
  stop(): Promise<void>;
}

/** How late a batch may begin after it waited: a hub that was stopped meanwhile does not begin it when it is woken. */
const BEGINS_WITHIN_MS = 5000;
/** Queued texts of a batch that stood still for longer may not be meant any more: it waits for a person. */
const GOES_ON_WITHIN_MS = 10 * 60_000;
/** How long ago a robot may have been asked and still count: the window, and the longest an answer takes. */
const RECALL_MS = 75_000;
const LONGEST_ANSWER_MS = 10_000;

export function createBatchRunner(ports: BatchRunnerPorts): BatchRunner {
  const { store, clock, timers, boot, waitMs, random, batchMoved, log } = ports;
  const orders = batchOrders({ store, clock, waitMs });
  const pacer = createRobotPacer({ clock, random });
  const oneByOne = serialByKey();
  const lanes = batchLanes({ ...ports, pacer, inTurn: oneByOne });
  const beginnings = new Map<string, () => void>();
  let stopped = false;

  async function send(
    command: Extract<BatchCommand, { name: 'batch.send' }>,
    order: PersonsOrder,
  ): Promise<void> {
    const { bootId, monoMs } = boot.reading();
    const made = await orders.send(command, order);
    if (!made) return;
    batchMoved(made.batchId);
    if (made.state === 'waiting')
      beginLater(made.batchId, { bootId, notAfterMs: monoMs + waitMs + BEGINS_WITHIN_MS });
    else await lanes.start(made);
  }

  async function release(
    command: Extract<BatchCommand, { name: 'batch.release' }>,
    order: PersonsOrder,
  ): Promise<void> {
    const made = await orders.release(command, order);
    if (!made) return;
    batchMoved(made.batchId);
    await lanes.start(made);
  }

  function beginLater(batchId: string, deadline: Deadline): void {
    const begin = () =>
      oneByOne(batchId, async () => {
        beginnings.delete(batchId);
        if (stopped) return;
        const moved = await store.batches.move(
          batchId,
          boot.inTime(deadline) ? 'begin' : 'expire',
          isoNow(clock),
        );
        // Null: it was called off at the last moment.
        if (!moved) return;
        batchMoved(batchId);
        await lanes.start(moved);
      }).catch((error: unknown) => log.error({ err: error, batchId }, 'a batch could not begin'));
    beginnings.set(
      batchId,
      timers.after(waitMs, () => void begin()),
    );
  }

  /** What is queued may not be meant any more after so long: a person decides. */
  function pauseAll(): void {
    for (const batchId of lanes.batchIds()) {
      lanes.end(batchId);
      oneByOne(batchId, async () => {
        if (await store.batches.move(batchId, 'pause', isoNow(clock), true)) batchMoved(batchId);
      }).catch((error: unknown) => log.error({ err: error, batchId }, 'a batch could not be paused'));
    }
  }
  boot.onAway(({ ms }) => {
    if (ms > GOES_ON_WITHIN_MS && !stopped) pauseAll();
  });

  async function move(
    batchId: string,
    name: 'cancel' | 'pause' | 'resume' | 'stop' | 'retryFailed',
  ): Promise<void> {
    const moved = await store.batches.move(batchId, name, isoNow(clock));
    if (!moved)
      throw new AppError((await store.batches.get(batchId)) ? 'batch/wrong-state' : 'batch/not-found');
    batchMoved(batchId);
    await lanes.start(moved);
  }

  async function moveOne(
    { batchId, groupId }: { batchId: string; groupId: string },
    name: 'settleSent' | 'settleFailed' | 'tick',
  ): Promise<void> {
    const reason = name === 'settleFailed' ? 'not-arrived' : null;
    const moved = await store.batches.moveDelivery(batchId, groupId, name, { at: isoNow(clock), reason });
    if (!moved)
      throw new AppError((await store.batches.get(batchId)) ? 'batch/wrong-state' : 'batch/not-found');
    batchMoved(batchId);
  }

  async function run(command: BatchCommand, order: PersonsOrder): Promise<void> {
    if (command.name === 'batch.send') return send(command, order);
    if (command.name === 'batch.release') return release(command, order);
    assertInTime(order);
    switch (command.name) {
      case 'batch.cancel':
        return move(command.batchId, 'cancel');
      case 'batch.pause':
        return move(command.batchId, 'pause');
      case 'batch.resume':
        return move(command.batchId, 'resume');
      case 'batch.stop':
        return move(command.batchId, 'stop');
      case 'batch.retryFailed':
        return move(command.batchId, 'retryFailed');
      case 'batch.settle':
        return moveOne(command, command.sent ? 'settleSent' : 'settleFailed');
      case 'batch.tick':
        return moveOne(command, 'tick');
    }
  }

  return {
    command: (command, order) => oneByOne(command.batchId, () => run(command, order)),

    async recover() {
      for (const batchId of await store.batches.doubtRestored(isoNow(clock))) batchMoved(batchId);
      for (const { batchId } of await store.batches.inState('waiting')) {
        await store.batches.move(batchId, 'expire', isoNow(clock));
        batchMoved(batchId);
      }
      const now = clock.nowMs();
      const running = await store.batches.inState('running');
      const stale = new Set<string>();
      for (const { batchId, createdAt } of running) {
        const moved = (await store.batches.lastMovedAt(batchId)) ?? createdAt;
        if (now - Date.parse(moved) > GOES_ON_WITHIN_MS) stale.add(batchId);
      }
      for (const batchId of await store.batches.loseSending(isoNow(clock))) batchMoved(batchId);
      for (const { robotId, askedAt } of await store.batches.askedSince(
        new Date(now - RECALL_MS).toISOString(),
      ))
        pacer.recall(robotId, Math.max(0, now - Date.parse(askedAt) - LONGEST_ANSWER_MS));
      for (const { batchId } of running) {
        if (stale.has(batchId)) await store.batches.move(batchId, 'pause', isoNow(clock), true);
        await lanes.startAgain(batchId);
      }
    },

    async stop() {
      stopped = true;
      for (const callOff of beginnings.values()) callOff();
      await lanes.stop();
    },
  };
}
