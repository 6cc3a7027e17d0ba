/** Waiting as a port, so that tests and the simulation decide when time is up. */
export interface Timers {
  /** Calls `work` once after `ms`; the answer calls it off. Never keeps the process alive by itself. */
  after(ms: number, work: () => void): () => void;
}

export const systemTimers: Timers = {
  after(ms, work) {
    const timer = setTimeout(work, ms);
    timer.unref?.();
    return () => clearTimeout(timer);
  },
};
