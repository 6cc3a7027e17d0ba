import type { ProductRow, RowState, SheetField, SheetPreview, SheetProblem } from '../../contract/sheet.ts';
import { type Book, shownText } from './book.ts';
import { maskRobot } from './columns.ts';
import type { DataRow, Layout } from './layout.ts';

const RAW_LENGTH = 200;

/** The part of a preview that is the same for every kind of sheet. */
export function previewFrame(
  book: Book,
  layout: Layout,
  problems: SheetProblem[],
  rows: readonly Pick<ProductRow, 'state' | 'problems'>[],
): Omit<SheetPreview, 'kind' | 'rows'> {
  const count = (state: RowState): number => rows.filter((row) => row.state === state).length;
  const warnings = rows
    .filter(({ state }) => state === 'blocked')
    .flatMap((row) => row.problems)
    .filter(({ severity, settled }) => severity === 'warning' && !settled).length;
  const [ready, blocked] = [count('ready'), count('blocked')];
  return {
    fileName: book.fileName,
    encoding: book.encoding,
    sheets: book.sheets.map(({ name, rows: lines, hidden }) => ({ name, rows: lines.length, hidden })),
    sheet: layout.sheet.name,
    headerRow: layout.headerRow,
    headerFingerprint: layout.headerFingerprint,
    mappingRemembered: layout.mappingRemembered,
    columns: [...layout.columns],
    skipped: [...layout.skipped],
    problems,
    counts: { ready, blocked, warnings, excluded: count('excluded'), skipped: count('skipped') },
    findings: layout.findings,
    importable: ready > 0 && blocked === 0 && problems.every(({ severity }) => severity !== 'error'),
  };
}

/** The row's texts as in the sheet, and which of them the person replaced. */
export function rawTexts(source: DataRow): Pick<ProductRow, 'raw' | 'corrected'> {
  const raw: Partial<Record<SheetField, string>> = {};
  for (const [field, cell] of source.original) {
    const text = shownText(cell);
    if (text !== '') raw[field] = (field === 'robot' ? maskRobot(text) : text).slice(0, RAW_LENGTH);
  }
  return { raw, corrected: Object.keys(source.answer.cells ?? {}) as SheetField[] };
}
