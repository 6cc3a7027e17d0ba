import { formatDuration } from '../ui/format.ts';
import type { Say } from './i18n.ts';

/** Less than this many seconds off the plan is on time. */
const ON_TIME_SEC = 5;

export type OverUnder = 'over' | 'under' | 'on-time';

export function overUnder(overSec: number): OverUnder {
  if (Math.abs(overSec) < ON_TIME_SEC) return 'on-time';
  return overSec > 0 ? 'over' : 'under';
}

/** Over and under always carry the word, never a bare sign. */
export function overUnderText(overSec: number, t: Say<'app'>): string {
  const time = formatDuration(Math.abs(overSec));
  const side = overUnder(overSec);
  return side === 'on-time' ? t('onTime') : t(side, { time });
}
