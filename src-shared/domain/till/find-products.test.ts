import { describe, expect, test } from 'vitest';
import { findProducts } from './find-products.ts';

const product = (id: string, sku: string | null, name: string, spec = '') =>
  ({ id, sku, name, spec }) as Parameters<typeof findProducts>[0][number];
const sheet = [
  product('a', '6901234567892', '柔巾 100 抽'),
  product('b', '69012345', '浴巾', '70×140 cm 白'),
  product('c', 'MR-0601', 'Cotton towel', 'white'),
  product('d', null, '柔巾 60 抽', '旅行装'),
];
const find = (text: string) => {
  const { scanned, matches } = findProducts(sheet, text);
  return [scanned?.id ?? null, matches.map(({ id }) => id).join('')];
};

describe('finding a product at the till', () => {
  test('a scanned code is one product exactly, never one whose code only begins so', () => {
    expect(find('6901234567892')).toEqual(['a', 'a']);
    expect(find('69012345')).toEqual(['b', 'ba']);
    expect(find('690')).toEqual([null, 'ab']);
    expect(find('6901234567893')).toEqual([null, '']);
  });

  test('full width, case and blanks around do not matter', () => {
    expect(find(' ｍｒ-０６０１\n')).toEqual(['c', 'c']);
    expect(find('COTTON')).toEqual([null, 'c']);
  });

  test('every typed word has to be there, in any order, also in the spec', () => {
    expect(find('抽 柔巾')).toEqual([null, 'ad']);
    expect(find('柔巾 旅行')).toEqual([null, 'd']);
    expect(find('白 浴')).toEqual([null, 'b']);
    expect(find('柔巾 白')).toEqual([null, '']);
  });

  test('the name’s beginning comes before a word in between; nothing typed shows the whole sheet', () => {
    expect(find('towel')).toEqual([null, 'c']);
    expect(find('  ')).toEqual([null, 'abcd']);
  });

  test('a code that two products have is not scanned for either of them', () => {
    const twice = [product('x', 'S-1', 'one'), product('y', 's-1', 'two')];
    expect(findProducts(twice, 'S-1')).toEqual({ scanned: null, matches: twice });
  });
});
