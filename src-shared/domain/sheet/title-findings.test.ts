import { expect, test } from 'vitest';
import { cellOf } from './book-fixture.ts';
import { readTitleRows } from './title-findings.ts';

const read = (...rows: string[][]) => readTitleRows(rows.map((cells) => cells.map(cellOf)));

test('title, people, target, hours and day as they stand above the header', () => {
  expect(
    read(['6月18日 直播排品表（第一场 19:00-23:00）'], ['主播：阿宁　场控：小周', '', '目标GMV：', '500000']),
  ).toEqual({
    title: '6月18日 直播排品表（第一场 19:00-23:00）',
    host: '阿宁',
    operator: '小周',
    targetFen: 50_000_000,
    timeRange: { start: '19:00', end: '23:00' },
    date: { year: null, month: 6, day: 18 },
  });
});

test('other ways of saying it', () => {
  expect(read(['2026-06-18 夜场 20:00～次日'], ['host: Ann, operator: Bo'], ['GMV目标：50万'])).toMatchObject(
    {
      host: 'Ann',
      operator: 'Bo',
      targetFen: 50_000_000,
      timeRange: null,
      date: { year: 2026, month: 6, day: 18 },
    },
  );
  expect(read(['Target GMV', '¥1,200,000.00']).targetFen).toBe(120_000_000);
  expect(read(['9:30至0:30']).timeRange).toEqual({ start: '09:30', end: '00:30' });
});

test('nothing is made up', () => {
  expect(read()).toEqual({
    title: null,
    host: null,
    operator: null,
    targetFen: null,
    timeRange: null,
    date: null,
  });
  expect(read(['目标GMV：', '待定'], ['规格 12:99-13:00']).targetFen).toBeNull();
  expect(
    readTitleRows([[cellOf('目标'), cellOf({ kind: 'formula', text: '5', raw: '5', formula: '=A1' })]])
      .targetFen,
  ).toBeNull();
});
