import { crc32, deflateRawSync } from 'node:zlib';
import { type CellObject, CFB, utils, type WorkBook, type WorkSheet, write } from '@e965/xlsx';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import type { Book } from '#shared/domain/sheet/book.ts';
import { previewProducts } from '#shared/domain/sheet/product-preview.ts';
import { SheetError } from '#shared/domain/sheet/sheet-error.ts';
import { checkArchive } from './check-archive.ts';
import { readBook } from './read-book.ts';

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof SheetError) return `${error.code} ${JSON.stringify(error.params)}`;
    throw error;
  }
  return 'no error';
}

const texts = (book: Book): string[][] =>
  (book.sheets[0]?.rows ?? []).map((cells) => cells.map(({ text }) => text));

function workbook(
  sheets: Record<string, WorkSheet>,
  type: 'xlsx' | 'biff8' = 'xlsx',
  hidden: readonly string[] = [],
): Uint8Array {
  const book: WorkBook = utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) utils.book_append_sheet(book, sheet, name);
  book.Workbook = {
    Sheets: Object.keys(sheets).map((name) => ({ name, Hidden: hidden.includes(name) ? 1 : 0 })),
  };
  return new Uint8Array(write(book, { type: 'array', bookType: type, compression: true }));
}

const header = ['商品名称', '款号', '直播价', '库存', '佣金', '讲解时长', '类型'];

function priced(cells: Record<string, CellObject>, merges: WorkSheet['!merges'] = []): WorkSheet {
  const sheet = utils.aoa_to_sheet([
    header,
    ['柔巾', 'A1', 39.9, 10, 0.2, 4, '福利款'],
    ['浴巾', 'A2', 99, 5, 0.15, 5],
  ]);
  return Object.assign(sheet, cells, { '!merges': merges });
}

