/** What is still open in a sheet, in reading order, and what can be settled in one go. */
import type { SheetColumn, SheetPreview, SheetProblem } from '#shared/contract/sheet.ts';
import type { SheetRow } from './sheet-answers.ts';

export interface OpenProblem {
  readonly rowKey: string;
  readonly problem: SheetProblem;
}

/** The person must still do something about it. */
export function isOpen({ severity, settled }: SheetProblem): boolean {
  return severity === 'error' || ((severity === 'question' || severity === 'warning') && !settled);
}

/** Worth a line of its own: open, settled by the person, or imported with a condition. Notes only mark their cell. */
export function isShown({ severity }: SheetProblem): boolean {
  return severity !== 'note';
}

export function openProblems(rows: readonly SheetRow[]): OpenProblem[] {
  return rows
    .filter(({ state }) => state === 'blocked')
    .flatMap(({ rowKey, problems }) =>
      problems.filter(isOpen).map((problem): OpenProblem => ({ rowKey, problem })),
    );
}

/** Columns whose meaning nobody has said: they come first, because every row depends on them. */
export function unknownColumns(preview: SheetPreview): SheetColumn[] {
  return preview.columns.filter(({ field, ignored }) => field === null && !ignored);
}

/** Errors of the sheet as a whole, such as two columns for one field. */
export function sheetErrors(preview: SheetPreview): SheetProblem[] {
  return preview.problems.filter(isOpen);
}

export interface WarningKind {
  readonly code: SheetProblem['code'];
  readonly count: number;
}

/** Kinds of warnings not yet accepted, the most frequent first. */
export function warningKinds(rows: readonly SheetRow[]): WarningKind[] {
  const counts = new Map<SheetProblem['code'], number>();
  for (const { problem } of openProblems(rows)) {
    if (problem.severity === 'warning') counts.set(problem.code, (counts.get(problem.code) ?? 0) + 1);
  }
  return [...counts].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count);
}

/**
 * The open problem after (or before) the current one, going round; the first (or last) when there is no current one.
 * @param current index, or -1
 */
export function stepProblem(count: number, current: number, step: 1 | -1): number {
  if (count === 0) return -1;
  if (current < 0) return step === 1 ? 0 : count - 1;
  return (current + step + count) % count;
}

/** Everything that stands between the person and the import, counted once. */
export function openCount(preview: SheetPreview): number {
  return openProblems(preview.rows).length + unknownColumns(preview).length + sheetErrors(preview).length;
}

/** What the import would bring. */
export function harvest(preview: SheetPreview): { products: number; slots: number; groups: number } {
  if (preview.kind === 'groups')
    return { products: 0, slots: 0, groups: preview.rows.filter(({ state }) => state === 'ready').length };
  const ready = preview.rows.filter(({ state, becomes }) => state === 'ready' && becomes !== 'nothing');
  const products = ready.filter(({ becomes }) => becomes === 'product').length;
  return { products, slots: ready.length, groups: 0 };
}
