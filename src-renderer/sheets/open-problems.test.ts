import { describe, expect, test } from 'vitest';
import {
  harvest,
  openCount,
  openProblems,
  stepProblem,
  unknownColumns,
  warningKinds,
} from './open-problems.ts';
import { column, problem, productPreview, productRow } from './sheet-fixture.ts';

const warning = problem({ key: 'w', code: 'sheet/price-above-list', severity: 'warning' });

describe('what is open', () => {
  test('errors, and questions and warnings until they are settled; never flags and notes', () => {
    const rows = [
      productRow(4, {
        state: 'blocked',
        problems: [
          problem(),
          warning,
          { ...warning, settled: true },
          problem({ severity: 'question', code: 'sheet/formula' }),
          problem({ severity: 'flag', code: 'sheet/price-below-floor' }),
          problem({ severity: 'note', code: 'sheet/no-sku' }),
        ],
      }),
    ];
    expect(openProblems(rows).map(({ problem: { severity } }) => severity)).toEqual([
      'error',
      'warning',
      'question',
    ]);
  });

  test('nothing of a row that is left out', () => {
    expect(openProblems([productRow(4, { state: 'excluded', problems: [problem()] })])).toEqual([]);
  });

  test('counts unknown columns and errors of the sheet too', () => {
    const preview = productPreview({
      columns: [
        column('A'),
        column('B', { field: null }),
        column('C', { field: null, ignored: true }),
        column('D', { field: null, suggested: 'stock' }),
      ],
      problems: [problem({ row: null, code: 'sheet/two-columns' }), problem({ row: null, severity: 'note' })],
      rows: [productRow(4, { state: 'blocked', problems: [problem()] })],
    });
    expect(unknownColumns(preview).map(({ letter }) => letter)).toEqual(['B', 'D']);
    expect(openCount(preview)).toBe(4);
  });
});

test('warnings are grouped by kind, the most frequent first', () => {
  const small = problem({ key: 'c', code: 'sheet/commission-small', severity: 'warning' });
  const rows = [
    productRow(4, { state: 'blocked', problems: [warning, small] }),
    productRow(5, { state: 'blocked', problems: [small, problem()] }),
  ];
  expect(warningKinds(rows)).toEqual([
    { code: 'sheet/commission-small', count: 2 },
    { code: 'sheet/price-above-list', count: 1 },
  ]);
});

test('stepping through open problems goes round and starts at the near end', () => {
  expect(stepProblem(3, -1, 1)).toBe(0);
  expect(stepProblem(3, -1, -1)).toBe(2);
  expect(stepProblem(3, 2, 1)).toBe(0);
  expect(stepProblem(3, 0, -1)).toBe(2);
  expect(stepProblem(0, 0, 1)).toBe(-1);
});

test('the harvest counts a repeated product once, its slot too, and skipped rows not at all', () => {
  const rows = [
    productRow(4),
    productRow(5, { becomes: 'slot', productRowKey: '1:4' }),
    productRow(6, { state: 'skipped', becomes: 'nothing' }),
    productRow(7, { state: 'blocked' }),
    productRow(8, { state: 'excluded', becomes: 'nothing' }),
  ];
  expect(harvest(productPreview({ rows }))).toEqual({ products: 1, slots: 2, groups: 0 });
});
