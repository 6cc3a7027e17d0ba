import { useEffect, useState } from 'react';
import type { TimedDropStatus } from '../client/live-state.ts';
import { leftMs } from './drop-view.ts';

/** Whole seconds left of an open drop, counted down on this machine's monotonic clock. */
export function useLeftSec(status: TimedDropStatus | null): number | null {
  const [, redraw] = useState(0);
  const left = status?.state === 'open' ? leftMs(status, performance.now()) : null;
  const running = left !== null && left > 0;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => redraw((count) => count + 1), 200);
    return () => clearInterval(timer);
  }, [running]);
  return left === null ? null : Math.ceil(left / 1000);
}
