import { describe, expect, test } from 'vitest';
import { fixedStart, planOfSchedule, scheduleErrors } from './schedule-form.ts';

const around = new Date(2026, 5, 18, 23, 40).getTime();
const form = (part = {}) => ({ planned: '8', start: '', warn: '', danger: '', ...part });

describe('a slot’s times as typed', () => {
  test('a time of day is the nearest one: a show over midnight gets the next day', () => {
    expect(fixedStart('23:50', around)).toBe(new Date(2026, 5, 18, 23, 50).toISOString());
    expect(fixedStart('0:30', around)).toBe(new Date(2026, 5, 19, 0, 30).toISOString());
    expect(fixedStart('２０：３０', around)).toBe(new Date(2026, 5, 18, 20, 30).toISOString());
    expect(fixedStart(' ', around)).toBeNull();
    for (const bad of ['24:00', '8', '8:60', 'noon']) expect(fixedStart(bad, around)).toBeUndefined();
  });
  test('each error stands at its field', () => {
    expect(scheduleErrors(form({ planned: 'x', start: 'x', warn: '-1', danger: '4000' }), around)).toEqual({
      ...{ planned: 'plannedBad', start: 'startBad', warn: 'secBad', danger: 'secBad' },
    });
    expect(scheduleErrors(form({ warn: '10' }), around)).toEqual({ danger: 'orderBad' });
    expect(planOfSchedule(form({ warn: '10' }), around)).toBeNull();
  });
  test('empty fields mean the house’s own', () => {
    expect(planOfSchedule(form({ planned: '8:30', danger: '20' }), around)).toEqual({
      ...{ plannedSec: 510, fixedStartAt: null, warnSec: null, dangerSec: 20 },
    });
  });
});
