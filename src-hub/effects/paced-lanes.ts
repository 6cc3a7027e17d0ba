/** Work of one lane runs one after another, and what reaches the outside keeps a gap to what did before. */
import type { Clock } from '#shared/sync/clock.ts';
import type { Timers } from '#shared/sync/timers.ts';

export interface Turn {
  /** To be called at the moment of reaching out: the next work of the lane waits its gap from here. */
  reached(): void;
}
export type LaneWork = (turn: Turn) => Promise<void>;

export interface PacedLanes {
  /** `work` must not reject. */
  add(lane: string, gapMs: number, work: LaneWork): void;
  /** Begins nothing more. */
  stop(): void;
}

interface Lane {
  readonly waiting: { readonly gapMs: number; readonly work: LaneWork }[];
  lastMs: number;
  busy: boolean;
  callOff: (() => void) | null;
}

export function pacedLanes({ clock, timers }: { clock: Clock; timers: Timers }): PacedLanes {
  const lanes = new Map<string, Lane>();
  let stopped = false;

  function go(lane: Lane): void {
    const [next] = lane.waiting;
    if (stopped || !next || lane.busy || lane.callOff) return;
    const waitMs = lane.lastMs + next.gapMs - clock.monotonicMs();
    if (waitMs > 0) {
      lane.callOff = timers.after(waitMs, () => {
        lane.callOff = null;
        go(lane);
      });
      return;
    }
    lane.waiting.shift();
    lane.busy = true;
    const turn: Turn = {
      reached: () => {
        lane.lastMs = clock.monotonicMs();
      },
    };
    void next.work(turn).finally(() => {
      lane.busy = false;
      go(lane);
    });
  }

  return {
    add(name, gapMs, work) {
      const lane = lanes.get(name) ?? {
        ...{ waiting: [], lastMs: Number.NEGATIVE_INFINITY, busy: false, callOff: null },
      };
      lanes.set(name, lane);
      lane.waiting.push({ gapMs, work });
      go(lane);
    },
    stop() {
      stopped = true;
      for (const { callOff } of lanes.values()) callOff?.();
    },
  };
}
