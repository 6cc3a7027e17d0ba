import { expect, test } from 'vitest';
import { commissionText, lengthText, productCell } from './cell-text.ts';
import { productRow } from './sheet-fixture.ts';

test('values are shown as a person writes them', () => {
  expect([2000, 1250, 5].map(commissionText)).toEqual(['20%', '12.5%', '0.05%']);
  expect([240, 150, 9].map(lengthText)).toEqual(['4:00', '2:30', '0:09']);
});

test('a missing value is an empty cell, and zero is not missing', () => {
  const { values } = productRow(4);
  expect(productCell('stock', values, 'CNY')).toBe('');
  expect(productCell('stock', { ...values, stock: 0 }, 'CNY')).toBe('0');
  expect(productCell('stock', { ...values, stock: 3600 }, 'CNY')).toBe('3,600');
  expect(productCell('seq', values, 'CNY')).toBe('');
});
