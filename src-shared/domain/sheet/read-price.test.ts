import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatFenPlain, MAX_AMOUNT_FEN } from '../money.ts';
import { cellOf } from './book-fixture.ts';
import { readPrice } from './read-price.ts';

const codes = (text: string): string[] => readPrice(cellOf(text)).findings.map(({ code }) => code);
const number = (raw: string, text = raw) => cellOf({ kind: 'number', text, raw });

const wide = (text: string): string =>
  text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
const styles: Record<string, (plain: string) => string> = {
  plain: (text) => text.replaceAll(',', ''),
  grouped: (text) => text,
  yen: (text) => `¥${text}`,
  'full-width yen': (text) => `￥ ${text}`,
  yuan: (text) => `${text}元`,
  'yuan after a space': (text) => `${text.replaceAll(',', '')} 元`,
  'full-width': (text) => wide(text),
  'full-width digits alone': (text) => text.replace(/\d/g, (digit) => wide(digit)),
  'spaces as groups': (text) => text.replaceAll(',', ' '),
  padded: (text) => `\u3000 ${text}\u00a0`,
  code: (text) => `RMB ${text}`,
  'dropped zeros': (text) => text.replace(/\.00$/, '').replace(/(\.\d)0$/, '$1'),
};

describe('a price', () => {
  for (const [name, write] of Object.entries(styles)) {
    test(`any amount written ${name} reads back to the fen`, () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: MAX_AMOUNT_FEN }), (amount) => {
          expect(readPrice(cellOf(write(formatFenPlain(amount)))).value).toBe(amount);
        }),
      );
    });
  }

  test('any amount in a number cell reads back to the fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_AMOUNT_FEN }), (amount) => {
        expect(readPrice(number(String(Number(`${amount}e-2`)))).value).toBe(amount);
      }),
    );
  });

  test('any text is read without an exception, and never as more than it may be', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
        const { value, findings } = readPrice(cellOf(text));
        expect(value === null || (Number.isSafeInteger(value) && value >= 0)).toBe(true);
        expect(value !== null || findings.length > 0 || text.trim() === '').toBe(true);
      }),
    );
  });

  test.each([
    ['abc', 'sheet/not-a-number'],
    ['1,29', 'sheet/not-a-number'],
    ['1.299,00', 'sheet/not-a-number'],
    ['129,00', 'sheet/not-a-number'],
    ['20%', 'sheet/not-a-number'],
    ['199起', 'sheet/not-a-number'],
    ['1 29', 'sheet/not-a-number'],
    ['19.999', 'sheet/too-many-decimals'],
    ['199.000', 'sheet/too-many-decimals'],
    ['-5', 'sheet/negative'],
    ['－5', 'sheet/negative'],
    ['-¥5', 'sheet/negative'],
    ['1e3', 'sheet/scientific'],
    ['1.5E+3', 'sheet/scientific'],
    ['=A1*2', 'sheet/formula'],
    ['59-69', 'sheet/price-range'],
    ['¥59~¥69', 'sheet/price-range'],
    ['59至69元', 'sheet/price-range'],
    ['59—69', 'sheet/price-range'],
    ['$19.90', 'sheet/other-currency'],
    ['HKD 20', 'sheet/other-currency'],
    ['1.2万', 'sheet/shorthand-number'],
    ['99999999999999', 'sheet/number-too-large'],
    ['200000000', 'sheet/number-too-large'],
    ['-', 'sheet/placeholder-blank'],
  ])('%s is not read: %s', (text, code) => {
    expect(readPrice(cellOf(text)).value).toBeNull();
    expect(codes(text)).toEqual([code]);
  });

  test('characters that nobody can see do not make a price unreadable', () => {
    expect(readPrice(cellOf('\u200b1\u200b99.00\ufeff'))).toEqual({ value: 19900, findings: [] });
  });

  test('full-width digits are said', () => {
    expect(readPrice(cellOf('９.９'))).toMatchObject({
      value: 990,
      findings: [{ code: 'sheet/full-width-read', params: { text: '９.９', read: '9.9' } }],
    });
    expect(codes('￥899.00')).toEqual([]);
  });

  test.each([
    ['1e3', '1000'],
    ['1.5E+3', '1500'],
    ['12e-1', '1.2'],
    ['1e30', null],
    ['1.25万', '12500'],
  ])('%s is asked with the candidate %s', (text, candidate) => {
    expect(readPrice(cellOf(text)).findings[0]?.candidate).toBe(candidate);
  });

  test('a formula is asked, with its value where the sheet has one', () => {
    const cell = cellOf({ kind: 'formula', text: '¥19.90', raw: '19.9', formula: '=B2*0.5' });
    expect(readPrice(cell)).toEqual({
      value: null,
      findings: [
        { code: 'sheet/formula', params: { formula: '=B2*0.5', text: '¥19.90' }, candidate: '19.9' },
      ],
    });
    expect(readPrice(cellOf({ ...cell, text: '', raw: null })).findings[0]?.candidate).toBeNull();
    expect(readPrice(cellOf({ ...cell, text: '#N/A', raw: null })).findings[0]?.candidate).toBeNull();
  });

  test('a number cell is judged by its number, not by how it is rounded on the screen', () => {
    expect(readPrice(number('19.999', '20.00')).findings[0]?.code).toBe('sheet/too-many-decimals');
    expect(readPrice(number('199', '199元')).value).toBe(19900);
    expect(readPrice(number('1000', '1.00E+03')).findings[0]).toMatchObject({
      code: 'sheet/scientific',
      candidate: '1000',
    });
  });

  test('percent, date and error cells are no prices; a merged one is asked', () => {
    expect(
      readPrice(cellOf({ kind: 'number', text: '20%', raw: '0.2', format: 'percent' })).findings[0]?.code,
    ).toBe('sheet/not-a-number');
    expect(
      readPrice(cellOf({ kind: 'number', text: '1/2/26', raw: '2026-01-02T00:00:00', format: 'date' }))
        .findings[0]?.code,
    ).toBe('sheet/not-a-number');
    expect(readPrice(cellOf({ kind: 'error', text: '#REF!' })).findings[0]?.code).toBe('sheet/cell-error');
    expect(readPrice(cellOf({ kind: 'text', text: '99', merged: true })).findings[0]).toMatchObject({
      code: 'sheet/merged-number',
      candidate: '99',
    });
  });
});
