import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bookOf, cellOf } from './book-fixture.ts';
import { readOrderLines } from './order-lines.ts';
import { isoAt, readLocalTime } from './read-time.ts';

const english = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
];
const chinese = ['订单号', '商品编码', '商品名称', '数量', '下单时间', '单价', '买家'];
const line = ['1', 'A1', '柔巾', '2', '01/12/2010 08:26', '2.55', 'u1', 'UK'];
const withCell = (at: number, text: string): string[] =>
  line.map((cell, index) => (index === at ? text : cell));
const read = (...rows: string[][]) => readOrderLines(bookOf([english, ...rows]));

describe('order lines', () => {
  test('of one number become one event, wherever they stand', () => {
    const reading = read(line, withCell(0, '2'), ['1', 'A2', '', '1', '01/12/2010 09:00', '0', '', '']);
    expect(reading.lines).toBe(3);
    expect(reading.orders.map(({ orderId }) => orderId)).toEqual(['1', '2']);
    expect(reading.orders[0]).toEqual({
      eventId: '1',
      orderId: '1',
      kind: 'paid',
      amountFen: 510,
      lines: [
        { sku: 'A1', title: '柔巾', qty: 2, priceFen: 255, amountFen: 510 },
        { sku: 'A2', title: 'A2', qty: 1, priceFen: 0, amountFen: 0 },
      ],
      channel: 'import',
      shopId: 'main',
      buyerId: 'u1',
      at: '2010-12-01T08:26:00Z',
    });
  });

  test('C… is a refund with its quantities turned positive', () => {
    expect(read(withCell(0, 'C7').with(3, '-2')).orders[0]).toMatchObject({
      eventId: 'C7',
      kind: 'refunded',
      amountFen: 510,
      lines: [{ qty: 2 }],
    });
  });

  test('Chinese headers, below a title, read times as +08:00; the offset can be said', () => {
    const book = bookOf([
      ['六月订单'],
      [],
      chinese,
      ['D1', 'A1', '柔巾', '2', '2026/6/18 19:03', '¥49.00', 'u1'],
    ]);
    expect(readOrderLines(book).orders[0]).toMatchObject({ amountFen: 9800, at: '2026-06-18T11:03:00Z' });
    expect(readOrderLines(book, { offsetMinutes: 0, shopId: 's', channel: 'c' }).orders[0]).toMatchObject({
      at: '2026-06-18T19:03:00Z',
      shopId: 's',
      channel: 'c',
    });
  });

  test.each([
    [1, '', 'no-product-code', 'B'],
    [3, '1.5', 'quantity', 'D'],
    [3, '1e3', 'quantity', 'D'],
    [3, '', 'quantity', 'D'],
    [4, '13/13/2010 08:26', 'time', 'E'],
    [4, '31/02/2010 08:26', 'time', 'E'],
    [5, '2.555', 'price', 'F'],
    [5, '1e1', 'price', 'F'],
    [5, '-2', 'price', 'F'],
    [5, '=A1', 'price', 'F'],
    [5, '', 'price', 'F'],
  ])('cell %i as %j rejects the whole order and names the row: %s', (at, text, reason, column) => {
    const { orders, rejected } = read(line, withCell(at, text), withCell(0, '2'));
    expect(orders.map(({ orderId }) => orderId)).toEqual(['2']);
    expect(rejected).toEqual([{ orderId: '1', code: 'order/bad-row', row: 3, column, reason, text }]);
  });

  test('a negative quantity outside a refund is not a sale', () => {
    expect(read(withCell(3, '-2'), line).rejected).toMatchObject([
      { orderId: '1', code: 'order/not-a-sale', row: 2, reason: 'negative-quantity' },
    ]);
  });

  test('a row without an order number is named by itself', () => {
    expect(read(withCell(0, ''), line)).toMatchObject({
      lines: 2,
      orders: [{ orderId: '1' }],
      rejected: [{ orderId: null, row: 2, reason: 'no-order-number' }],
    });
  });

  test('what the hub would turn away is rejected here', () => {
    expect(read(withCell(1, 'x'.repeat(81))).rejected).toMatchObject([
      { code: 'order/bad-row', reason: 'not-an-event', row: 2 },
    ]);
    expect(read(withCell(3, '10000000').with(5, '10000000')).rejected).toMatchObject([
      { reason: 'amount-too-large' },
    ]);
  });

  test('codes guarded against spreadsheets are read as meant', () => {
    expect(read(withCell(0, '="0012"').with(1, "'0601")).orders[0]).toMatchObject({
      orderId: '0012',
      lines: [{ sku: '0601' }],
    });
  });

  test('missing columns are named', () => {
    expect(() => readOrderLines(bookOf([['订单号', '数量']]))).toThrow('sheet/columns-missing');
  });

  test('whatever the order of lines and columns, every order keeps its amount', () => {
    const item = fc.record({
      order: fc.integer({ min: 1, max: 4 }),
      qty: fc.integer({ min: 0, max: 99 }),
      price: fc.integer({ min: 0, max: 99_999 }),
    });
    const columns = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 12 }), columns, (items, order) => {
        const pick = (cells: readonly string[]): string[] => order.map((at) => cells[at] ?? '');
        const rows = items.map(({ order: id, qty, price }) =>
          pick([
            String(id),
            'A',
            't',
            String(qty),
            '01/12/2010 08:26',
            `${Math.floor(price / 100)}.${String(price % 100).padStart(2, '0')}`,
            '',
            '',
          ]),
        );
        const { orders, rejected } = readOrderLines(bookOf([pick(english), ...rows]));
        expect(rejected).toEqual([]);
        expect(orders.map(({ orderId }) => orderId)).toEqual([
          ...new Set(items.map(({ order: id }) => String(id))),
        ]);
        for (const { orderId, amountFen } of orders) {
          const own = items.filter(({ order: id }) => String(id) === orderId);
          expect(amountFen).toBe(own.reduce((sum, { qty, price }) => sum + qty * price, 0));
        }
      }),
    );
  });
});

test.each([
  ['01/12/2010 08:26', '2010-12-01T08:26:00Z'],
  ['2010-12-01 8:26', '2010-12-01T08:26:00Z'],
  ['2010-12-01 08:26:59', '2010-12-01T08:26:59Z'],
  ['2010/2/1 08:26', '2010-02-01T08:26:00Z'],
  ['2010-12-01T08:26:00Z', '2010-12-01T08:26:00Z'],
  ['2010-12-01T08:26:00.000+08:00', '2010-12-01T00:26:00Z'],
  ['2010-12-01T08:26:00-0330', '2010-12-01T11:56:00Z'],
  ['2012-02-29 00:00', '2012-02-29T00:00:00Z'],
])('time %s is %s', (text, iso) => {
  const time = readLocalTime(cellOf(text));
  expect(time === null ? null : isoAt(time, 0)).toBe(iso);
});

test('times that do not exist or cannot be told are not guessed', () => {
  for (const text of [
    '2010-02-29 00:00',
    '24:00',
    '2010-12-01',
    '1/2/10 08:00',
    '2010-12-01 24:00',
    '2010-12/01 08:00',
    '',
  ]) {
    expect(readLocalTime(cellOf(text)), text).toBeNull();
  }
  expect(
    readLocalTime(cellOf({ kind: 'number', text: '12/1/10', raw: '2010-12-01T08:26:00', format: 'date' }))
      ?.wallMs,
  ).toBe(Date.UTC(2010, 11, 1, 8, 26));
});
