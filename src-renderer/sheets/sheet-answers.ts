/** What the person says about a sheet, one saying at a time. Each function gives new answers and leaves the old alone. */
import type {
  DuplicateChoice,
  RowAnswer,
  SheetAnswers,
  SheetField,
  SheetPreview,
  SheetProblem,
} from '#shared/contract/sheet.ts';

export type SheetRow = SheetPreview['rows'][number];

function withRow(answers: SheetAnswers, rowKey: string, change: (row: RowAnswer) => RowAnswer): SheetAnswers {
  const rows = { ...answers.rows };
  const next = change(rows[rowKey] ?? {});
  if (Object.keys(next).length === 0) delete rows[rowKey];
  else rows[rowKey] = next;
  return { ...answers, rows };
}

/** `null` takes the correction back: the sheet's own text counts again. */
export function correctCell(
  answers: SheetAnswers,
  rowKey: string,
  field: SheetField,
  text: string | null,
): SheetAnswers {
  return withRow(answers, rowKey, ({ cells, ...row }) => {
    const { [field]: _replaced, ...others } = cells ?? {};
    const next = text === null ? others : { ...others, [field]: text };
    return Object.keys(next).length === 0 ? row : { ...row, cells: next };
  });
}

export function acceptWarning(
  answers: SheetAnswers,
  rowKey: string,
  key: string,
  accepted: boolean,
): SheetAnswers {
  return withRow(answers, rowKey, ({ accepted: before = [], ...row }) => {
    const others = before.filter((one) => one !== key);
    const next = accepted ? [...others, key] : others;
    return next.length === 0 ? row : { ...row, accepted: next };
  });
}

/** `null` opens the question again. */
export function chooseDuplicate(
  answers: SheetAnswers,
  rowKey: string,
  choice: DuplicateChoice | null,
): SheetAnswers {
  return withRow(answers, rowKey, ({ duplicate: _before, ...row }) =>
    choice === null ? row : { ...row, duplicate: choice },
  );
}

/** Leaves a row out, or takes it back as it was. */
export function leaveOut(answers: SheetAnswers, rowKey: string, out: boolean): SheetAnswers {
  return withRow(answers, rowKey, ({ include: _before, ...row }) => (out ? { ...row, include: false } : row));
}

export function leaveOutBlocked(answers: SheetAnswers, rows: readonly SheetRow[]): SheetAnswers {
  return rows
    .filter(({ state }) => state === 'blocked')
    .reduce((so, { rowKey }) => leaveOut(so, rowKey, true), answers);
}

export function acceptAll(
  answers: SheetAnswers,
  rows: readonly SheetRow[],
  code: SheetProblem['code'],
): SheetAnswers {
  let next = answers;
  for (const { rowKey, state, problems } of rows) {
    if (state !== 'blocked') continue;
    for (const problem of problems) {
      if (problem.code !== code || problem.severity !== 'warning' || problem.settled) continue;
      next = acceptWarning(next, rowKey, problem.key, true);
    }
  }
  return next;
}

export function mapColumn(answers: SheetAnswers, key: string, field: SheetField | 'ignore'): SheetAnswers {
  return { ...answers, mapping: { ...answers.mapping, [key]: field } };
}

/** Another sheet or header row has other columns: what was said about the old ones does not carry over. */
export function chooseSheet(answers: SheetAnswers, sheet: string): SheetAnswers {
  return { sheet, ...(answers.rows === undefined ? {} : { rows: answers.rows }) };
}

export function chooseHeaderRow(answers: SheetAnswers, headerRow: number): SheetAnswers {
  const { mapping: _old, ...kept } = answers;
  return { ...kept, headerRow };
}

/** True once something would be lost by leaving. */
export function hasSaid(answers: SheetAnswers): boolean {
  return Object.keys(answers.rows ?? {}).length > 0 || Object.keys(answers.mapping ?? {}).length > 0;
}

/** Reads a row as data that was taken for totals or for the header again. Row keys are `sheet number:row`. */
export function readAsData(
  answers: SheetAnswers,
  { sheets, sheet }: Pick<SheetPreview, 'sheets' | 'sheet'>,
  row: number,
): SheetAnswers {
  const number = sheets.findIndex(({ name }) => name === sheet) + 1;
  return withRow(answers, `${number}:${row}`, (before) => ({ ...before, include: true }));
}
