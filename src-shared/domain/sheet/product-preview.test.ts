import { describe, expect, test } from 'vitest';
import { productPreviewSchema } from '../../contract/sheet.ts';
import { bookOf, codesOf, productHeader, productRowsOf } from './book-fixture.ts';
import { acceptedProducts, previewProducts } from './product-preview.ts';

// 商品名称, 款号, 日常价, 直播价, 底价, 库存, 佣金, 讲解时长, 类型, 备注
const good = ['柔巾', 'A1', '59.9', '39.9', '35', '10', '20%', '4', '福利款', '好'];
const withCell = (at: number, text: string): string[] =>
  good.map((cell, index) => (index === at ? text : cell));

describe('a row', () => {
  test('that is good is ready, without a word', () => {
    const [row] = productRowsOf([good]);
    expect(row).toMatchObject({
      rowKey: '1:2',
      row: 2,
      state: 'ready',
      becomes: 'product',
      problems: [],
      raw: { name: '柔巾', price: '39.9' },
      values: {
        name: '柔巾',
        sku: 'A1',
        listFen: 5990,
        priceFen: 3990,
        floorFen: 3500,
        stock: 10,
        commissionBp: 2000,
        plannedSec: 240,
        type: '福利款',
        shop: null,
        needsSecondPerson: false,
      },
    });
  });

  test.each([
    [0, '', 'blocked', 'no-name@name'],
    [3, '', 'blocked', 'no-price@price'],
    [3, '—', 'blocked', 'no-price@price'],
    [3, '面议', 'blocked', 'not-a-number@price'],
    [3, '39.999', 'blocked', 'too-many-decimals@price'],
    [3, '4e1', 'blocked', 'scientific@price'],
    [3, '=C2', 'blocked', 'formula@price'],
    [3, '35-39', 'blocked', 'price-range@price'],
    [3, '69', 'blocked', 'price-above-list@price'],
    [3, '30', 'ready', 'price-below-floor@price'],
    [2, 'x', 'blocked', 'not-a-number@listPrice'],
    [4, 'x', 'blocked', 'not-a-number@floorPrice'],
    [4, '无', 'ready', 'placeholder-blank@floorPrice'],
    [5, '', 'ready', 'stock-not-tracked@stock'],
    [5, '-1', 'blocked', 'negative-stock@stock'],
    [5, '1.5', 'blocked', 'not-whole@stock'],
    [1, '', 'ready', 'no-sku@sku'],
    [1, '6.90123E+12', 'blocked', 'sku-scientific@sku'],
    [0, '=SUM(A1)', 'ready', 'text-kept@name'],
    [0, '<b>柔巾</b>', 'ready', 'text-kept@name'],
    [0, "+cmd|' /C calc'!A0", 'ready', 'text-kept@name'],
    [0, '长'.repeat(201), 'blocked', 'too-long@name'],
    [7, '很久', 'blocked', 'minutes-unreadable@minutes'],
  ])('with cell %i as %j is %s: %s', (at, text, state, code) => {
    const [row] = productRowsOf([withCell(at, text)]);
    expect(codesOf(row)).toEqual([code]);
    expect(row?.state).toBe(state);
    expect(row?.problems[0]?.row).toBe(2);
  });

  test('text that looks active stays what it is', () => {
    const text = "+cmd|' /C calc'!A0";
    expect(productRowsOf([withCell(0, text)])[0]?.values.name).toBe(text);
  });

  test('a price of zero is a warning', () => {
    expect(codesOf(productRowsOf([withCell(3, '0')])[0])).toEqual([
      'price-zero@price',
      'price-below-floor@price',
    ]);
  });

  test('below the floor it is imported, but needs a second person', () => {
    expect(productRowsOf([withCell(3, '30')])[0]?.values).toMatchObject({
      priceFen: 3000,
      needsSecondPerson: true,
    });
  });

  test('names the cell by letter and header', () => {
    expect(productRowsOf([withCell(3, 'x')])[0]?.problems[0]).toMatchObject({
      row: 2,
      column: { letter: 'D', header: '直播价' },
      params: { text: 'x' },
    });
  });

  test('takes the type of its block, up to a blank row', () => {
    const rows = productRowsOf([
      good,
      [...withCell(1, 'A2').slice(0, 8)],
      [],
      [...withCell(1, 'A3').slice(0, 8)],
    ]);
    expect(rows.map(({ values }) => values.type)).toEqual(['福利款', '福利款', '']);
    expect(codesOf(rows[1])).toEqual(['type-carried@type']);
  });

  test('reads a formula text as shown, a long number code in full, an error cell not at all', () => {
    const [row] = productRowsOf([
      [
        { kind: 'formula', text: '柔巾', formula: '=B9' },
        { kind: 'number', text: '6.90123E+12', raw: '6901234567890' },
        ...good.slice(2),
      ],
    ]);
    expect(row?.values).toMatchObject({ name: '柔巾', sku: '6901234567890' });
    expect(codesOf(row)).toEqual(['text-from-formula@name']);
    expect(codesOf(productRowsOf([[{ kind: 'error', text: '#N/A' }, ...good.slice(1)]])[0])).toEqual([
      'cell-error@name',
      'no-name@name',
    ]);
  });
});

