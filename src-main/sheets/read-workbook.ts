import { type CellObject, type Range, read, SSF, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { type Cell, EMPTY_CELL, type Sheet } from '#shared/domain/sheet/book.ts';
import { SheetError } from '#shared/domain/sheet/sheet-error.ts';
import { checkArchive } from './check-archive.ts';

/** Cells a merged area may repeat into: nobody merges more on purpose. */
const MAX_MERGED_ROWS = 2_000;

/** @throws SheetError `sheet/password`, `sheet/not-a-sheet`, `sheet/unreadable`, `sheet/too-large-inside` */
export function readWorkbook(bytes: Uint8Array, packed: boolean): Sheet[] {
  if (packed) {
    const names = checkArchive(bytes);
    const isBook = names.some(
      (name) => /(?:^|\/)workbook\.(?:xml|bin)$/i.test(name) || /^content\.xml$/i.test(name),
    );
    if (!isBook) throw new SheetError('sheet/not-a-sheet');
  }
  const book = parse(bytes);
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  const sheets: Sheet[] = [];
  for (const [at, name] of book.SheetNames.entries()) {
    const sheet = book.Sheets[name];
    // A chart sheet has no cells.
    if (sheet === undefined || sheet['!type'] === 'chart') continue;
    const hidden = (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0;
    sheets.push({ name, hidden, rows: rowsOf(sheet, date1904) });
  }
  return sheets;
}

function parse(bytes: Uint8Array): WorkBook {
  try {
    return read(bytes, {
      type: 'array',
      dense: true,
      cellFormula: true,
      cellNF: true,
      cellText: true,
      cellHTML: false,
    });
  } catch (error) {
    // The library has no codes: its message is the only sign of a password.
    const message = error instanceof Error ? error.message : '';
    if (/password|encrypt/i.test(message)) throw new SheetError('sheet/password');
    if (/unsupported|cannot find|not a spreadsheet/i.test(message)) throw new SheetError('sheet/not-a-sheet');
    throw new SheetError('sheet/unreadable');
  }
}

function rowsOf(sheet: WorkSheet, date1904: boolean): Cell[][] {
  const rows: Cell[][] = [];
  const data: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet['!data'] ?? [];
  for (let row = 0; row < data.length; row += 1) {
    const cells: Cell[] = [];
    const found = data[row] ?? [];
    for (let column = 0; column < found.length; column += 1) {
      const cell = found[column];
      cells.push(cell === undefined ? EMPTY_CELL : toCell(cell, date1904));
    }
    rows.push(cells);
  }
  for (const range of sheet['!merges'] ?? []) repeatDown(rows, range);
  return rows;
}

/** A vertically merged area says the same for all of its rows. Its width says nothing: titles are merged so. */
function repeatDown(rows: Cell[][], { s: top, e: bottom }: Range): void {
  const cell = rows[top.r]?.[top.c];
  if (cell === undefined || cell.text === '') return;
  const last = Math.min(bottom.r, top.r + MAX_MERGED_ROWS, rows.length - 1);
  for (let row = top.r + 1; row <= last; row += 1) {
    const cells = rows[row];
    if (cells === undefined) continue;
    while (cells.length <= top.c) cells.push(EMPTY_CELL);
    cells[top.c] = { ...cell, merged: true };
  }
}

function formatOf({ t: type, z: format }: CellObject): Cell['format'] {
  const pattern = String(format ?? '');
  if (type === 'd' || (pattern !== '' && SSF.is_date(pattern))) return 'date';
  return /%/.test(pattern.replace(/"[^"]*"|\\./g, '')) ? 'percent' : null;
}

function toCell(cell: CellObject, date1904: boolean): Cell {
  const format = cell.t === 'n' || cell.t === 'd' ? formatOf(cell) : null;
  const text = String(cell.w ?? (cell.t === 'z' ? '' : (cell.v ?? '')));
  const raw = rawOf(cell, format, date1904);
  if (cell.f !== undefined && !(cell.t === 's' && cell.v === '')) {
    return { kind: 'formula', text, raw, formula: `=${cell.f}`, format, merged: false };
  }
  if (cell.t === 'e') return { ...EMPTY_CELL, kind: 'error', text };
  if (text === '' && raw === null) return EMPTY_CELL;
  return {
    kind: cell.t === 'n' || cell.t === 'd' ? 'number' : 'text',
    text,
    raw,
    formula: null,
    format,
    merged: false,
  };
}

function rawOf({ t: type, v: value }: CellObject, format: Cell['format'], date1904: boolean): string | null {
  if (type !== 'n' || typeof value !== 'number') return null;
  if (format !== 'date') return String(value);
  const parts: unknown = SSF.parse_date_code(value, { date1904 });
  if (typeof parts !== 'object' || parts === null) return String(value);
  const { y, m, d, H, M, S } = parts as Record<'y' | 'm' | 'd' | 'H' | 'M' | 'S', number>;
  const two = (part: number): string => String(Math.floor(part)).padStart(2, '0');
  return `${String(y).padStart(4, '0')}-${two(m)}-${two(d)}T${two(H)}:${two(M)}:${two(S)}`;
}
