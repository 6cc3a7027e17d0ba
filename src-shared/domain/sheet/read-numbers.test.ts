import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellOf } from './book-fixture.ts';
import { commissionStyle, readCommission } from './read-commission.ts';
import { readQuantity, readSize, readStock } from './read-count.ts';
import { readPlannedSec } from './read-minutes.ts';

describe('stock', () => {
  test.each([
    ['2400', 2400],
    ['3,600', 3600],
    ['３，６００', 3600],
    ['120件', 120],
    ['0', 0],
  ])('%s is %i', (text, value) => {
    expect(readStock(cellOf(text)).value).toBe(value);
  });

  test.each([
    ['', 'sheet/stock-not-tracked'],
    ['12.5', 'sheet/not-whole'],
    ['3.600', 'sheet/not-whole'],
    ['-5', 'sheet/negative-stock'],
    ['20%', 'sheet/not-a-number'],
    ['不限', 'sheet/not-a-number'],
    ['1e3', 'sheet/scientific'],
    ['6901234567890', 'sheet/number-too-large'],
    ['=SUM(I4:I30)', 'sheet/formula'],
  ])('%j says %s', (text, code) => {
    expect(readStock(cellOf(text))).toMatchObject({ value: null, findings: [{ code }] });
  });

  test('a dash is blank, and blank is not tracked', () => {
    expect(readStock(cellOf('—')).findings.map(({ code }) => code)).toEqual([
      'sheet/placeholder-blank',
      'sheet/stock-not-tracked',
    ]);
  });

  test('any count written with thousands separators reads back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000 }), (count) => {
        expect(readStock(cellOf(count.toLocaleString('en'))).value).toBe(count);
      }),
    );
  });
});

test('sizes and quantities', () => {
  expect(readSize(cellOf('157人')).value).toBe(157);
  expect(readSize(cellOf('')).findings).toEqual([]);
  expect(readSize(cellOf('-1')).findings[0]?.code).toBe('sheet/negative');
  expect(readQuantity(cellOf('-12')).value).toBe(-12);
});

describe('commission', () => {
  const read = (text: string, column: readonly string[]): unknown => {
    const { value, findings } = readCommission(cellOf(text), commissionStyle(column.map(cellOf)));
    return [value, ...findings.map(({ code }) => code.replace('sheet/', ''))];
  };
  const percents = ['20%', '15%', '0.25'];
  const points = ['20', '15', '12.5'];
  const fractions = ['0.2', '0.15', '0.3'];

  test.each([
    ['20%', percents, [2000]],
    ['12.5%', percents, [1250]],
    ['0.25', percents, [2500, 'commission-read']],
    ['20', percents, [2000, 'commission-read']],
    ['1', percents, [null, 'commission-unclear']],
    ['20', points, [2000, 'commission-read']],
    ['0.2', points, [20, 'commission-small']],
    ['1', points, [100, 'commission-read']],
    ['0.2', fractions, [2000, 'commission-read']],
    ['20', fractions, [2000, 'commission-read']],
    ['1', fractions, [10_000, 'commission-read']],
    ['0.2', ['0.2', '20'], [null, 'commission-unclear']],
    ['20', ['0.2', '20'], [null, 'commission-unclear']],
    ['0', points, [0]],
    ['', points, [null]],
    ['120%', percents, [null, 'commission-too-high']],
    ['-5%', percents, [null, 'negative']],
    ['12.345%', percents, [null, 'too-many-decimals']],
    ['0.12345', fractions, [null, 'too-many-decimals']],
    ['高', percents, [null, 'not-a-number']],
  ])('%s in a column of %j', (text, column, expected) => {
    expect(read(text, column)).toEqual(expected);
  });

  test('a percent-formatted number is per cent whatever the column', () => {
    const cell = cellOf({ kind: 'number', text: '14%', raw: '0.14', format: 'percent' });
    expect(readCommission(cell, 'points')).toEqual({ value: 1400, findings: [] });
  });

  test('any whole per cent means the same in all three ways of writing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 99 }), (percent) => {
        const fraction = `0.${String(percent).padStart(2, '0')}`;
        expect(readCommission(cellOf(`${percent}%`), 'percent').value).toBe(percent * 100);
        expect(readCommission(cellOf(String(percent)), 'points').value).toBe(percent * 100);
        expect(readCommission(cellOf(fraction), 'fraction').value).toBe(percent * 100);
      }),
    );
  });
});

describe('planned length', () => {
  test.each([
    ['4', 240],
    ['4分钟', 240],
    ['4 min', 240],
    ['1.5', 90],
    ['04:30', 270],
    ['0:45', 45],
    ['00:04:30', 270],
    ['90秒', 90],
    ['4分30秒', 270],
    ['4 分钟 05 秒', 245],
    ['４', 240],
    ['', null],
  ])('%s is %s seconds', (text, sec) => {
    expect(readPlannedSec(cellOf(text), 'minutes').value).toBe(sec);
  });

  test('a column of seconds', () => {
    expect(readPlannedSec(cellOf('90'), 'seconds').value).toBe(90);
    expect(readPlannedSec(cellOf('2分钟'), 'seconds').value).toBe(120);
  });

  test('what cannot be told is asked or refused', () => {
    expect(readPlannedSec(cellOf('04:30:00'), 'minutes').findings[0]).toMatchObject({
      code: 'sheet/minutes-unclear',
      candidate: '04:30',
    });
    expect(readPlannedSec(cellOf('待定'), 'minutes').findings[0]?.code).toBe('sheet/minutes-unreadable');
    expect(readPlannedSec(cellOf('-3'), 'minutes').findings[0]?.code).toBe('sheet/minutes-unreadable');
    expect(readPlannedSec(cellOf('900'), 'minutes').findings[0]?.code).toBe('sheet/minutes-unreadable');
    expect(readPlannedSec(cellOf('1e1'), 'minutes').findings[0]?.code).toBe('sheet/scientific');
  });
});
