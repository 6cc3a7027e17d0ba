/** Ties findings to their row and column, and says what is still open. */
import type { DuplicateChoice, RowState, SheetField, SheetProblem } from '../../contract/sheet.ts';
import type { DataRow, Layout } from './layout.ts';
import { type Finding, finding } from './number-text.ts';
import { type ProblemCode, problemSeverities } from './problem-codes.ts';

export type Tell = (field: SheetField | null, found: Finding, choices?: readonly DuplicateChoice[]) => void;

function toProblem(
  layout: Layout,
  row: DataRow | null,
  field: SheetField | null,
  found: Finding,
): SheetProblem {
  const column = field === null ? undefined : layout.columnOf.get(field);
  const key = [found.code, field ?? '', ...Object.values(found.params)].join('|').slice(0, 500);
  const severity = problemSeverities[found.code];
  return {
    key,
    code: found.code,
    severity,
    row: row?.row ?? null,
    column: column === undefined ? null : { letter: column.letter, header: column.header },
    field,
    params: { ...found.params },
    candidate: found.candidate,
    choices: [],
    settled: severity === 'warning' && (row?.answer.accepted?.includes(key) ?? false),
  };
}

/** A function that notes a row's problems down in `problems`. */
export function problemsOf(layout: Layout, row: DataRow, problems: SheetProblem[]): Tell {
  return (field, found, choices = []) => {
    const chosen = row.answer.duplicate;
    const problem = toProblem(layout, row, field, found);
    const settled = problem.settled || (chosen !== undefined && choices.includes(chosen));
    problems.push({ ...problem, choices: [...choices], settled });
  };
}

/** Something is left for the person to do before the row may be imported. */
export function isOpen(problem: SheetProblem): boolean {
  return (
    problem.severity === 'error' ||
    ((problem.severity === 'question' || problem.severity === 'warning') && !problem.settled)
  );
}

export function stateOf(row: DataRow, problems: readonly SheetProblem[]): RowState {
  if (row.answer.include === false) return 'excluded';
  return problems.some(isOpen) ? 'blocked' : 'ready';
}

/**
 * About the sheet as a whole: columns that are missing or claimed twice, and what was remembered. `absent` says what
 * it means if a column that may be missing is.
 */
export function sheetProblems(
  layout: Layout,
  needed: readonly SheetField[],
  absent: readonly (readonly [SheetField, ProblemCode])[] = [],
): SheetProblem[] {
  const problems: SheetProblem[] = [];
  for (const { column, field } of layout.rivals) {
    const other = layout.columnOf.get(field);
    const params = { header: column.header, other: other?.header ?? '', otherLetter: other?.letter ?? '' };
    const problem = toProblem(layout, null, field, finding('sheet/two-columns', params));
    problems.push({ ...problem, column: { letter: column.letter, header: column.header } });
  }
  for (const field of needed) {
    if (!layout.columnOf.has(field))
      problems.push(toProblem(layout, null, null, finding('sheet/column-missing', { field })));
  }
  for (const [field, code] of absent) {
    if (!layout.columnOf.has(field)) problems.push(toProblem(layout, null, field, finding(code)));
  }
  if (layout.mappingRemembered)
    problems.push(toProblem(layout, null, null, finding('sheet/mapping-remembered')));
  return problems;
}

/** What the import takes at once; said here, before the person has settled every row. */
export function tooManyEntries(
  layout: Layout,
  rows: readonly { readonly state: RowState }[],
  limit: number,
): SheetProblem[] {
  const count = rows.filter(({ state }) => state === 'ready' || state === 'blocked').length;
  return count > limit
    ? [toProblem(layout, null, null, finding('sheet/too-many-entries', { count, limit }))]
    : [];
}
