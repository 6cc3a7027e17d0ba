/**
 * Batches of announcements, by the tables in domain/batch/batch.states.ts. How one is made stands in batch-orders.ts.
 * `sending` is committed before a robot is asked, so whatever a crash leaves there is unknown and never asked again by
 * itself ([SY55]). One lane a robot; lanes run side by side, and what goes wrong in one stays there.
 */
import { AppError } from '#shared/contract/errors.ts';
import type { Batch } from '#shared/domain/batch/batch.schema.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { Deadline } from '#shared/sync/time-base.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { RobotConnector } from '../connectors/http/robot.ts';
import type { BatchCommand } from '../hub.ts';
import type { HubLog } from '../hub-log.ts';
import type { QueuedDelivery } from '../store/batch-effects.ts';
import type { HubStore } from '../store/hub-store.ts';
import { batchOrders, type PersonsOrder, sha256 } from './batch-orders.ts';
import { assertInTime, type Boot } from './boot.ts';
import { createRobotPacer } from './robot-pacer.ts';
import { serialByKey } from './serial-by-key.ts';

export interface BatchRobots {
  readonly connector: RobotConnector;
  /** The address of a group's robot; null where none is known. */
  addressOf(delivery: { groupId: string; groupName: string }): Promise<string | null>;
}

export interface BatchRunnerPorts {
  readonly store: HubStore;
  readonly boot: Pick<Boot, 'reading' | 'inTime' | 'onAway'>;
  /** For how long a batch that was sent can still be called off before anything goes out; 0 = it cannot. */
  readonly waitMs: number;
  readonly clock: Clock;
  readonly timers: Timers;
  /** 0 ≤ n < 1, for uneven gaps. */
  readonly random: () => number;
  /** A rehearsal's robots are the simulator's: it never so much as reads a real address. */
  readonly robotsFor: (runKind: RunKind) => BatchRobots;
  readonly batchMoved: (batchId: string) => void;
  readonly log: HubLog;
}

export interface BatchRunner {
  command(command: BatchCommand, order: PersonsOrder): Promise<void>;
  /**
   * After a start: what waited has expired; what was `sending` is unknown; what was queued goes on, unless the hub was
   * away for long.
   */
  recover(): Promise<void>;
  /** Begins nothing more and waits a moment for the answers that are under way. */
  stop(): Promise<void>;
}

/** Robots asked side by side. */
const MAX_IN_FLIGHT = 8;
/** A robot that says "too many" this often in one try has failed. */
const MAX_ATTEMPTS = 3;
/** Lanes begin spread over this time, not all at once. */
const START_SPREAD_MS = 1500;
/** How late a batch may begin after it waited: a hub that was stopped meanwhile does not begin it when it is woken. */
const BEGINS_WITHIN_MS = 5000;
/** Queued texts of a batch that stood still for longer may not be meant any more: it waits for a person. */
const GOES_ON_WITHIN_MS = 10 * 60_000;
/** How long ago a robot may have been asked and still count: the window, and the longest an answer takes. */
const RECALL_MS = 75_000;
const LONGEST_ANSWER_MS = 10_000;
const STOP_WAIT_MS = 3000;

interface Lane {
  readonly batchId: string;
  readonly runKind: RunKind;
  readonly robotId: string;
  readonly address: string;
  readonly queue: QueuedDelivery[];
  ended: boolean;
  callOff: (() => void) | null;
}

