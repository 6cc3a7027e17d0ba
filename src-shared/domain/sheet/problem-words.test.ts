import { expect, test } from 'vitest';
import { problemCodes, sheetErrorCodes, skipCodes } from './problem-codes.ts';
import { problemPlace, problemText, problemWords, sheetText, skippedText } from './problem-words.ts';

test('every code has words in both languages, with the same parameters', () => {
  const codes = [...problemCodes, ...skipCodes, ...sheetErrorCodes];
  expect(Object.keys(problemWords).sort()).toEqual([...codes].sort());
  const names = (text: string): string[] =>
    [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();
  for (const code of codes) {
    const { zh, en } = problemWords[code];
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[^\p{Script=Han}]+$/u);
    expect(
      [...new Set(names(zh))].filter((name) => !names(en).includes(name)),
      code,
    ).toEqual([]);
  }
});

test('words are filled, fields are translated, places are named', () => {
  const problem = { code: 'sheet/price-above-list', params: { price: '49.00', list: '39.00' } } as const;
  expect(problemText(problem, 'zh')).toBe('直播价 49.00 高于日常价 39.00，确认后才能导入。');
  expect(problemText(problem, 'en')).toContain('49.00 is above the list price 39.00');
  expect(sheetText('sheet/column-missing', { field: 'price' }, 'zh')).toContain('“直播价”');
  const place = { row: 25, column: { letter: 'G', header: '直播价' } };
  expect(problemPlace(place, 'zh')).toBe('第 25 行 G 列“直播价”');
  expect(problemPlace(place, 'en')).toBe('Row 25, column G "直播价"');
  expect(problemPlace({ row: 2, column: null }, 'en')).toBe('Row 2');
  expect(skippedText({ code: 'sheet/skipped-totals', text: '合计' }, 'en')).toBe(
    'A totals row, not an entry. 合计',
  );
});

test('text from a sheet is not taken for a parameter', () => {
  expect(sheetText('sheet/not-a-number', { text: '{price}', price: 'x' }, 'en')).toBe(
    '"{price}" is not a number.',
  );
});
