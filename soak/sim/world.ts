/**
 * The simulation's world: one true time, and one thing happening after another in it. What programs do in between runs
 * on the real event loop, but only as far as the world lets it before the next thing happens.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '#shared/sync/clock.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { Random } from '../random.ts';

export interface World {
  /** True time in milliseconds from the beginning; no program sees it. */
  nowMs(): number;
  /** Something that happens later; the answer calls it off. */
  after(ms: number, what: string, happen: () => void): () => void;
  /** Lets the next thing happen, and programs run on a little. */
  step(): Promise<void>;
  /** Lets everything happen up to then. */
  runUntil(ms: number): Promise<void>;
  /** Something worth telling two runs apart by. */
  note(what: string): void;
  /** Of everything that has happened, in order. */
  traceHash(): string;
  /** So many turns of the event loop at most between two things. */
  setHaste(turns: number): void;
}

interface Pending {
  readonly atMs: number;
  readonly order: number;
  readonly what: string;
  readonly happen: () => void;
}

/** One run of one program: what it waits for ends with it, and its clocks are its own. */
export interface Life {
  readonly alive: boolean;
  readonly timers: Timers;
  readonly clock: Clock;
  /** Resolves when this life is over. */
  readonly over: Promise<void>;
  onEnd(work: () => void): void;
  end(): void;
}

export function createWorld(random: Random): World {
  let now = 0;
  let count = 0;
  let haste = 3;
  const pending: Pending[] = [];
  const trace = createHash('sha256');
  const before = (a: Pending, b: Pending) => a.atMs - b.atMs || a.order - b.order;
  const turns = async (many: number) => {
    for (let turn = 0; turn < many; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
  };
  const world: World = {
    nowMs: () => now,
    after(ms, what, happen) {
      count += 1;
      const entry = { atMs: now + Math.max(0, ms), order: count, what, happen };
      // Kept in order; almost everything new belongs near the end.
      let at = pending.length;
      while (at > 0 && before(pending[at - 1] as Pending, entry) > 0) at -= 1;
      pending.splice(at, 0, entry);
      return () => {
        const index = pending.indexOf(entry);
        if (index >= 0) pending.splice(index, 1);
      };
    },
    async step() {
      const next = pending.shift();
      if (!next) throw new Error('nothing is ever going to happen');
      now = next.atMs;
      world.note(next.what);
      next.happen();
      await turns(random.below(haste + 1));
    },
    async runUntil(ms) {
      while ((pending[0]?.atMs ?? Number.POSITIVE_INFINITY) <= ms) await world.step();
      now = Math.max(now, ms);
    },
    note: (what) => void trace.update(`${now.toFixed(3)} ${what}\n`),
    traceHash: () => trace.copy().digest('hex'),
    setHaste: (wanted) => {
      haste = wanted;
    },
  };
  return world;
}

const START_MS = Date.parse('2026-06-18T11:00:00.000Z');

/** `skewMs` is what the machine's wall clock says beyond the truth; it may change at any time. */
export function beginLife(world: World, name: string, skewMs: () => number): Life {
  const waits = new Set<() => void>();
  const endings: (() => void)[] = [];
  const bornMs = world.nowMs();
  let alive = true;
  let tellOver: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    tellOver = resolve;
  });
  return {
    get alive() {
      return alive;
    },
    over,
    clock: {
      nowMs: () => START_MS + Math.floor(world.nowMs() + skewMs()),
      monotonicMs: () => world.nowMs() - bornMs,
    },
    timers: {
      after(ms, work) {
        if (!alive) return () => undefined;
        const callOff = world.after(ms, `${name} wakes`, () => {
          waits.delete(callOff);
          work();
        });
        waits.add(callOff);
        return () => {
          waits.delete(callOff);
          callOff();
        };
      },
    },
    onEnd: (work) => void endings.push(work),
    end() {
      if (!alive) return;
      alive = false;
      for (const callOff of waits) callOff();
      for (const work of endings.reverse()) work();
      tellOver();
    },
  };
}
