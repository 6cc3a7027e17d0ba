/** How long "now" stands. */
const NOW_MS = 1500;

/** Whole seconds until buyers see "go", `now` when they do, `past` a moment later. Pure. */
export function cueOf(goMs: number, sinceMs: number): number | 'now' | 'past' {
  const left = goMs - sinceMs;
  if (left > 0) return Math.ceil(left / 1000);
  return left > -NOW_MS ? 'now' : 'past';
}

/**
 * When the host is to say "go" so that buyers hear it as a drop opens: milliseconds from now, below zero where the
 * viewer delay is longer than what is left of the countdown.
 */
export function hostGoMs(opensInMs: number, viewerDelayMs: number): number {
  return opensInMs - viewerDelayMs;
}

/** The middle one of what was measured, in whole milliseconds; of two the longer, since early is worse than late. */
export function middleMs(measured: readonly number[]): number {
  const sorted = [...measured].sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}
