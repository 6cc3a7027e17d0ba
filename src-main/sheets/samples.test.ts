import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProductPreview, SheetAnswers } from '#shared/contract/sheet.ts';
import { acceptedGroups, previewGroups, readGroups } from '#shared/domain/sheet/group-preview.ts';
import { acceptedProducts, previewProducts } from '#shared/domain/sheet/product-preview.ts';
import { SheetError } from '#shared/domain/sheet/sheet-error.ts';
import { readOrderSheet } from './order-sheet.ts';
import { readBook } from './read-book.ts';

function sample(name: string): Uint8Array {
  return readFileSync(new URL(`../../resources/sample/${name}`, import.meta.url));
}

const paipin = ['paipin-618.xlsx', 'paipin-618.utf8.csv', 'paipin-618.gb18030.csv'];

function preview(name: string, answers: SheetAnswers = {}): ProductPreview {
  return previewProducts(readBook(name, sample(name)), answers);
}

/** Row, state, what it becomes, SKU, price, stock, commission, seconds, and every problem at its column. */
function lines(product: ProductPreview): string[] {
  return product.rows.map(({ row, state, becomes, values: v, problems }) =>
    [
      row,
      state,
      becomes,
      v.type,
      v.sku,
      `${v.priceFen}/${v.listFen}/${v.floorFen}`,
      v.stock,
      v.commissionBp,
      v.plannedSec,
      ...problems.map(({ code, column }) => `${code.replace('sheet/', '')}@${column?.letter}`),
    ].join(' '),
  );
}

describe.each(paipin)('the product sheet %s', (name) => {
  test('is read with every oddity in it found', () => {
    expect(lines(preview(name))).toEqual([
      '4 ready product 福利款 MR-0601 3990/5990/3500 2400 2000 240',
      '5 ready product 福利款 YS-0020 1990/2990/1700 5000 1500 120',
      '6 ready product 福利款 MQ-0200 990/1990/850 3600 1200 120 full-width-read@F full-width-read@G',
      '8 ready product 爆款 LT-S010 12900/19900/11900 680 2200 360',
      '9 ready product 爆款 YJ-6C01 9900/16900/9200 1250 2000 300',
      '10 ready product 爆款 GN-0004 7900/12900/7000 900 1800 240',
      '11 ready product 爆款 WS-M012 4500/6900/4100 2000 2500 240 commission-read@J',
      '13 ready product 利润款 SJ-1801 89900/129900/84000 120 3000 480',
      '14 ready product 利润款 JJ-F205 26900/39900/25000 340 2800 360',
      '15 ready product 利润款 SD-K090 23900/35900/22000 260 2600 360',
      '16 ready product 利润款 XB-1520 29900/45900/28000 180 2700 300',
      '18 ready product 过款 MR-0030 990/1590/900 6000 1000 60',
      '19 ready product 过款 KZ-0050 2990/4900/2700 3000 1000 60',
      '20 ready product 过款 SJ-0805 3990/6900/3700 1800 1400 120 commission-read@J',
      '22 blocked product 返场 LT-S010 12900/19900/11900  2200 180 stock-not-tracked@I second-slot@D',
      '23 blocked product 返场  null/null/null    no-sku@D no-price@G stock-not-tracked@I',
      '24 blocked product 返场 KS-0005 null/5900/2800 800 1500 120 no-price@G',
      '25 blocked product 返场 WZ-0003 4900/3900/3000 500 1500 120 price-above-list@G',
      '26 ready product 返场 YP-0110 13900/22900/15000 90 2000 180 price-below-floor@G',
      '27 blocked product 返场 BR-0001 11900/19900/10500  2000 180 negative-stock@I',
    ]);
  });

  test('has its title rows, blank rows and totals row explained', () => {
    const { skipped, findings, counts, headerRow, problems } = preview(name);
    expect(skipped.map(({ row, code }) => `${row} ${code.replace('sheet/skipped-', '')}`)).toEqual([
      '1 title',
      '2 title',
      '7 blank',
      '12 blank',
      '17 blank',
      '21 blank',
      '28 blank',
      '29 totals',
    ]);
    expect(skipped[0]?.text).toBe('6月18日 直播排品表（第一场 19:00-23:00）');
    expect(findings).toEqual({
      title: '6月18日 直播排品表（第一场 19:00-23:00）',
      host: '阿宁',
      operator: '小周',
      targetFen: 50_000_000,
      timeRange: { start: '19:00', end: '23:00' },
      date: { year: null, month: 6, day: 18 },
    });
    expect({ counts, headerRow, problems }).toEqual({
      counts: { ready: 15, blocked: 5, warnings: 1, excluded: 0, skipped: 0 },
      headerRow: 3,
      problems: [],
    });
  });

  test('gives the same preview as its other forms', () => {
    const { fileName: _file, encoding: _encoding, sheets: _sheets, sheet: _sheet, ...rest } = preview(name);
    const {
      fileName: _file2,
      encoding: _encoding2,
      sheets: _sheets2,
      sheet: _sheet2,
      ...first
    } = preview(paipin[0] ?? '');
    expect(rest).toEqual(first);
  });

  test('is imported whole once every question is answered', () => {
    const warning = preview(name).rows.find(({ row }) => row === 25)?.problems[0]?.key ?? '';
    const answered = preview(name, {
      rows: {
        '1:22': { duplicate: 'second-slot' },
        '1:23': { include: false },
        '1:24': { cells: { price: '29.9' } },
        '1:25': { accepted: [warning] },
        '1:27': { cells: { stock: '5' } },
      },
    });
    const { products, slots } = acceptedProducts(answered);
    expect([products.length, slots.length]).toEqual([18, 19]);
    expect(slots[14]).toEqual({
      rowKey: '1:22',
      productRowKey: '1:8',
      sku: 'LT-S010',
      plannedSec: 180,
      type: '返场',
      remark: '库存同上',
    });
    expect(products.filter(({ needsSecondPerson }) => needsSecondPerson).map(({ sku }) => sku)).toEqual([
      'YP-0110',
    ]);
    expect(products[0]).toMatchObject({
      mechanics: '拍1发6 再送旅行装',
      points: ['干湿两用', '加厚不掉絮'],
      spec: '100抽*6',
    });
  });
});