describe('answers', () => {
  test('a corrected cell is read by the same rules', () => {
    const fix = (text: string) =>
      productRowsOf([withCell(3, '=C2')], { rows: { '1:2': { cells: { price: text } } } })[0];
    expect(fix('￥１９.９')).toMatchObject({
      state: 'ready',
      corrected: ['price'],
      raw: { price: '=C2' },
      values: { priceFen: 1990 },
    });
    expect(fix('1e1')?.state).toBe('blocked');
  });

  test('a question’s candidate is its answer', () => {
    const row = [...withCell(3, '4e1')];
    const candidate = productRowsOf([row])[0]?.problems[0]?.candidate ?? '';
    expect(productRowsOf([row], { rows: { '1:2': { cells: { price: candidate } } } })[0]).toMatchObject({
      state: 'ready',
      values: { priceFen: 4000 },
    });
  });

  test('an accepted warning holds for its values alone', () => {
    const key = productRowsOf([withCell(3, '69')])[0]?.problems[0]?.key ?? '';
    const accept = (text: string) =>
      productRowsOf([withCell(3, text)], { rows: { '1:2': { accepted: [key] } } })[0];
    expect(accept('69')).toMatchObject({ state: 'ready', problems: [{ settled: true }] });
    expect(accept('79')?.state).toBe('blocked');
  });

  test('errors cannot be accepted; the row can be left out', () => {
    const key = productRowsOf([withCell(3, 'x')])[0]?.problems[0]?.key ?? '';
    expect(productRowsOf([withCell(3, 'x')], { rows: { '1:2': { accepted: [key] } } })[0]?.state).toBe(
      'blocked',
    );
    expect(productRowsOf([withCell(3, 'x')], { rows: { '1:2': { include: false } } })[0]).toMatchObject({
      state: 'excluded',
      becomes: 'nothing',
    });
  });

  test('answers for another sheet or an unknown row do nothing', () => {
    expect(
      productRowsOf([withCell(3, 'x')], {
        rows: { '2:2': { include: false }, '1:99': { include: false } },
      })[0]?.state,
    ).toBe('blocked');
  });

  test('the same input gives the same preview, and it fits the contract', () => {
    const book = bookOf([productHeader, good, withCell(3, '69')]);
    const preview = previewProducts(book, {});
    expect(previewProducts(book, {})).toEqual(preview);
    expect(productPreviewSchema.parse(JSON.parse(JSON.stringify(preview)))).toEqual(preview);
  });

  test('more products than an import takes are said at once', () => {
    const many = Array.from({ length: 2001 }, (_, at) => withCell(1, `A${at}`));
    const preview = previewProducts(bookOf([productHeader, ...many]), {});
    expect(preview.problems).toMatchObject([
      { code: 'sheet/too-many-entries', params: { count: 2001, limit: 2000 } },
    ]);
    expect(preview.importable).toBe(false);
    expect(
      previewProducts(bookOf([productHeader, ...many]), { rows: { '1:2': { include: false } } }).importable,
    ).toBe(true);
  });

  test('nothing is imported while anything included is open, nor when nothing is left', () => {
    const book = bookOf([productHeader, good, withCell(3, 'x').with(1, 'A2')]);
    const open = previewProducts(book, {});
    expect(open.counts).toEqual({ ready: 1, blocked: 1, warnings: 0, excluded: 0, skipped: 0 });
    expect(() => acceptedProducts(open)).toThrow('sheet/not-ready');
    const out = previewProducts(book, { rows: { '1:3': { include: false } } });
    expect(acceptedProducts(out).products).toHaveLength(1);
    const none = previewProducts(book, { rows: { '1:2': { include: false }, '1:3': { include: false } } });
    expect(none.importable).toBe(false);
  });
});

