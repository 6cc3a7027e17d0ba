import { type Book, EMPTY_CELL, type Sheet, shownText } from '#shared/domain/sheet/book.ts';
import { SheetError } from '#shared/domain/sheet/sheet-error.ts';
import { readDelimited } from './read-delimited.ts';
import { readWorkbook } from './read-workbook.ts';
import { decodeText } from './text-encoding.ts';

export interface BookLimits {
  readonly maxBytes: number;
  readonly maxRows: number;
}

/** Product and group sheets: far above what a show has, far below what would freeze a screen. */
export const sheetLimits: BookLimits = { maxBytes: 20_000_000, maxRows: 20_000 };

const MAX_COLUMNS = 200;

function startsWith(bytes: Uint8Array, ...magic: number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

/**
 * Reads a workbook (xlsx, xls) or delimited text (CSV, TSV; UTF-8, UTF-16, GB18030), told apart by the bytes and not
 * by the name. Nothing is given a meaning here.
 * @throws SheetError with a code of `sheetErrorCodes`, never an error of a library
 */
export function readBook(fileName: string, bytes: Uint8Array, limits: BookLimits = sheetLimits): Book {
  if (bytes.length === 0) throw new SheetError('sheet/empty');
  if (bytes.length > limits.maxBytes) {
    throw new SheetError('sheet/too-large', { limitMb: Math.floor(limits.maxBytes / 1_000_000) });
  }
  const packed = startsWith(bytes, 0x50, 0x4b, 0x03, 0x04);
  const compound = startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);
  if (packed || compound) {
    return checked({ fileName, encoding: 'workbook', sheets: readWorkbook(bytes, packed) }, limits);
  }
  const { encoding, text } = decodeText(bytes);
  const name = fileName.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '') || fileName;
  const rows = readDelimited(text, /\.tsv$/i.test(fileName), limits.maxRows, name);
  return checked({ fileName, encoding, sheets: [{ name, hidden: false, rows }] }, limits);
}

function checked(book: Book, { maxRows }: BookLimits): Book {
  const sheets = book.sheets.map(trimmed);
  for (const { name, rows } of sheets) {
    if (rows.length > maxRows) throw new SheetError('sheet/too-many-rows', { sheet: name, limit: maxRows });
    if (rows.some((cells) => cells.length > MAX_COLUMNS)) {
      throw new SheetError('sheet/too-many-columns', { sheet: name, limit: MAX_COLUMNS });
    }
  }
  if (sheets.every(({ rows }) => rows.length === 0)) throw new SheetError('sheet/empty');
  return { ...book, sheets };
}

/** Spreadsheets often keep thousands of formatted but empty rows and columns at the end: they are not content. */
function trimmed(sheet: Sheet): Sheet {
  const rows = sheet.rows.map((cells) => {
    let width = cells.length;
    while (width > 0 && isEmptyText(cells[width - 1] ?? EMPTY_CELL)) width -= 1;
    return cells.slice(0, width);
  });
  let height = rows.length;
  while (height > 0 && rows[height - 1]?.length === 0) height -= 1;
  return { ...sheet, rows: rows.slice(0, height) };
}

function isEmptyText(cell: Sheet['rows'][number][number]): boolean {
  return cell.kind !== 'formula' && shownText(cell) === '';
}
