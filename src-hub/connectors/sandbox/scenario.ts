/**
 * What the imitated evening is like, step by step, as a pure machine: it is told what viewers see and says how busy they
 * are, what they talk of, and whether their platform is there. It knows steps, not clocks: the same seed and the same
 * acts give the same show, at any pace.
 */
import type { Scenario, ScenarioPhase } from '#shared/contract/rehearsal.ts';
import type { Talk } from './words.ts';

export const STEP_MS = 250;
export const STEPS_A_SECOND = 1000 / STEP_MS;

/** What of the scene a scenario goes by. */
export interface Stage {
  readonly onAirId: string | null;
  /** Pieces of the product on air that are left; null where nobody counts them. */
  readonly onAirLeft: number | null;
  readonly openDropIds: readonly string[];
}

export interface Mood {
  readonly phase: ScenarioPhase;
  /** Steps until the phase is over by itself; null where something else ends it. */
  readonly stepsLeft: number | null;
  /** Multiply what a steady evening has. */
  readonly orders: number;
  readonly comments: number;
  readonly claims: number;
  readonly refunds: number;
  /** Orders a second for the product on air, on top of all others. */
  readonly rush: number;
  /** Pieces of the product on air that can still be bought; orders beyond come too late and are refunded. Null = any. */
  readonly stock: number | null;
  /** Of a hundred comments, how many say what the scenario is about. */
  readonly talkPercent: number;
  readonly talk: Talk;
  readonly platformAway: boolean;
}

export interface ScenarioPlayer {
  /** Once a step. `sold`: pieces of the product on air that its own viewers have bought since the last. */
  next(stage: Stage, sold: number): Mood;
}

const calm: Mood = {
  phase: 'calm',
  stepsLeft: null,
  orders: 1,
  comments: 1,
  claims: 1,
  refunds: 1,
  rush: 0,
  stock: null,
  talkPercent: 0,
  talk: 'spike',
  platformAway: false,
};

const steps = (seconds: number) => seconds * STEPS_A_SECOND;

const players = { steady, spike, 'sell-out': sellOut, 'refund-wave': refundWave, outage } as const satisfies {
  [S in Scenario]: () => ScenarioPlayer;
};

export function scenarioPlayer(scenario: Scenario): ScenarioPlayer {
  return players[scenario]();
}

function steady(): ScenarioPlayer {
  return { next: () => calm };
}

const BURST_STEPS = steps(12);

/** "3-2-1": everybody at once after a take and when a drop opens, and quieter than usual in between. */
function spike(): ScenarioPlayer {
  let seen: string | null = null;
  let drops = new Set<string>();
  let left = 0;
  return {
    next({ onAirId, openDropIds }) {
      const taken = onAirId !== null && onAirId !== seen;
      const opened = openDropIds.some((id) => !drops.has(id));
      seen = onAirId;
      drops = new Set(openDropIds);
      if (taken || opened) left = BURST_STEPS;
      if (left === 0) return { ...calm, orders: 0.7, comments: 0.8 };
      const share = left / BURST_STEPS;
      left -= 1;
      return {
        ...calm,
        ...{ phase: 'burst', stepsLeft: left, orders: 1 + 7 * share, comments: 1 + 9 * share },
        ...{ claims: 1 + 3 * share, talkPercent: 80, talk: 'spike' },
      };
    },
  };
}

/** What is sold of a product whose stock nobody has declared. */
const IMAGINED_STOCK = 60;
/** However much there is, it is gone in about so long. */
const SOLD_WITHIN_SEC = 30;
const LATE_STEPS = steps(15);

/** The product on air is bought up; orders go on coming for a while, and whoever came too late gets the money back. */
function sellOut(): ScenarioPlayer {
  let current: string | null = null;
  let left = 0;
  let rush = 0;
  let late = 0;
  return {
    next({ onAirId, onAirLeft }, sold) {
      if (onAirId !== current) {
        current = onAirId;
        left = Math.max(0, onAirLeft ?? IMAGINED_STOCK);
        rush = Math.min(40, Math.max(2, left / SOLD_WITHIN_SEC));
        late = LATE_STEPS;
      } else {
        // What others have bought counts too, as soon as the hub has counted it.
        left = Math.max(0, Math.min(left - sold, onAirLeft ?? Number.POSITIVE_INFINITY));
      }
      if (onAirId === null) return { ...calm, orders: 0.5 };
      if (left > 0)
        return { ...calm, phase: 'selling', orders: 0.5, rush, stock: left, talkPercent: 50, talk: 'rush' };
      const talking = { phase: 'sold-out', talkPercent: 85, talk: 'sold-out' } as const;
      if (late > 0) {
        late -= 1;
        return { ...calm, ...talking, stepsLeft: late, orders: 0.3, rush: rush / 3, stock: 0 };
      }
      return { ...calm, ...talking, orders: 0.3, stock: 0, talkPercent: 50 };
    },
  };
}

const BUILD_STEPS = steps(12);
const WAVE_STEPS = steps(25);

/** Money in, then money out: whoever bought wants it back, again and again. */
function refundWave(): ScenarioPlayer {
  let at = 0;
  return {
    next() {
      const place = at % (BUILD_STEPS + WAVE_STEPS);
      at += 1;
      if (place < BUILD_STEPS)
        return { ...calm, phase: 'building', stepsLeft: BUILD_STEPS - place - 1, orders: 2, refunds: 0 };
      return {
        ...calm,
        ...{
          phase: 'refunding',
          stepsLeft: BUILD_STEPS + WAVE_STEPS - place - 1,
          orders: 0.4,
          comments: 1.5,
        },
        ...{ refunds: 40, talkPercent: 75, talk: 'refund' },
      };
    },
  };
}

const WARNING_STEPS = steps(4);
const OUTAGE_STEPS = steps(20);
const RECOVERY_STEPS = steps(12);
const QUIET_STEPS = steps(90);

/** The platform goes away for a stretch: pushes do not show, drops cannot be fired, viewers freeze. Then all come back. */
function outage(): ScenarioPlayer {
  let at = 0;
  return {
    next() {
      const place = at % (WARNING_STEPS + OUTAGE_STEPS + RECOVERY_STEPS + QUIET_STEPS);
      at += 1;
      const until = (end: number) => end - place - 1;
      if (place < WARNING_STEPS)
        return { ...calm, stepsLeft: until(WARNING_STEPS), talkPercent: 40, talk: 'outage' };
      const restored = WARNING_STEPS + OUTAGE_STEPS;
      if (place < restored)
        return {
          ...calm,
          ...{
            phase: 'outage',
            stepsLeft: until(restored),
            orders: 0.02,
            comments: 0.1,
            claims: 0,
            refunds: 0,
          },
          ...{ talkPercent: 100, talk: 'outage', platformAway: true },
        };
      if (place < restored + RECOVERY_STEPS)
        return {
          ...calm,
          ...{ phase: 'recovering', stepsLeft: until(restored + RECOVERY_STEPS), orders: 2.5, comments: 3 },
          ...{ talkPercent: 60, talk: 'recovered' },
        };
      return calm;
    },
  };
}
