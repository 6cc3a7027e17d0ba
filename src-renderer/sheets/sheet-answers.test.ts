import { describe, expect, test } from 'vitest';
import {
  acceptAll,
  acceptWarning,
  chooseDuplicate,
  chooseHeaderRow,
  chooseSheet,
  correctCell,
  hasSaid,
  leaveOut,
  leaveOutBlocked,
  mapColumn,
} from './sheet-answers.ts';
import { problem, productRow } from './sheet-fixture.ts';

describe('sayings about a row', () => {
  test('add up and can each be taken back', () => {
    let answers = correctCell({}, '1:4', 'price', '39.9');
    answers = correctCell(answers, '1:4', 'stock', '10');
    answers = acceptWarning(answers, '1:4', 'w', true);
    answers = chooseDuplicate(answers, '1:4', 'second-slot');
    answers = leaveOut(answers, '1:4', true);
    expect(answers.rows?.['1:4']).toEqual({
      cells: { price: '39.9', stock: '10' },
      accepted: ['w'],
      duplicate: 'second-slot',
      include: false,
    });
    answers = leaveOut(answers, '1:4', false);
    answers = chooseDuplicate(answers, '1:4', null);
    answers = acceptWarning(answers, '1:4', 'w', false);
    answers = correctCell(answers, '1:4', 'stock', null);
    expect(answers.rows?.['1:4']).toEqual({ cells: { price: '39.9' } });
    expect(correctCell(answers, '1:4', 'price', null).rows).toEqual({});
  });

  test('accepting twice is accepting once', () => {
    const once = acceptWarning({}, '1:4', 'w', true);
    expect(acceptWarning(once, '1:4', 'w', true)).toEqual(once);
  });

  test('an emptied cell is a correction', () => {
    expect(correctCell({}, '1:4', 'stock', '').rows?.['1:4']).toEqual({ cells: { stock: '' } });
  });
});

test('all warnings of a kind are accepted at once, of rows that still need it', () => {
  const warning = (key: string) =>
    problem({ key, code: 'sheet/price-above-list', severity: 'warning', settled: key === 'done' });
  const rows = [
    productRow(4, { state: 'blocked', problems: [warning('a'), warning('done'), problem()] }),
    productRow(5, { state: 'excluded', problems: [warning('b')] }),
  ];
  expect(acceptAll({}, rows, 'sheet/price-above-list').rows).toEqual({ '1:4': { accepted: ['a'] } });
});

test('blocked rows are left out and ready ones stay', () => {
  expect(leaveOutBlocked({}, [productRow(4, { state: 'blocked' }), productRow(5)]).rows).toEqual({
    '1:4': { include: false },
  });
});

test('another sheet or header row forgets the columns but not the rows, which name their sheet', () => {
  const said = leaveOut(mapColumn({}, 'x', 'stock'), '1:4', true);
  expect(chooseSheet(said, 'B')).toEqual({ sheet: 'B', rows: { '1:4': { include: false } } });
  expect(chooseHeaderRow(said, 2)).toEqual({ headerRow: 2, rows: { '1:4': { include: false } } });
});

test('leaving asks only when something was said', () => {
  expect(hasSaid({ sheet: 'A', headerRow: 2 })).toBe(false);
  expect(hasSaid(mapColumn({}, 'x', 'ignore'))).toBe(true);
  expect(hasSaid(leaveOut({}, '1:4', true))).toBe(true);
});
