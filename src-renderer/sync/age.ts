/** How old something is and how long something took, in words. Pure. */
import type { Say } from '../app/i18n.ts';
import { formatDay, formatTime } from '../ui/format.ts';

type Unit = 'Seconds' | 'Minutes' | 'Hours' | 'Days';

function inUnits(ms: number): [Unit, number] {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 100) return ['Seconds', seconds];
  const minutes = Math.floor(seconds / 60);
  if (minutes < 100) return ['Minutes', minutes];
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? ['Hours', hours] : ['Days', Math.floor(hours / 24)];
}

/** `12 秒前`, `3 min old`. */
export function ageText(ageMs: number, t: Say<'sync'>): string {
  const [unit, n] = inUnits(ageMs);
  return t(`age${unit}`, { n });
}

/** `12 秒`, `3 min`. */
export function spanText(ms: number, t: Say<'sync'>): string {
  const [unit, n] = inUnits(ms);
  return t(`span${unit}`, { n });
}

/** The time of day, with its date where it is another day's. */
export function timeText(atMs: number, nowMs: number): string {
  return new Date(atMs).toDateString() === new Date(nowMs).toDateString()
    ? formatTime(atMs)
    : formatDay(atMs);
}
