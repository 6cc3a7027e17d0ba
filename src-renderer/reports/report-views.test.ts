import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorText } from '#shared/contract/errors.ts';
import type { Finding } from '#shared/domain/checklist/checklist.schema.ts';
import { findingText, placeOf } from '../checklist/finding-text.ts';
import { checklistWords } from '../checklist/words.ts';
import { bandsOf, dropMarks, stepPoints } from './chart-points.ts';
import { changeText, percentText } from './say.ts';
import { sortRows } from './sort-rows.ts';
import { reportsWords } from './words.ts';

type Params = Readonly<Record<string, string | number>>;
const sayer =
  (words: Record<string, string>) =>
  (key: string, params: Params = {}) =>
    (words[key] ?? key).replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(params[name] ?? hole));

describe('sorting', () => {
  const rows = [{ n: 2 }, { n: null }, { n: 5 }, { n: 2 }];
  it('puts what is not known last, whichever way, and keeps equals in order', () => {
    expect(sortRows(rows, ({ n }) => n, true)).toEqual([rows[2], rows[0], rows[3], rows[1]]);
    expect(sortRows(rows, ({ n }) => n, false)).toEqual([rows[0], rows[3], rows[2], rows[1]]);
  });
  it('loses and invents nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer())), fc.boolean(), (values, down) => {
        const sorted = sortRows(values, (value) => value, down);
        const numbers = (all: readonly (number | null)[]) =>
          all.filter((value) => value !== null).sort((a, b) => a - b);
        expect(numbers(sorted)).toEqual(numbers(values));
        expect(sorted).toHaveLength(values.length);
      }),
    );
  });
});

describe('what the chart draws', () => {
  const at = (minute: number, netFen: number) => ({ minute, netFen, grossFen: netFen, orders: 1 });
  it('stays level between sales and ends at the last minute with the whole sum', () => {
    expect(stepPoints([at(0, 10), at(5, 30)], 'netFen', 9)).toEqual([
      ...[
        [0, 0],
        [1, 10],
        [5, 10],
        [6, 30],
        [9, 30],
      ],
    ]);
    expect(stepPoints([], 'netFen', 3)).toEqual([
      [0, 0],
      [3, 0],
    ]);
  });
  const iso = (sec: number) => new Date(sec * 1000).toISOString();
  it('has a band a stretch, and a line a drop that was opened', () => {
    const take = (from: number, to: number | null) =>
      ({ fromAt: iso(from), toAt: to === null ? null : iso(to), name: 'x' }) as never;
    expect(bandsOf([take(-60, 60), take(60, null), take(6000, 6001)], 0, 10)).toEqual([
      { from: 0, to: 1, name: 'x' },
      { from: 1, to: 10, name: 'x' },
    ]);
    const drop = (openedAt: string | null) => ({ openedAt, title: '券' }) as never;
    expect(dropMarks([drop(iso(120)), drop(null), drop(iso(6000))], 0, 10)).toEqual([
      { minute: 2, title: '券' },
    ]);
  });
});

describe('words', () => {
  it('say more and less, never a bare sign', () => {
    const t = sayer(reportsWords.en) as never;
    expect(changeText(-5, String, t)).toBe('5 less');
    expect(changeText(5, String, t)).toBe('5 more');
    expect(changeText(0, String, t)).toBe('the same');
    expect([percentText(1, 0), percentText(1, 3)]).toEqual(['–', '33.3%']);
  });
  it('of findings carry money, times and the words of an error code, and lead to the thing', () => {
    const t = sayer(checklistWords.en) as never;
    const finding = (code: Finding['code'], facts: Finding['facts']): Finding => ({
      ...{ code, level: 'warning', name: '柔巾', slotId: null, productId: 'p', dropId: null, facts },
    });
    const text = (one: Finding) => findingText(one, t, 'CNY', 'en');
    expect(text(finding('price-differs', { sheetFen: 100, platformFen: 250 }))).toContain('¥1.00');
    expect(text(finding('over-plan', { overSec: 61 }))).toContain('1:01');
    expect(text(finding('hub-trouble', { reason: 'hub/storage' }))).toContain(
      errorText('hub/storage', {}, 'en'),
    );
    expect(placeOf('platform-price', finding('price-differs', {}))).toEqual({ to: '/', things: ['p'] });
    expect(placeOf('clock', { ...finding('clock-off', {}), productId: null })).toEqual({
      to: '/team',
      things: [],
    });
  });
});
