import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asText, fenText, tableCsv } from './table-csv.ts';

test('a table opens in a spreadsheet as it is: a byte order mark, CR LF, quotes doubled, unknown cells empty', () => {
  const csv = tableCsv({
    heads: ['名', 'n'],
    rows: [
      ['a"b', 1],
      [null, { fen: -5 }],
      ['x\ny', 0.25],
    ],
  });
  expect(csv).toBe('\uFEFF"名","n"\r\n"a""b",1\r\n,-0.05\r\n"x\ny",0.25\r\n');
});

test('no text can begin a formula, whatever stands before its sign', () => {
  for (const text of ['=1+1', '+1', '-1', '@x', '\t=1', ' =1', '＝1', '|x'])
    expect(asText(text).startsWith("'")).toBe(true);
  expect(asText('a=1')).toBe('a=1');
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(/^[\s]*[=+\-@]/.test(asText(text))).toBe(false);
    }),
  );
});

test('money is written from its digits, exactly', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (amount) => {
      const text = fenText(amount);
      expect(BigInt(text.replace('.', ''))).toBe(BigInt(amount));
      expect(text).toMatch(/^-?\d+\.\d\d$/);
    }),
  );
});
