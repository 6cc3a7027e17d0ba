import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnLetter } from './book.ts';
import { bookOf } from './book-fixture.ts';
import { maskAddress, maskAddresses } from './columns.ts';
import { layOut } from './layout.ts';
import { previewProducts } from './product-preview.ts';

const row = ['柔巾', 'A1', '39.9'];

function fieldsOf(header: readonly string[]): (string | null)[] {
  return layOut(bookOf([header, header.map((_, at) => `值${at}`)]), 'products', {}).columns.map(
    ({ field }) => field,
  );
}

describe('columns', () => {
  test('Chinese and English headers with units, stars and spaces', () => {
    expect(
      fieldsOf([
        'No.',
        '品名*',
        ' 货号 ',
        '划线价（元）',
        '到手价',
        '最低价',
        '现货',
        '赠品',
        '时长(分钟)',
        '品牌',
      ]),
    ).toEqual([
      'seq',
      'name',
      'sku',
      'listPrice',
      'price',
      'floorPrice',
      'stock',
      'mechanics',
      'minutes',
      'shop',
    ]);
    expect(
      fieldsOf([
        'Product',
        'SKU Code',
        'List Price',
        'Live Price',
        'Floor',
        'Qty',
        'Commission',
        'Points',
        'Minutes',
        'Note',
      ]),
    ).toEqual([
      'name',
      'sku',
      'listPrice',
      'price',
      'floorPrice',
      'stock',
      'commission',
      'points',
      'minutes',
      'remark',
    ]);
  });

  test('any order of columns gives the same values and the same fingerprint', () => {
    const header = ['商品名称', '款号', '直播价', '底价', '库存', '备注'];
    const values = ['柔巾', 'A1', '39.9', '35', '10', '好'];
    const straight = previewProducts(bookOf([header, values]), {});
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), (order) => {
        const pick = (cells: readonly string[]): string[] => order.map((at) => cells[at] ?? '');
        const shuffled = previewProducts(bookOf([pick(header), pick(values)]), {});
        expect(shuffled.rows[0]?.values).toEqual(straight.rows[0]?.values);
        expect(shuffled.headerFingerprint).toBe(straight.headerFingerprint);
      }),
    );
  });

  test('an unknown header is offered, not applied; the person maps or ignores it', () => {
    const book = bookOf([
      ['品名', '款号', '618专享直播价', '内部代号', 'constructor'],
      ['柔巾', 'A1', '39.9', 'x', 'y'],
    ]);
    const found = previewProducts(book, {});
    expect(found.columns[2]).toMatchObject({
      field: null,
      suggested: 'price',
      guessed: false,
      samples: ['39.9'],
    });
    expect(found.columns[3]).toMatchObject({ field: null, suggested: null });
    expect(found.problems.map(({ code }) => code)).toEqual([
      'sheet/column-missing',
      'sheet/stock-not-tracked',
    ]);
    const mapped = previewProducts(book, { mapping: { '618专享直播价': 'price', 内部代号: 'ignore' } });
    expect(mapped.columns[2]).toMatchObject({ field: 'price', guessed: false });
    expect(mapped.columns[3]).toMatchObject({ field: null, ignored: true });
    expect(mapped.rows[0]?.values.priceFen).toBe(3990);
    expect(mapped.headerFingerprint).toBe(found.headerFingerprint);
    expect(mapped.importable).toBe(true);
  });

  test('a remembered mapping is applied and said', () => {
    const book = bookOf([['品名', '款号', '618专享直播价'], row]);
    const preview = previewProducts(book, {}, { remembered: { '618专享直播价': 'price' } });
    expect(preview.mappingRemembered).toBe(true);
    expect(preview.problems.map(({ code }) => code)).toEqual([
      'sheet/stock-not-tracked',
      'sheet/mapping-remembered',
    ]);
    expect(preview.rows[0]?.values.priceFen).toBe(3990);
  });

  test('two columns that mean the price block until one is chosen', () => {
    const book = bookOf([
      ['品名', '款号', '库存', '直播价', '到手价'],
      ['柔巾', 'A1', '1', '39.9', '29.9'],
    ]);
    const found = previewProducts(book, {});
    expect(found.problems).toMatchObject([
      { code: 'sheet/two-columns', column: { letter: 'E' }, params: { otherLetter: 'D' } },
    ]);
    expect(found.importable).toBe(false);
    const chosen = previewProducts(book, { mapping: { 到手价: 'price' } });
    expect(chosen.problems).toEqual([]);
    expect(chosen.rows[0]?.values.priceFen).toBe(2990);
    expect(previewProducts(book, { mapping: { 到手价: 'ignore' } }).rows[0]?.values.priceFen).toBe(3990);
  });

  test('columns that may be missing are said once, not in every row', () => {
    const preview = previewProducts(
      bookOf([
        ['品名', '直播价'],
        ['柔巾', '9'],
        ['浴巾', '9'],
      ]),
      {},
    );
    expect(preview.problems.map(({ code, row: at }) => [code, at])).toEqual([
      ['sheet/no-sku', null],
      ['sheet/stock-not-tracked', null],
    ]);
    expect(preview.rows.map(({ problems }) => problems)).toEqual([[], []]);
    expect(preview.importable).toBe(true);
  });

  test('the same header twice has two keys', () => {
    const { columns } = layOut(
      bookOf([
        ['品名', '备注', '备注'],
        ['柔巾', '一', '二'],
      ]),
      'products',
      {},
    );
    expect(columns.map(({ key, field }) => [key, field])).toEqual([
      ['品名', 'name'],
      ['备注', 'remark'],
      ['备注#2', null],
    ]);
  });

  test('letters', () => {
    expect([0, 25, 26, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });
});

