import { useEffect, useState } from 'react';
import type { TimedDropStatus } from '../client/live-state.ts';
import { leftMs, opensInMs } from './drop-view.ts';

/** Whole seconds left of an open drop, or of its countdown, by this machine's monotonic clock. */
export function useLeftSec(status: TimedDropStatus | null): number | null {
  const [, redraw] = useState(0);
  const now = performance.now();
  const left =
    status?.state === 'open'
      ? leftMs(status, now)
      : status?.state === 'countdown'
        ? opensInMs(status, now)
        : null;
  const running = left !== null && left > 0;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => redraw((count) => count + 1), 200);
    return () => clearInterval(timer);
  }, [running]);
  return left === null ? null : Math.ceil(left / 1000);
}