describe('text', () => {
  const csv = '群名称,人数\r\n一群,"1,000"\r\n\r\n二群,2\r\n\r\n,\r\n';
  const rows = [['群名称', '人数'], ['一群', '1,000'], [], ['二群', '2']];

  test.each<[string, Uint8Array, string]>([
    ['UTF-8', Buffer.from(csv), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${csv}`), 'utf-8'],
    ['GB18030', iconv.encode(csv, 'gb18030'), 'gb18030'],
    ['UTF-16LE', iconv.encode(csv, 'utf-16le', { addBOM: true }), 'utf-16le'],
    ['UTF-16BE', iconv.encode(csv, 'utf-16be', { addBOM: true }), 'utf-16be'],
    ['tabs', Buffer.from(csv.replaceAll(',', '\t')), 'utf-8'],
    ['semicolons', Buffer.from(csv.replaceAll(',', ';')), 'utf-8'],
    ['a sep line', Buffer.from(`sep=;\n${csv.replaceAll(',', ';')}`), 'utf-8'],
    ['line feeds', Buffer.from(csv.replaceAll('\r', '')), 'utf-8'],
    ['carriage returns', Buffer.from(csv.replaceAll('\n', '')), 'utf-8'],
  ])('in %s', (_name, bytes, encoding) => {
    const book = readBook('群.csv', bytes);
    expect(book.encoding).toBe(encoding);
    expect(texts(book).map((cells) => cells.map((text) => text.replace(/^1[;\t]000$/, '1,000')))).toEqual(
      rows,
    );
    expect(book.sheets[0]?.name).toBe('群');
  });

  test('a .tsv is separated by tabs, whatever else is in it', () => {
    expect(texts(readBook('a.tsv', Buffer.from('a,b,c\td,e')))).toEqual([['a,b,c', 'd,e']]);
  });

  test('line breaks and quotes inside quotes are kept', () => {
    expect(texts(readBook('a.csv', Buffer.from('"a\r\nb","5"" 巾"\nc,d')))).toEqual([
      ['a\nb', '5" 巾'],
      ['c', 'd'],
    ]);
  });

  test('quotes that do not match are refused with their row', () => {
    expect(codeOf(() => readBook('a.csv', Buffer.from('a,b\n1,"2\n3,4\n')))).toBe(
      'sheet/broken-quotes {"row":2}',
    );
    expect(codeOf(() => readBook('a.csv', Buffer.from('a,b\n1,"2"x\n3,4\n')))).toBe(
      'sheet/broken-quotes {"row":2}',
    );
  });

  test('limits', () => {
    const limits = { maxBytes: 1_000_000, maxRows: 3 };
    expect(codeOf(() => readBook('a.csv', Buffer.from('a\n1\n2\n3\n'), limits))).toBe(
      'sheet/too-many-rows {"sheet":"a","limit":3}',
    );
    expect(codeOf(() => readBook('a.csv', Buffer.from('a\n1\n2\n\n \n'), limits))).toBe('no error');
    expect(codeOf(() => readBook('a.csv', Buffer.alloc(1_000_001, 'a'), limits))).toBe(
      'sheet/too-large {"limitMb":1}',
    );
    expect(codeOf(() => readBook('a.csv', Buffer.from(`${'a,'.repeat(200)}a`)))).toBe(
      'sheet/too-many-columns {"sheet":"a","limit":200}',
    );
  });

  test.each<[string, Uint8Array]>([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46])],
    ['a web page', Buffer.from('<html><table><tr><td>1')],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj')],
    ['broken bytes', Buffer.from([0xc4, 0x20, 0xff, 0xff])],
  ])('%s is not a sheet', (_name, bytes) => {
    expect(codeOf(() => readBook('a.xlsx', bytes))).toBe('sheet/not-a-sheet {}');
  });

  test('nothing is nothing', () => {
    for (const text of ['', '\ufeff', '\n\n', ' , ,\n'])
      expect(codeOf(() => readBook('a.csv', Buffer.from(text)))).toBe('sheet/empty {}');
  });
});

describe('workbooks', () => {
  test('keep formulas, percent formats, dates, errors and the number behind a text', () => {
    const sheet = priced({
      C2: { t: 'n', v: 39.9, f: 'D2*3.99' },
      C3: { t: 'n', v: 99, z: '"¥"0.00' },
      E2: { t: 'n', v: 0.2, z: '0%' },
      D3: { t: 'e', v: 0x2a },
      F2: { t: 'n', v: 46_191.8125, z: 'yyyy/m/d h:mm' },
    });
    const cells = readBook('a.xlsx', workbook({ 排品: sheet })).sheets[0]?.rows ?? [];
    expect(cells[1]?.[2]).toMatchObject({ kind: 'formula', raw: '39.9', formula: '=D2*3.99' });
    expect(cells[2]?.[2]).toMatchObject({ kind: 'number', text: '¥99.00', raw: '99', format: null });
    expect(cells[1]?.[4]).toMatchObject({ kind: 'number', text: '20%', raw: '0.2', format: 'percent' });
    expect(cells[2]?.[3]).toMatchObject({ kind: 'error', text: '#N/A' });
    expect(cells[1]?.[5]).toMatchObject({ kind: 'number', raw: '2026-06-18T19:30:00', format: 'date' });
  });

  test('a formula in a price is asked with its value; text stays text', () => {
    const sheet = priced({
      C2: { t: 'n', v: 39.9, f: 'D2*3.99' },
      B3: { t: 's', v: '=SUM(A1)' },
      C3: { t: 's', v: '1e3' },
      E2: { t: 'n', v: 0.2, z: '0%' },
    });
    const { rows } = previewProducts(readBook('a.xlsx', workbook({ 排品: sheet })), {});
    expect(rows[0]?.problems[0]).toMatchObject({
      code: 'sheet/formula',
      candidate: '39.9',
      params: { formula: '=D2*3.99' },
    });
    expect(rows[0]?.values.commissionBp).toBe(2000);
    expect(rows[1]?.problems.map(({ code, candidate }) => [code, candidate])).toContainEqual([
      'sheet/scientific',
      '1000',
    ]);
    expect(rows[1]?.values.sku).toBe('=SUM(A1)');
  });

  test('a merged type reaches down its block; a merged price is asked', () => {
    const down = (column: number) => ({ s: { r: 1, c: column }, e: { r: 2, c: column } });
    const { rows } = previewProducts(
      readBook('a.xlsx', workbook({ 排品: priced({ C3: { t: 'z' } }, [down(6), down(2)]) })),
      {},
    );
    expect(rows[1]?.values.type).toBe('福利款');
    expect(rows[1]?.problems.map(({ code }) => code)).toEqual([
      'sheet/merged-number',
      'sheet/type-carried',
      'sheet/commission-read',
    ]);
  });

  test('several sheets, hidden ones marked and not chosen', () => {
    const old = utils.aoa_to_sheet([
      header,
      ...Array.from({ length: 9 }, (_, at) => ['旧', `B${at}`, 1, 1, 0.1, 1]),
    ]);
    const book = readBook(
      'a.xlsx',
      workbook({ 说明: utils.aoa_to_sheet([['请看第三张']]), 旧表: old, 排品: priced({}) }, 'xlsx', ['旧表']),
    );
    expect(book.sheets.map(({ name, hidden, rows }) => [name, hidden, rows.length])).toEqual([
      ['说明', false, 1],
      ['旧表', true, 10],
      ['排品', false, 3],
    ]);
    expect(previewProducts(book, {}).sheet).toBe('排品');
    expect(previewProducts(book, { sheet: '旧表' }).rows).toHaveLength(9);
  });

  test('the old xls form is read too', () => {
    const { rows } = previewProducts(readBook('a.xls', workbook({ 排品: priced({}) }, 'biff8')), {});
    expect(rows.map(({ values }) => values.priceFen)).toEqual([3990, 9900]);
  });

  test('formatted rows without content do not count', () => {
    const sheet = priced({ A30000: { t: 's', v: ' ' } });
    sheet['!ref'] = 'A1:G30000';
    expect(readBook('a.xlsx', workbook({ 排品: sheet })).sheets[0]?.rows).toHaveLength(3);
    const full = priced({ A30000: { t: 's', v: 'x' } });
    full['!ref'] = 'A1:G30000';
    expect(codeOf(() => readBook('a.xlsx', workbook({ 排品: full })))).toBe(
      'sheet/too-many-rows {"sheet":"排品","limit":20000}',
    );
  });

  test('damaged, protected and other files have a code and no stack', () => {
    const good = workbook({ 排品: priced({}) });
    expect(codeOf(() => readBook('a.xlsx', good.slice(0, 2000)))).toBe('sheet/unreadable {}');
    const bitten = good.slice();
    bitten.fill(0xaa, 60, 400);
    expect(codeOf(() => readBook('a.xlsx', bitten))).toBe('sheet/unreadable {}');
    const locked = CFB.utils.cfb_new();
    CFB.utils.cfb_add(locked, '/EncryptionInfo', Buffer.from([4, 0, 4, 0, 0x40, 0, 0, 0]));
    CFB.utils.cfb_add(locked, '/EncryptedPackage', Buffer.alloc(64));
    const lockedBytes = Buffer.from(CFB.write(locked, { type: 'buffer' }) as Uint8Array);
    expect(codeOf(() => readBook('a.xlsx', lockedBytes))).toBe('sheet/password {}');
    expect(codeOf(() => readBook('a.docx', zipOf('word/document.xml', Buffer.from('<w/>'))))).toBe(
      'sheet/not-a-sheet {}',
    );
    expect(
      codeOf(() => readBook('a.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))),
    ).toMatch(/sheet\/(unreadable|not-a-sheet)/);
  });
});

/** One deflated entry; `claim` is what the archive says of its unpacked length. */
function zipOf(name: string, content: Buffer, claim = content.length): Buffer {
  const packed = deflateRawSync(content);
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(crc32(content), 0);
  sizes.writeUInt32LE(packed.length, 4);
  sizes.writeUInt32LE(claim, 8);
  const nameBytes = Buffer.from(name);
  const lengths = Buffer.from([nameBytes.length, 0, 0, 0]);
  const common = Buffer.concat([Buffer.from([20, 0, 0, 0, 8, 0, 0, 0, 0, 0]), sizes, lengths]);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, nameBytes, packed]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02'),
    Buffer.from([20, 0]),
    common,
    Buffer.alloc(14),
    nameBytes,
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

describe('archives', () => {
  const bomb = (claim?: number): Buffer => zipOf('xl/workbook.xml', Buffer.alloc(3_000_000), claim);

  test('that unpack to more than allowed are refused, whatever they say of themselves', () => {
    expect(checkArchive(bomb())).toEqual(['xl/workbook.xml']);
    expect(codeOf(() => checkArchive(bomb(), 1_000_000))).toBe('sheet/too-large-inside {"limitMb":1}');
    expect(codeOf(() => checkArchive(bomb(10), 1_000_000))).toBe('sheet/too-large-inside {"limitMb":1}');
    expect(codeOf(() => checkArchive(bomb(0xfffffff0)))).toBe('sheet/unreadable {}');
  });

  test('that are cut short or lie about their entries are refused', () => {
    expect(codeOf(() => checkArchive(bomb().subarray(0, 100)))).toBe('sheet/unreadable {}');
    const lying = bomb();
    lying.writeUInt16LE(0, 8);
    expect(codeOf(() => checkArchive(lying))).toBe('sheet/unreadable {}');
  });
});
