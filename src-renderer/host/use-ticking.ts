import { useEffect, useState } from 'react';

/** `performance.now()`, renewed so often that a second never shows late. */
export function useTicking(everyMs = 200): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
