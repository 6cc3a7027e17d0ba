/**
 * How fast a robot may be asked: at most 20 messages in any 60 seconds (wechat-apis.md A9), with uneven gaps. Whether
 * the platform's window is fixed or slides is not documented, so the stricter is kept; and a message counts from the
 * moment its answer came, the latest at which the platform can have counted it.
 */
import type { Clock } from '#shared/sync/clock.ts';

export const PER_WINDOW = 20;
const WINDOW_MS = 61_000;
const GAP_MS = { least: 300, spread: 700 };

export interface RobotPacer {
  /** How long to wait before the robot is asked again; 0 = now. */
  waitMs(robotId: string): number;
  began(robotId: string): void;
  ended(robotId: string): void;
  /** The robot said that it is too much. */
  pause(robotId: string, ms: number): void;
  /** It was asked before this hub was started. */
  recall(robotId: string, agoMs: number): void;
}

interface Robot {
  inFlight: number;
  /** Monotonic times of answers, oldest first. */
  answered: number[];
  notBefore: number;
}

export function createRobotPacer({ clock, random }: { clock: Clock; random: () => number }): RobotPacer {
  const robots = new Map<string, Robot>();

  function robot(robotId: string): Robot {
    const now = clock.monotonicMs();
    const known = robots.get(robotId) ?? { inFlight: 0, answered: [], notBefore: Number.NEGATIVE_INFINITY };
    known.answered = known.answered.filter((at) => at > now - WINDOW_MS);
    robots.set(robotId, known);
    return known;
  }

  return {
    waitMs(robotId) {
      const now = clock.monotonicMs();
      const { inFlight, answered, notBefore } = robot(robotId);
      const room = PER_WINDOW - inFlight;
      // What is in flight frees its place a window after its answer, which has not come yet.
      if (room <= 0) return WINDOW_MS;
      const blocking = answered.length >= room ? answered[answered.length - room] : undefined;
      const free = blocking === undefined ? now : blocking + WINDOW_MS;
      return Math.max(0, free - now, notBefore - now);
    },
    began(robotId) {
      robot(robotId).inFlight += 1;
    },
    ended(robotId) {
      const one = robot(robotId);
      const now = clock.monotonicMs();
      one.inFlight -= 1;
      one.answered.push(now);
      one.notBefore = Math.max(one.notBefore, now + GAP_MS.least + random() * GAP_MS.spread);
    },
    pause(robotId, ms) {
      const one = robot(robotId);
      one.notBefore = Math.max(one.notBefore, clock.monotonicMs() + ms);
    },
    recall(robotId, agoMs) {
      robot(robotId).answered.push(clock.monotonicMs() - agoMs);
    },
  };
}
