/**
 * Where things stand in a sheet: which sheet of the book, which row is the header, what each column means, which
 * rows hold data and which do not, and why. Computed anew from the book and the person's answers each time.
 */
import type {
  RowAnswer,
  SheetAnswers,
  SheetColumn,
  SheetField,
  SheetKind,
  SkippedRow,
  TitleFindings,
} from '../../contract/sheet.ts';
import { type Book, type Cell, EMPTY_CELL, isBlankRow, type Sheet, shownText, textCell } from './book.ts';
import { headerFingerprint, headerWord, maskAddresses, readColumns } from './columns.ts';
import { chooseSheet, findHeaderRow } from './find-header.ts';
import type { SkipCode } from './problem-codes.ts';
import { readTitleRows, titleTexts } from './title-findings.ts';

export interface DataRow {
  readonly row: number;
  readonly rowKey: string;
  readonly answer: RowAnswer;
  /** As in the sheet. */
  readonly original: ReadonlyMap<SheetField, Cell>;
  /** With the person's corrections laid over it. */
  cell(field: SheetField): Cell;
  /** The type of the block's first row, where this row's own is blank. */
  readonly carriedType: string | null;
}

export interface Layout {
  readonly kind: SheetKind;
  readonly sheet: Sheet;
  readonly headerRow: number;
  readonly headerFingerprint: string;
  readonly mappingRemembered: boolean;
  readonly columns: readonly SheetColumn[];
  readonly columnOf: ReadonlyMap<SheetField, SheetColumn>;
  readonly rivals: readonly { readonly column: SheetColumn; readonly field: SheetField }[];
  readonly findings: TitleFindings;
  readonly skipped: readonly SkippedRow[];
  readonly data: readonly DataRow[];
}

export type RememberedMapping = Readonly<Record<string, string>>;

const totalsWord =
  /^(合计|总计|小计|总和|汇总|本场合计|全场合计|total|totals|subtotal|sub total|grand total|sum)\s*[:：]?$/i;
const SKIP_TEXT_LENGTH = 120;

/** @throws SheetError `sheet/no-such-sheet` */
export function layOut(
  book: Book,
  kind: SheetKind,
  answers: SheetAnswers,
  remembered: RememberedMapping = {},
): Layout {
  const sheet = chooseSheet(book, kind, answers.sheet);
  const headerRow = Math.min(
    answers.headerRow ?? findHeaderRow(sheet, kind).row,
    Math.max(sheet.rows.length, 1),
  );
  const header = sheet.rows[headerRow - 1] ?? [];
  const below = sheet.rows.slice(headerRow);
  const { columns, rivals } = readColumns(header, below, kind, { said: answers.mapping ?? {}, remembered });
  const columnOf = new Map<SheetField, SheetColumn>();
  for (const column of columns) if (column.field !== null) columnOf.set(column.field, column);
  const skips = new SkipList();
  const above = sheet.rows.slice(0, headerRow - 1);
  for (const [at, cells] of above.entries()) {
    skips.add(at + 1, isBlankRow(cells) ? 'sheet/skipped-blank' : 'sheet/skipped-title', cells);
  }
  const words = header.map((cell) => headerWord(shownText(cell)));
  const data: DataRow[] = [];
  let blockType: string | null = null;
  for (const [at, cells] of below.entries()) {
    const row = headerRow + 1 + at;
    const rowKey = `${book.sheets.indexOf(sheet) + 1}:${row}`;
    const answer = answers.rows?.[rowKey] ?? {};
    const code = skipCode(cells, words, columnOf, answer);
    if (code !== null) {
      skips.add(row, code, cells);
      if (code === 'sheet/skipped-blank') blockType = null;
      continue;
    }
    const original = cellsByField(cells, columnOf);
    const ownType = shownText(original.get('type') ?? EMPTY_CELL);
    data.push({
      row,
      rowKey,
      answer,
      original,
      cell: corrected(original, answer),
      carriedType: ownType === '' ? blockType : null,
    });
    if (ownType !== '') blockType = ownType;
  }
  return {
    kind,
    sheet,
    headerRow,
    headerFingerprint: headerFingerprint(kind, columns),
    mappingRemembered: columns.some(({ key }) => Object.hasOwn(remembered, key)),
    columns,
    columnOf,
    rivals,
    findings: readTitleRows(above),
    skipped: skips.list,
    data,
  };
}

function skipCode(
  cells: readonly Cell[],
  header: readonly string[],
  columnOf: ReadonlyMap<SheetField, SheetColumn>,
  answer: RowAnswer,
): SkipCode | null {
  if (isBlankRow(cells)) return 'sheet/skipped-blank';
  if (answer.include === true) return null;
  if (isHeaderAgain(cells, header)) return 'sheet/skipped-header';
  const first = cells.find((cell) => !cell.merged && shownText(cell) !== '');
  const sku = columnOf.get('sku');
  const hasSku = sku !== undefined && shownText(cells[sku.index] ?? EMPTY_CELL) !== '';
  return first !== undefined && totalsWord.test(shownText(first)) && !hasSku ? 'sheet/skipped-totals' : null;
}

/** Long sheets repeat their header for printing: every filled cell stands under its own word. */
function isHeaderAgain(cells: readonly Cell[], header: readonly string[]): boolean {
  let same = 0;
  for (const [at, cell] of cells.entries()) {
    const text = shownText(cell);
    if (text === '') continue;
    if (header[at] === undefined || header[at] === '' || headerWord(text) !== header[at]) return false;
    same += 1;
  }
  return same >= 2;
}

function cellsByField(
  cells: readonly Cell[],
  columnOf: ReadonlyMap<SheetField, SheetColumn>,
): Map<SheetField, Cell> {
  const byField = new Map<SheetField, Cell>();
  for (const [field, { index }] of columnOf) byField.set(field, cells[index] ?? EMPTY_CELL);
  return byField;
}

function corrected(original: ReadonlyMap<SheetField, Cell>, answer: RowAnswer): (field: SheetField) => Cell {
  return (field) => {
    const text = answer.cells?.[field];
    return text === undefined ? (original.get(field) ?? EMPTY_CELL) : textCell(text);
  };
}

/** Runs of rows skipped for the same plain reason become one entry, so that a gap of a thousand rows is one line. */
class SkipList {
  readonly list: SkippedRow[] = [];

  add(row: number, code: SkipCode, cells: readonly Cell[]): void {
    const last = this.list.at(-1);
    if (code === 'sheet/skipped-blank' && last?.code === code && last.lastRow === row - 1) {
      this.list[this.list.length - 1] = { ...last, lastRow: row };
      return;
    }
    const text = maskAddresses(titleTexts(cells).join(' ').slice(0, 600)).slice(0, SKIP_TEXT_LENGTH);
    this.list.push({ row, lastRow: row, code, text });
  }
}
