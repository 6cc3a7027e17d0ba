/**
 * Where the messages of batches go out: one lane a robot, lanes side by side, and what goes wrong in one stays there.
 * `sending` is committed before a robot is asked ([SY55]).
 */
import type { Batch } from '#shared/domain/batch/batch.schema.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { RobotConnector } from '../connectors/http/robot.ts';
import type { HubLog } from '../hub-log.ts';
import type { QueuedDelivery } from '../store/batch-effects.ts';
import type { HubStore } from '../store/hub-store.ts';
import { promised } from './asking.ts';
import { sha256 } from './batch-orders.ts';
import type { Boot } from './boot.ts';
import type { RobotPacer } from './robot-pacer.ts';
import { underWay } from './under-way.ts';

export interface BatchRobots {
  readonly connector: RobotConnector;
  /** The address of a group's robot; null where none is known. */
  addressOf(delivery: { groupId: string; groupName: string }): Promise<string | null>;
}

export interface BatchLanesPorts {
  readonly store: HubStore;
  readonly boot: Pick<Boot, 'reading'>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** 0 ≤ n < 1, for uneven gaps. */
  readonly random: () => number;
  /** A rehearsal's robots are the simulator's: it never so much as reads a real address. */
  readonly robotsFor: (runKind: RunKind) => BatchRobots;
  readonly pacer: RobotPacer;
  /** Work of one batch, after all of its earlier work. */
  readonly inTurn: (batchId: string, work: () => Promise<void>) => Promise<void>;
  readonly batchMoved: (batchId: string) => void;
  readonly log: HubLog;
}

export interface BatchLanes {
  /** Makes the lanes of a running batch from what stands queued, in place of those it had. Of another it ends them. */
  start(batch: Pick<Batch, 'batchId' | 'runKind' | 'state'>): Promise<void>;
  startAgain(batchId: string): Promise<void>;
  /** Begins nothing more of it; what is under way ends. */
  end(batchId: string): void;
  /** Batches that have lanes now. */
  batchIds(): string[];
  /** Begins nothing more and waits a moment for the answers that are under way. */
  stop(): Promise<void>;
}

/** Robots asked side by side. */
const MAX_IN_FLIGHT = 8;
/** A robot that says "too many" this often in one try has failed. */
const MAX_ATTEMPTS = 3;
/** Lanes begin spread over this time, not all at once. */
const START_SPREAD_MS = 1500;

interface Lane {
  readonly batchId: string;
  readonly runKind: RunKind;
  readonly robotId: string;
  readonly address: string;
  readonly queue: QueuedDelivery[];
  ended: boolean;
  callOff: (() => void) | null;
}

export function batchLanes(ports: BatchLanesPorts): BatchLanes {
  const { store, boot, clock, timers, random, robotsFor, pacer, inTurn, batchMoved, log } = ports;
  const lanes = new Map<string, Set<Lane>>();
  const { track, ended } = underWay(timers);
  let inFlight = 0;
  /** Lanes that may go on as soon as one of those in flight has ended. */
  const waiting: Lane[] = [];
  let stopped = false;

  async function start({
    batchId,
    runKind,
    state,
  }: Pick<Batch, 'batchId' | 'runKind' | 'state'>): Promise<void> {
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
    const restMs = pacer.waitMs(lane.robotId);
    if (restMs > 0) {
      goOn(lane, restMs);
      return;
    }
    if (inFlight >= MAX_IN_FLIGHT) {
      waiting.push(lane);
      return;
    }
    lane.queue.shift();
    pacer.began(lane.robotId);
    inFlight += 1;
    const delivery = deliver(lane, next)
      .catch((error: unknown) => log.error({ err: error, batchId: lane.batchId }, 'a delivery failed'))
      .finally(() => {
        pacer.ended(lane.robotId);
        inFlight -= 1;
        goOn(lane, 0);
        // One that is not wanted any more takes no place: the next one gets it.
        while (inFlight < MAX_IN_FLIGHT && waiting.length > 0) step(waiting.shift() as Lane);
      });
    void track(delivery);
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
      return inTurn(batchId, () => startAgain(batchId));
    }
    // A robot's connector puts its own end to the waiting.
    const result = await promised(() => robotsFor(runKind).connector.send(address, text)).catch(
      (error: unknown) => {
        log.error({ err: error, batchId }, 'a connector failed while sending');
        return { outcome: 'unknown', reason: 'unclear', detail: null } as const;
      },
    );
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
          if (lane.ended) void inTurn(batchId, () => startAgain(batchId));
        }
    }
    batchMoved(batchId);
  }

  return {
    start,
    startAgain,
    end: endLanes,
    batchIds: () => [...lanes.keys()],
    async stop() {
      stopped = true;
      for (const batchId of [...lanes.keys()]) endLanes(batchId);
      await ended();
    },
  };
}
