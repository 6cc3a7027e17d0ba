import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currencySchema, fen, fenSchema, formatFen, formatFenPlain, MAX_AMOUNT_FEN } from './money.ts';

describe('money is whole minor units', () => {
  test('any amount is printed exactly: its digits, read back without a float, are the amount', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amount) => {
        const text = formatFenPlain(amount);
        expect(text).toMatch(/^-?(0|[1-9]\d{0,2}(,\d{3})*)\.\d{2}$/);
        expect(BigInt(text.replaceAll(/[,.]/g, ''))).toBe(BigInt(amount));
      }),
    );
  });

  test('a currency sign stands behind the minus and changes no digit', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('CNY', 'GBP', 'CHF'), (amount, currency) => {
        const sign = { CNY: '¥', GBP: '£', CHF: 'CHF ' }[currency];
        const plain = formatFenPlain(Math.abs(amount));
        expect(formatFen(amount, currency)).toBe(`${amount < 0 ? '-' : ''}${sign}${plain}`);
      }),
    );
  });

  test.each([
    [0, '0.00'],
    [-0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [100, '1.00'],
    [99_999, '999.99'],
    [100_000, '1,000.00'],
    [123_456_789, '1,234,567.89'],
  ])('%i minor units read %s', (amount, text) => {
    expect(formatFenPlain(amount)).toBe(text);
  });

  test('a fraction or an inexact number is not money', () => {
    expect(() => fen(0.1 + 0.2)).toThrow(RangeError);
    expect(() => fen(Number.MAX_SAFE_INTEGER + 1)).toThrow(RangeError);
    expect(() => fen(Number.NaN)).toThrow(RangeError);
  });

  test('an amount from outside is never negative, broken, a string or beyond the limit', () => {
    for (const bad of [-1, 0.5, '100', null, MAX_AMOUNT_FEN + 1, Number.NaN]) {
      expect(fenSchema.safeParse(bad).success, String(bad)).toBe(false);
    }
    expect(fenSchema.parse(MAX_AMOUNT_FEN)).toBe(MAX_AMOUNT_FEN);
  });
});

describe('currencies', () => {
  test.each(['CNY', 'USD', 'GBP', 'EUR', 'HKD'])('%s has two decimals and is taken', (code) => {
    expect(currencySchema.parse(code)).toBe(code);
  });

  test.each(['JPY', 'KRW', 'KWD', 'BHD', 'cny', 'CN', 'CNYY', '', '¥¥¥'])('"%s" is refused', (code) => {
    expect(currencySchema.safeParse(code).success).toBe(false);
  });
});
