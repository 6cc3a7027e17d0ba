import { describe, expect, test } from 'vitest';
import type { TitleFindings } from '#shared/contract/sheet.ts';
import { nextOccurrence, showMoments } from './next-date.ts';

const none: TitleFindings = {
  title: null,
  host: null,
  operator: null,
  targetFen: null,
  timeRange: null,
  date: null,
};

describe('the day that a title row means', () => {
  test('without a year it is the next one, today included', () => {
    const date = { year: null, month: 6, day: 18 };
    expect(nextOccurrence(date, new Date(2026, 5, 18, 23, 59))).toEqual(new Date(2026, 5, 18));
    expect(nextOccurrence(date, new Date(2026, 5, 19))).toEqual(new Date(2027, 5, 18));
    expect(nextOccurrence(date, new Date(2026, 0, 1))).toEqual(new Date(2026, 5, 18));
  });

  test('with a year it is that day, be it past', () => {
    expect(nextOccurrence({ year: 2020, month: 6, day: 18 }, new Date(2026, 0, 1))).toEqual(
      new Date(2020, 5, 18),
    );
  });

  test('29 February waits for a leap year; 30 February never comes', () => {
    expect(nextOccurrence({ year: null, month: 2, day: 29 }, new Date(2026, 0, 1))).toEqual(
      new Date(2028, 1, 29),
    );
    expect(nextOccurrence({ year: null, month: 2, day: 30 }, new Date(2026, 0, 1))).toBeNull();
    expect(nextOccurrence({ year: 2026, month: 2, day: 29 }, new Date(2026, 0, 1))).toBeNull();
  });
});

describe('start and end of the show', () => {
  const date = { year: 2026, month: 6, day: 18 };

  test('are on the day', () => {
    const found = showMoments(
      { ...none, date, timeRange: { start: '19:00', end: '23:00' } },
      new Date(2026, 0),
    );
    expect(found).toEqual({ startsAt: new Date(2026, 5, 18, 19), endsAt: new Date(2026, 5, 18, 23) });
  });

  test('an end before the start, or at 24:00, is on the next day', () => {
    const until = (end: string) =>
      showMoments({ ...none, date, timeRange: { start: '19:00', end } }, new Date(2026, 0)).endsAt;
    expect(until('01:30')).toEqual(new Date(2026, 5, 19, 1, 30));
    expect(until('24:00')).toEqual(new Date(2026, 5, 19));
  });

  test('are not guessed without a date or a time', () => {
    expect(showMoments({ ...none, date }, new Date()).startsAt).toBeNull();
    expect(
      showMoments({ ...none, timeRange: { start: '19:00', end: '23:00' } }, new Date()).startsAt,
    ).toBeNull();
  });
});