test('the encodings are known', () => {
  expect(paipin.map((name) => preview(name).encoding)).toEqual(['workbook', 'utf-8', 'gb18030']);
});

test('240 groups, 80 of them with a robot, whose addresses stay off the screen', () => {
  const book = readBook('groups-240.csv', sample('groups-240.csv'));
  const reading = readGroups(book, {}, { allowLoopbackRobots: true });
  expect(reading.preview.counts).toMatchObject({ ready: 240, blocked: 0 });
  const groups = acceptedGroups(reading);
  expect(groups).toHaveLength(240);
  expect(groups.filter(({ robotUrl }) => robotUrl !== null)).toHaveLength(80);
  expect(groups[2]).toMatchObject({
    platform: 'wecom-internal',
    size: 231,
    robotUrl: 'http://127.0.0.1:4699/robot/3',
  });
  expect(JSON.stringify(reading.preview)).not.toContain('/robot/');
  expect(previewGroups(book, {}).counts).toMatchObject({ ready: 160, blocked: 80, warnings: 80 });
});

test('the real order file is right to the penny', () => {
  const {
    orders,
    rejected,
    lines: count,
  } = readOrderSheet('online-retail-2010-12-01_08.csv', sample('online-retail-2010-12-01_08.csv'));
  const paid = orders.filter(({ kind }) => kind === 'paid');
  const refunded = orders.filter(({ kind }) => kind === 'refunded');
  const sum = (list: typeof orders): number => list.reduce((total, { amountFen }) => total + amountFen, 0);
  expect({
    lines: count,
    orders: paid.length,
    refunds: refunded.length,
    gross: sum(paid),
    refundsFen: sum(refunded),
    net: sum(paid) - sum(refunded),
    gifts: paid.filter(({ amountFen }) => amountFen === 0).length,
    rejected: rejected.length,
  }).toEqual({
    lines: 19_632,
    orders: 756,
    refunds: 102,
    gross: 38_526_647,
    refundsFen: 6_031_015,
    net: 32_495_632,
    gifts: 29,
    rejected: 47,
  });
  expect(new Set(rejected.map(({ code }) => code))).toEqual(new Set(['order/not-a-sale']));
  expect(orders[0]).toMatchObject({ orderId: '536365', at: '2010-12-01T08:26:00Z', buyerId: '17850' });
});

test('a workbook with damaged bytes reads the same or not at all, and never throws anything but a SheetError', () => {
  const good = sample('paipin-618.xlsx');
  const whole = readBook('a.xlsx', good);
  const damage = fc.array(fc.record({ at: fc.nat(good.length - 1), byte: fc.nat(255) }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(damage, (bites) => {
      const bytes = Uint8Array.from(good);
      for (const { at, byte } of bites) bytes[at] = byte;
      try {
        const { sheets } = readBook('a.xlsx', bytes);
        expect(sheets.map(({ rows }) => rows)).toEqual(whole.sheets.map(({ rows }) => rows));
      } catch (error) {
        if (!(error instanceof SheetError)) throw error;
      }
    }),
    { numRuns: 300 },
  );
});

test('any bytes are read or refused with a code', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
      try {
        readBook('a.csv', bytes);
      } catch (error) {
        if (!(error instanceof SheetError)) throw error;
      }
    }),
  );
});
