/** A spreadsheet as it was read, before anything in it is given a meaning. */

export type CellKind = 'text' | 'number' | 'formula' | 'empty' | 'error';

export interface Cell {
  readonly kind: CellKind;
  /** As the person sees it in their spreadsheet. */
  readonly text: string;
  /**
   * The number behind the text, in digits (`0.2` behind `20%`). For a date cell, `yyyy-mm-ddThh:mm:ss` by the
   * sheet's own clock. `null` for text.
   */
  readonly raw: string | null;
  /** With its leading `=`. Set only where kind is `formula`. */
  readonly formula: string | null;
  readonly format: 'percent' | 'date' | null;
  /** True below the first row of a vertically merged area: the cell repeats what stands at the area's top. */
  readonly merged: boolean;
}

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  /** `rows[0]` is row 1 of the sheet. Trailing empty rows and cells are cut off. */
  readonly rows: readonly (readonly Cell[])[];
}

export type BookEncoding = 'workbook' | 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

export interface Book {
  readonly fileName: string;
  readonly encoding: BookEncoding;
  readonly sheets: readonly Sheet[];
}

export const EMPTY_CELL: Cell = {
  kind: 'empty',
  text: '',
  raw: null,
  formula: null,
  format: null,
  merged: false,
};

export function textCell(text: string): Cell {
  return text === '' ? EMPTY_CELL : { ...EMPTY_CELL, kind: 'text', text };
}

/** `0` → `A`, `26` → `AA`. */
export function columnLetter(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

const invisibleAtEnds = /^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$/g;

/** The cell's words, without the spaces around them: full-width ones too, and those that nobody can see. */
export function shownText(cell: Cell): string {
  const text = cell.text.trim();
  return /[\u200b\u2060\ufeff]/.test(text) ? text.replace(invisibleAtEnds, '') : text;
}

/**
 * A product or order code as it was meant: a number cell written out in full however it is shown, and without the
 * `="…"` or `'` by which shop systems keep spreadsheets from turning codes in CSV into numbers.
 */
export function codeText(cell: Cell): string {
  const text = shownText(cell);
  const plainNumber = cell.kind === 'number' && cell.format === null && /^\d+$/.test(cell.raw ?? '');
  // `00123` in a number cell is a format that shows leading zeros: the code has them.
  if (plainNumber && !/^0\d+$/.test(text)) return cell.raw ?? '';
  return /^="([^"]*)"$/.exec(text)?.[1]?.trim() ?? text.replace(/^'(?=\d)/, '');
}

/** A row is blank when nothing of its own stands in it: a merged area reaching down from above does not count. */
export function isBlankRow(cells: readonly Cell[]): boolean {
  return cells.every((cell) => cell.merged || (shownText(cell) === '' && cell.kind !== 'formula'));
}
