import { expect, test } from 'vitest';
import { problemCodes, problemSeverities } from '../domain/sheet/problem-codes.ts';
import { groupFields, productFields, sheetAnswersSchema, sheetProblemSchema } from './sheet.ts';

test('answers pass as they are, and nothing but what they may hold', () => {
  const answers = {
    sheet: '排品',
    headerRow: 3,
    mapping: { 我们的价: 'price', 内部代号: 'ignore' },
    rows: { '1:4': { include: true, accepted: ['k'], cells: { price: '9' }, duplicate: 'use-this' } },
  };
  expect(sheetAnswersSchema.parse(answers)).toEqual(answers);
  expect(sheetAnswersSchema.parse({})).toEqual({});
  expect(sheetAnswersSchema.safeParse({ mapping: { a: 'nonsense' } }).success).toBe(false);
  expect(sheetAnswersSchema.safeParse({ rows: { '1:4': { cells: { nonsense: '9' } } } }).success).toBe(false);
  expect(sheetAnswersSchema.safeParse({ headerRow: 0 }).success).toBe(false);
});

test('every problem code and severity may cross', () => {
  for (const code of problemCodes) {
    const problem = {
      key: code,
      code,
      severity: problemSeverities[code],
      row: 1,
      column: null,
      field: null,
      params: { price: '1.00', firstRow: 2 },
      candidate: null,
      choices: [],
      settled: false,
    };
    expect(sheetProblemSchema.parse(problem)).toEqual(problem);
  }
});

test('every field may be mapped and corrected', () => {
  for (const field of [...productFields, ...groupFields]) {
    expect(
      sheetAnswersSchema.safeParse({ mapping: { a: field }, rows: { '1:2': { cells: { [field]: 'x' } } } })
        .success,
    ).toBe(true);
  }
});