describe('the same product again', () => {
  const again = [...good.slice(0, 7), '2', '返场', '再来'];
  const other = withCell(3, '38.9');
  const accepted = (
    rows: readonly (readonly string[])[],
    choice: 'second-slot' | 'skip' | 'keep-first' | 'use-this',
  ) =>
    acceptedProducts(
      previewProducts(bookOf([productHeader, ...rows]), { rows: { '1:3': { duplicate: choice } } }),
    );

  test('same name and price offers a second slot', () => {
    const [, row] = productRowsOf([good, again]);
    expect(row).toMatchObject({
      state: 'blocked',
      problems: [
        { code: 'sheet/second-slot', choices: ['second-slot', 'skip'], params: { firstRow: 2, sku: 'A1' } },
      ],
    });
    const { products, slots } = accepted([good, again], 'second-slot');
    expect(products.map(({ rowKey }) => rowKey)).toEqual(['1:2']);
    expect(slots).toEqual([
      { rowKey: '1:2', productRowKey: '1:2', sku: 'A1', plannedSec: 240, type: '福利款', remark: '好' },
      { rowKey: '1:3', productRowKey: '1:2', sku: 'A1', plannedSec: 120, type: '返场', remark: '再来' },
    ]);
    expect(accepted([good, again], 'skip').slots).toHaveLength(1);
  });

  test('a SKU in other letters or full width is the same SKU', () => {
    expect(codesOf(productRowsOf([good, withCell(1, 'ａ1')])[1])).toEqual(['second-slot@sku']);
  });

  test('another price is a clash: the first, this one, or neither', () => {
    expect(productRowsOf([good, other])[1]?.problems[0]).toMatchObject({
      code: 'sheet/clash',
      choices: ['keep-first', 'use-this', 'skip'],
      params: { firstPrice: '39.90', price: '38.90' },
    });
    expect(accepted([good, other], 'keep-first').products).toMatchObject([{ rowKey: '1:2', priceFen: 3990 }]);
    expect(accepted([good, other], 'keep-first').slots).toHaveLength(2);
    const used = accepted([good, other], 'use-this');
    expect(used.products).toMatchObject([{ rowKey: '1:3', priceFen: 3890 }]);
    expect(used.slots.map(({ productRowKey }) => productRowKey)).toEqual(['1:3', '1:3']);
    expect(accepted([good, other], 'skip').slots).toHaveLength(1);
  });

  test('an answer that the question does not offer settles nothing', () => {
    expect(() => accepted([good, other], 'second-slot')).toThrow('sheet/not-ready');
    expect(() => accepted([good, again], 'use-this')).toThrow('sheet/not-ready');
  });

  test('a row that is a slot only is not held up by product cells it does not bring', () => {
    const poor = ['柔巾', 'A1', '', '', '', '-5', '', '2', '返场', ''];
    const [, row] = productRowsOf([good, poor], { rows: { '1:3': { duplicate: 'keep-first' } } });
    expect(row).toMatchObject({ state: 'ready', becomes: 'slot', productRowKey: '1:2' });
    expect(codesOf(row)).toEqual(['clash@sku']);
  });

  test('use-this later wins, and earlier repeats follow', () => {
    const preview = previewProducts(bookOf([productHeader, good, again, other]), {
      rows: { '1:3': { duplicate: 'second-slot' }, '1:4': { duplicate: 'use-this' } },
    });
    expect(preview.rows.map(({ becomes, productRowKey }) => [becomes, productRowKey])).toEqual([
      ['slot', '1:4'],
      ['slot', '1:4'],
      ['product', '1:4'],
    ]);
  });

  test('a row left out is not the first', () => {
    const rows = productRowsOf([good, other], { rows: { '1:2': { include: false } } });
    expect(rows[1]).toMatchObject({ state: 'ready', problems: [] });
  });

  test('the same name twice without SKUs is a warning', () => {
    expect(codesOf(productRowsOf([withCell(1, ''), withCell(1, '')])[1])).toEqual([
      'no-sku@sku',
      'same-name@name',
    ]);
  });
});
