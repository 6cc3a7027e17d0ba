import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shopProducts } from './chain-fixture.ts';
import { parseChain } from './parse-chain.ts';
import { chineseNumber, readQuantity } from './quantity.ts';

/** Pieces of real chains in any order, and anything at all between them. */
const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      '#接龙',
      '\n',
      '\r\n',
      '1. ',
      '2、',
      '（3）',
      '例 ',
      '小王',
      '李姐',
      ' ',
      '　',
      '柔巾',
      '浴巾',
      '四件套',
      '1.8m',
      'MR-0601',
      '2',
      '２',
      '两',
      '十',
      '包',
      '箱',
      'x3',
      '各2',
      '，',
      '+',
      '：',
      '（',
      '）',
      '[',
      '取消',
      '不',
      '一共',
      '元',
      '13800138000',
      '3-501',
      '🌸',
      '2️⃣',
      '❌',
      '- - - -',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  ),
  { maxLength: 60 },
);
const texts = pieces.map((all) => all.join(''));
const productList = fc.array(
  fc.record({
    id: fc.uuid(),
    sku: fc.option(fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('MR-0601', '12', ''))),
    name: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 10 }), fc.constantFrom('全棉柔巾', '浴巾', 'x')),
    spec: fc.string({ unit: 'grapheme', maxLength: 8 }),
  }),
  { maxLength: 6 },
);

describe('any paste', () => {
  it('is read without throwing, and every line comes back as it was', () => {
    fc.assert(
      fc.property(texts, productList, (text, products) => {
        const { lines, entries } = parseChain(text, products);
        const given = text.split(/\r\n|\n|\r|\u2028|\u2029/);
        expect(lines.map((line) => line.text)).toEqual(given);
        expect(lines.map((line) => line.line)).toEqual(given.map((_, at) => at + 1));
        const starts = lines.filter(({ kind }) => kind === 'entry').map(({ line }) => line);
        expect(entries.map(({ line }) => line)).toEqual(starts);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves no letter of an entry unaccounted for', () => {
    const said = /(?=\p{L})\p{Script=Han}|[a-z0-9]/giu;
    fc.assert(
      fc.property(texts, (text) => {
        for (const entry of parseChain(text, shopProducts).entries) {
          const kept = [entry.name, entry.note, entry.phone ?? '', ...entry.items.map((item) => item.text)];
          // Words that only ask or thank, and the words that cancel, are understood and not repeated.
          const letters: string[] = entry.text.match(said) ?? [];
          const shown: string[] = kept.join('').match(said) ?? [];
          const missing = letters.filter((letter) => !shown.includes(letter) && !'取消已请'.includes(letter));
          expect(missing).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes a product for sure only where no other could be meant, and a count only within bounds', () => {
    fc.assert(
      fc.property(texts, productList, (text, products) => {
        for (const { items } of parseChain(text, products).entries) {
          for (const item of items) {
            const open = item.problems.some(
              (code) => code === 'product-unsure' || code === 'product-unknown',
            );
            expect(item.productId === null).toBe(open);
            expect(item.qty === null).toBe(item.problems.includes('count-unreadable'));
            if (item.qty !== null) expect(item.qty).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('an order in any of the usual ways of writing', () => {
  const count = fc.integer({ min: 1, max: 99 });
  const wide = (text: string) =>
    text.replace(/\d/g, (digit) => '０１２３４５６７８９'[Number(digit)] ?? digit);
  const written = fc.record({
    qty: count,
    unit: fc.constantFrom('', '包', '条', '件', '份', '个'),
    way: fc.constantFrom('behind', 'in front', 'x', '*', '×', 'spaced', 'wide'),
  });
  function write(name: string, { qty, unit, way }: { qty: number; unit: string; way: string }): string {
    // A count right behind a code that ends in digits is nobody's to read.
    if (way === 'in front') return `${qty}${unit}${/^[A-Z]/.test(name) ? ' ' : ''}${name}`;
    if (/^[A-Z]/.test(name) && (way === 'behind' || way === 'wide')) return `${name} ${qty}${unit}`;
    if (way === 'spaced') return `${name} ${qty}${unit}`;
    if (way === 'wide') return `${name}${wide(String(qty))}${unit}`;
    return `${name}${way === 'behind' ? '' : way}${qty}${unit}`;
  }
  const products = [
    ['柔巾', 'tissue'],
    ['浴巾', 'towel'],
    ['连体衣', 'romper'],
    ['四件套1.8m', 'bedding-l'],
    ['MR-0603', 'gift'],
  ] as const;

  it('reads back who, what and how many', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('小王', '李姐', 'Amy2', '张三', '3-501 老赵', '🌸花花🌸'),
        fc.uniqueArray(fc.constantFrom(...products), { minLength: 1, maxLength: 4 }),
        fc.array(written, { minLength: 4, maxLength: 4 }),
        fc.constantFrom(', ', '，', '+', '、', '；', ' + '),
        (name, ordered, ways, between) => {
          const parts = ordered.map(([product], at) =>
            write(product, ways[at] ?? { qty: 1, unit: '', way: 'x' }),
          );
          const [entry] = parseChain(`1. ${name} ${parts.join(between)}`, shopProducts).entries;
          expect(entry?.name).toBe(name.replaceAll('🌸', ''));
          expect(entry?.items.map(({ productId, qty }) => [productId, qty])).toEqual(
            ordered.map(([, id], at) => [id, ways[at]?.qty]),
          );
          expect(entry?.problems).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('counts', () => {
  const units = '零一二三四五六七八九';
  const tens = (n: number) =>
    `${n >= 20 ? units[Math.floor(n / 10)] : ''}十${n % 10 === 0 ? '' : units[n % 10]}`;
  it('reads Chinese numbers back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 99 }), (n) => {
        expect(chineseNumber(tens(n))).toBe(n);
      }),
    );
    expect(['两', '俩', '二百零五', '三百二十', '一千零一十', '二零'].map(chineseNumber)).toEqual([
      2, 2, 205, 320, 1010, 20,
    ]);
    expect(['百', '十百', '三三百', ''].map(chineseNumber)).toEqual([null, null, null, null]);
  });
  it('does not read a set of four as four of something', () => {
    expect(readQuantity('四件套')).toMatchObject({ unit: '' });
    expect(readQuantity('2条装')).toMatchObject({ unit: '' });
  });
});