export function createBatchRunner(ports: BatchRunnerPorts): BatchRunner {
  const { store, clock, timers, boot, waitMs, random, robotsFor, batchMoved, log } = ports;
  const orders = batchOrders({ store, clock, waitMs });
  const pacer = createRobotPacer({ clock, random });
  const oneByOne = serialByKey();
  const lanes = new Map<string, Set<Lane>>();
  const beginnings = new Map<string, () => void>();
  const inFlight = new Set<Promise<void>>();
  /** Lanes that may go on as soon as one of those in flight has ended. */
  const waiting: Lane[] = [];
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
    else await start(made);
  }

  async function release(
    command: Extract<BatchCommand, { name: 'batch.release' }>,
    order: PersonsOrder,
  ): Promise<void> {
    const made = await orders.release(command, order);
    if (!made) return;
    batchMoved(made.batchId);
    await start(made);
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
        await start(moved);
      }).catch((error: unknown) => log.error({ err: error, batchId }, 'a batch could not begin'));
    beginnings.set(
      batchId,
      timers.after(waitMs, () => void begin()),
    );
  }

  /** Makes the lanes of a running batch from what stands queued, in place of those it had. */
  async function start({ batchId, runKind, state }: Batch): Promise<void> {
    endLanes(batchId);
    if (state !== 'running' || stopped) return;
    const robots = robotsFor(runKind);
    const byRobot = new Map<string, Lane>();
    const failures: Promise<unknown>[] = [];
    for (const delivery of await store.batches.queued(batchId)) {
      const address = await robots.addressOf(delivery);
      if (address === null) {
        const change = { at: isoNow(clock), reason: 'no-address' } as const;
        failures.push(store.batches.moveDelivery(batchId, delivery.groupId, 'fail', change));
        continue;
      }
      const robotId = sha256(address).slice(0, 24);
      const lane = byRobot.get(robotId) ?? {
        ...{ batchId, runKind, robotId, address, queue: [], ended: false, callOff: null },
      };
      lane.queue.push(delivery);
      byRobot.set(robotId, lane);
    }
    await Promise.all(failures);
    if (failures.length > 0) batchMoved(batchId);
    lanes.set(batchId, new Set(byRobot.values()));
    for (const lane of byRobot.values()) goOn(lane, random() * START_SPREAD_MS);
  }

  async function startAgain(batchId: string): Promise<void> {
    const batch = await store.batches.get(batchId);
    if (batch) await start(batch);
  }

  function endLanes(batchId: string): void {
    for (const lane of lanes.get(batchId) ?? []) {
      lane.ended = true;
      lane.callOff?.();
    }
    lanes.delete(batchId);
  }

  function endLane(lane: Lane): void {
    lane.ended = true;
    const left = lanes.get(lane.batchId);
    left?.delete(lane);
    if (left?.size === 0) lanes.delete(lane.batchId);
  }

  function goOn(lane: Lane, inMs: number): void {
    if (lane.ended || stopped) return;
    lane.callOff = timers.after(inMs, () => {
      lane.callOff = null;
      step(lane);
    });
  }

  function step(lane: Lane): void {
    // A sleep shows here before anything goes out after it.
    boot.reading();
    const next = lane.queue[0];
    if (lane.ended || stopped) return;
    if (!next) {
      endLane(lane);
      return;
    }
    const waitMs = pacer.waitMs(lane.robotId);
    if (waitMs > 0) {
      goOn(lane, waitMs);
      return;
    }
    if (inFlight.size >= MAX_IN_FLIGHT) {
      waiting.push(lane);
      return;
    }
    lane.queue.shift();
    pacer.began(lane.robotId);
    const delivery = deliver(lane, next)
      .catch((error: unknown) => log.error({ err: error, batchId: lane.batchId }, 'a delivery failed'))
      .finally(() => {
        pacer.ended(lane.robotId);
        inFlight.delete(delivery);
        goOn(lane, 0);
        // One that is not wanted any more takes no place: the next one gets it.
        while (inFlight.size < MAX_IN_FLIGHT && waiting.length > 0) step(waiting.shift() as Lane);
      });
    inFlight.add(delivery);
  }

  async function deliver(lane: Lane, delivery: QueuedDelivery): Promise<void> {
    const { batchId, runKind, robotId, address } = lane;
    const { groupId, attempts } = delivery;
    const text = await store.batches.begin(batchId, groupId, robotId, isoNow(clock));
    // Paused, stopped or taken by somebody else meanwhile.
    if (text === null) return;
    batchMoved(batchId);
    boot.reading();
    if (lane.ended) {
      // The hub was away since, or the batch was paused: nobody was asked yet, so nobody has it.
      await store.batches.moveDelivery(batchId, groupId, 'postponed', { at: isoNow(clock), reason: null });
      batchMoved(batchId);
      return oneByOne(batchId, () => startAgain(batchId));
    }
    const result = await robotsFor(runKind)
      .connector.send(address, text)
      .catch((error: unknown) => {
        log.error({ err: error, batchId }, 'a connector failed while sending');
        return { outcome: 'unknown', reason: 'unclear', detail: null } as const;
      });
    const at = isoNow(clock);
    const record = (
      move: 'accepted' | 'refused' | 'postponed' | 'lose',
      change: Omit<Parameters<typeof store.batches.moveDelivery>[3], 'at'>,
    ) => store.batches.moveDelivery(batchId, groupId, move, { at, ...change });
    switch (result.outcome) {
      case 'sent':
        await record('accepted', { reason: null });
        break;
      case 'failed':
        await record('refused', result);
        break;
      case 'unknown':
        await record('lose', result);
        break;
      case 'later':
        pacer.pause(robotId, result.afterMs);
        if (attempts + 1 >= MAX_ATTEMPTS) {
          await record('refused', { reason: 'rate', detail: result.detail });
        } else {
          await record('postponed', { reason: 'rate', detail: result.detail });
          lane.queue.unshift({ ...delivery, attempts: attempts + 1 });
          // The batch got other lanes meanwhile, made without this one: they are made again.
          if (lane.ended) void oneByOne(batchId, () => startAgain(batchId));
        }
    }
    batchMoved(batchId);
  }

  /** What is queued may not be meant any more after so long: a person decides. */
  function pauseAll(): void {
    for (const batchId of [...lanes.keys()]) {
      endLanes(batchId);
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
    await start(moved);
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
        await startAgain(batchId);
      }
    },

    async stop() {
      stopped = true;
      for (const callOff of beginnings.values()) callOff();
      for (const batchId of [...lanes.keys()]) endLanes(batchId);
      const late = new Promise<void>((resolve) => setTimeout(resolve, STOP_WAIT_MS).unref());
      await Promise.race([Promise.allSettled(inFlight), late]);
    },
  };
}
