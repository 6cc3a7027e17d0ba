/** How often a PIN may be guessed: the same rule at the hub and at the lock of a console. */
import { AppError } from '../../contract/errors.ts';

/** Wrong ones in a row that cost nothing yet. */
export const FREE_TRIES = 5;
const FIRST_PAUSE_SEC = 30;
const LONGEST_PAUSE_SEC = 15 * 60;

/** Seconds of waiting after so many wrong ones in a row: none, then 30 s, doubling up to a quarter of an hour. */
export function pauseAfter(wrong: number): number {
  if (wrong < FREE_TRIES) return 0;
  return Math.min(LONGEST_PAUSE_SEC, FIRST_PAUSE_SEC * 2 ** Math.min(20, wrong - FREE_TRIES));
}

export interface Tries {
  readonly wrong: number;
  readonly blockedUntil: string | null;
}

export function blockedSec({ blockedUntil }: Pick<Tries, 'blockedUntil'>, nowMs: number): number {
  // A wall clock that was set back must not lock anybody out for longer than any pause lasts.
  const leftMs = blockedUntil === null ? 0 : Date.parse(blockedUntil) - nowMs;
  return Math.min(LONGEST_PAUSE_SEC, Math.max(0, Math.ceil(leftMs / 1000)));
}

/** Throws `pin/blocked {seconds}` while no guess is looked at. */
export function assertMayTry(tries: Tries, nowMs: number): void {
  const seconds = blockedSec(tries, nowMs);
  if (seconds > 0) throw new AppError('pin/blocked', { seconds });
}

export function afterWrong({ wrong }: Pick<Tries, 'wrong'>, nowMs: number): Tries {
  const pause = pauseAfter(wrong + 1);
  return { wrong: wrong + 1, blockedUntil: pause > 0 ? new Date(nowMs + pause * 1000).toISOString() : null };
}

/** What the person is told of a wrong one. */
export function wrongPin({ wrong }: Pick<Tries, 'wrong'>): AppError {
  const seconds = pauseAfter(wrong);
  return seconds > 0
    ? new AppError('pin/blocked', { seconds })
    : new AppError('pin/wrong', { left: FREE_TRIES - wrong });
}
