/** From what a title row says ("6月18日 … 19:00-23:00") to the moments of a show, in this machine's time zone. */
import type { TitleFindings } from '#shared/contract/sheet.ts';

export interface Moments {
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
}

/** The day that is meant: as written, or without a year the next such day, today included. `null` if there is none. */
export function nextOccurrence(date: NonNullable<TitleFindings['date']>, now: Date): Date | null {
  const { year, month, day } = date;
  if (year !== null) return dayOf(year, month, day);
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  // 29 February may be up to eight years away.
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const found = dayOf(now.getFullYear() + ahead, month, day);
    if (found !== null && found >= today) return found;
  }
  return null;
}

function dayOf(year: number, month: number, day: number): Date | null {
  const found = new Date(year, month - 1, day);
  return found.getMonth() === month - 1 && found.getDate() === day ? found : null;
}

/** Start and end of the show; an end not after the start is on the next day. Nothing is guessed without a date. */
export function showMoments({ date, timeRange }: TitleFindings, now: Date): Moments {
  const day = date === null ? null : nextOccurrence(date, now);
  if (day === null || timeRange === null) return { startsAt: null, endsAt: null };
  const startsAt = atClock(day, timeRange.start);
  const endsAt = atClock(day, timeRange.end);
  if (endsAt <= startsAt) endsAt.setDate(endsAt.getDate() + 1);
  return { startsAt, endsAt };
}

function atClock(day: Date, clock: string): Date {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), hours, minutes);
}
