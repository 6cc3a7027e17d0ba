import type { SheetField, SheetKind } from '../../contract/sheet.ts';
import { type Book, type Cell, type Sheet, shownText } from './book.ts';
import { fieldOf, headerWords } from './columns.ts';
import { SheetError } from './sheet-error.ts';

/** Title rows above a header are a few; a header further down is named by the person. */
const LOOK_ROWS = 30;

interface HeaderGuess {
  /** 1-based. */
  readonly row: number;
  /** Number of fields that the row's words name. */
  readonly score: number;
}

/** The row whose words name most fields; without any, the first row that is all words and the widest of them. */
export function findHeaderRow(sheet: Sheet, kind: SheetKind): HeaderGuess {
  const words = headerWords[kind];
  let best: HeaderGuess = { row: 1, score: 0 };
  const rows = sheet.rows.slice(0, LOOK_ROWS);
  for (const [at, cells] of rows.entries()) {
    const fields = new Set<SheetField>();
    for (const cell of cells) {
      const field = cell.kind === 'text' && !cell.merged ? fieldOf(shownText(cell), words) : null;
      if (field !== null) fields.add(field);
    }
    if (fields.size > best.score) best = { row: at + 1, score: fields.size };
  }
  return best.score >= 2 || (best.score === 1 && widest(rows) <= 2)
    ? best
    : { row: wordsRow(rows), score: 0 };
}

function differentWords(cells: readonly Cell[]): number {
  const texts = cells.map(shownText).filter((text) => text !== '');
  const wordy = texts.every((text) => !/^[\s\d.,%¥￥+-]+$/.test(text));
  return wordy ? new Set(texts).size : 0;
}

function widest(rows: readonly (readonly Cell[])[]): number {
  return Math.max(0, ...rows.map(differentWords));
}

function wordsRow(rows: readonly (readonly Cell[])[]): number {
  const most = widest(rows);
  const at = rows.findIndex((cells) => differentWords(cells) === most);
  return at < 0 ? 1 : at + 1;
}

/**
 * The sheet the person named, or the visible one that looks most like what is asked for.
 * @throws SheetError `sheet/no-such-sheet`
 */
export function chooseSheet(book: Book, kind: SheetKind, name: string | undefined): Sheet {
  if (name !== undefined) {
    const named = book.sheets.find((sheet) => sheet.name === name);
    if (named === undefined) throw new SheetError('sheet/no-such-sheet', { name });
    return named;
  }
  const visible = book.sheets.filter(({ hidden }) => !hidden);
  const ranked = (visible.length > 0 ? visible : book.sheets)
    .map((sheet) => ({ sheet, guess: findHeaderRow(sheet, kind) }))
    .map(({ sheet, guess }) => ({
      sheet,
      score: guess.score,
      below: Math.max(0, sheet.rows.length - guess.row),
    }))
    .sort((a, b) => Number(b.below > 0) - Number(a.below > 0) || b.score - a.score || b.below - a.below);
  const best = ranked[0];
  if (best === undefined) throw new SheetError('sheet/empty');
  return best.sheet;
}