describe('rows', () => {
  const header = ['序号', '品名', '款号', '直播价'];

  test('title, blank, totals and repeated header rows are skipped and explained', () => {
    const { headerRow, skipped, data } = layOut(
      bookOf([
        ['618专场', '618专场'],
        [],
        header,
        ['1', '柔巾', 'A1', '9'],
        [],
        [' '],
        header,
        ['2', '浴巾', 'A2', '9'],
        ['小计', '', '', '18'],
        ['', '总计：', '', '18'],
      ]),
      'products',
      {},
    );
    expect(headerRow).toBe(3);
    expect(data.map((line) => line.row)).toEqual([4, 8]);
    expect(
      skipped.map(({ row: at, lastRow, code, text }) => [
        at,
        lastRow,
        code.replace('sheet/skipped-', ''),
        text,
      ]),
    ).toEqual([
      [1, 1, 'title', '618专场'],
      [2, 2, 'blank', ''],
      [5, 6, 'blank', ''],
      [7, 7, 'header', '序号 品名 款号 直播价'],
      [9, 9, 'totals', '小计 18'],
      [10, 10, 'totals', '总计： 18'],
    ]);
  });

  test('a product that is called 合计 but has a SKU is a product; without one the person may include it', () => {
    const book = bookOf([header, ['', '合计', 'A1', '9'], ['', '合计', '', '9']]);
    expect(layOut(book, 'products', {}).data.map((line) => line.row)).toEqual([2]);
    expect(
      layOut(book, 'products', { rows: { '1:3': { include: true } } }).data.map((line) => line.row),
    ).toEqual([2, 3]);
  });

  test('a sheet without any known header takes the first row of words, and the person may name another', () => {
    const book = bookOf([['我的表'], ['甲', '乙', '丙'], ['柔巾', 'A1', '9']]);
    expect(layOut(book, 'products', {}).headerRow).toBe(2);
    expect(layOut(book, 'products', { headerRow: 1 }).headerRow).toBe(1);
    expect(layOut(book, 'products', { headerRow: 99 }).headerRow).toBe(3);
  });

  test('the best visible sheet is chosen; any other by name', () => {
    const sheet = (name: string, hidden: boolean, rows: readonly (readonly string[])[]) => ({
      ...bookOf(rows, name).sheets[0],
      name,
      hidden,
      rows: bookOf(rows).sheets[0]?.rows ?? [],
    });
    const book = {
      ...bookOf([]),
      sheets: [
        sheet('说明', false, [['请先看这里']]),
        sheet('旧表', true, [header, ['1', '旧', 'A1', '9'], ['2', '旧', 'A2', '9']]),
        sheet('排品', false, [header, ['1', '新', 'A1', '9']]),
      ],
    };
    expect(layOut(book, 'products', {}).sheet.name).toBe('排品');
    expect(layOut(book, 'products', { sheet: '旧表' }).data.map(({ rowKey }) => rowKey)).toEqual([
      '2:2',
      '2:3',
    ]);
    expect(() => layOut(book, 'products', { sheet: '没有' })).toThrow('sheet/no-such-sheet');
  });
});

test('addresses are masked in samples and skipped rows', () => {
  const secret = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0123456789abcdef';
  expect(maskAddress(secret)).toBe('qyapi.weixin.qq.com/…cdef');
  expect(maskAddress('https://user:pass@evil.example/x?key=1234')).toBe('evil.example/…1234');
  expect(maskAddresses(`看 ${secret} 和 100/200`)).toBe('看 qyapi.weixin.qq.com/…cdef 和 100/200');
  expect(maskAddresses('qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0123456789abcdef')).not.toContain(
    '0123',
  );
});
