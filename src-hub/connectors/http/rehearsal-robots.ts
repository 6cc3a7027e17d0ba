/**
 * A rehearsal's robots: the simulator, started with the first rehearsed batch. No secret is read and no address but the
 * simulator's is known here, so nothing of a rehearsal can reach a real group. How a group's robot behaves follows from
 * the group's name: the sample shows every outcome, and the same ones each time.
 */
import { createHash } from 'node:crypto';
import type { BatchRobots } from '../../effects/batch-lanes.ts';
import { robotConnector } from './robot.ts';
import { type RobotBehaviour, type RobotSimulator, startRobotSimulator } from './robot-simulator.ts';

export interface RehearsalRobots extends BatchRobots {
  close(): Promise<void>;
}

export function rehearsalRobots(): RehearsalRobots {
  let simulator: Promise<RobotSimulator> | null = null;
  return {
    connector: robotConnector({ allowLoopback: true }),
    async addressOf({ groupName }) {
      simulator ??= startRobotSimulator({ behaviour });
      return (await simulator).address(robotOf(groupName));
    },
    close: async () => (await simulator)?.close(),
  };
}

function robotOf(groupName: string): string {
  return createHash('sha256').update(groupName, 'utf8').digest('hex').slice(0, 16);
}

const INVALID_KEY = 93000;
const REFUSED = 40058;

/** Of a hundred robots some two are gone, three refuse at first, two leave it open, and a fifth takes its time. */
function behaviour(robot: string, call: number): RobotBehaviour {
  const kind = Number.parseInt(robot.slice(0, 6), 16) % 100;
  if (kind < 2) return { does: 'refuse', errcode: INVALID_KEY };
  if (kind < 5 && call === 1) return { does: 'refuse', errcode: REFUSED };
  if (kind < 7 && call === 1) return { does: 'take-and-cut' };
  if (kind < 27) return { does: 'take-late', ms: 300 + kind * 40 };
  return { does: 'take' };
}
