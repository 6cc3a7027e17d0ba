import papa from 'papaparse';
import { type Cell, textCell } from '#shared/domain/sheet/book.ts';
import { SheetError } from '#shared/domain/sheet/sheet-error.ts';

const DELIMITERS = [',', '\t', ';', '|'];
const LOOK_LENGTH = 64_000;

/** The delimiter that occurs most outside quotes; a comma where none does. */
function delimiterOf(text: string): string {
  const counts = new Map(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  for (const char of text.slice(0, LOOK_LENGTH)) {
    if (char === '"') quoted = !quoted;
    const count = quoted ? undefined : counts.get(char);
    if (count !== undefined) counts.set(char, count + 1);
  }
  return DELIMITERS.reduce((best, one) => ((counts.get(one) ?? 0) > (counts.get(best) ?? 0) ? one : best));
}

/**
 * Rows of delimited text, every cell as text; a row number is what a spreadsheet would show.
 * @throws SheetError `sheet/broken-quotes`, `sheet/too-many-rows`
 */
export function readDelimited(text: string, tabs: boolean, maxRows: number, sheet: string): Cell[][] {
  const lines = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  // Excel writes and swallows a first line `sep=;`: its rows are counted without it.
  const separator = /^sep=([,;|\t])\n/i.exec(lines);
  const body = separator === null ? lines : lines.slice(separator[0].length);
  const delimiter = separator?.[1] ?? (tabs ? '\t' : delimiterOf(body));
  const { data, errors } = papa.parse<string[]>(body, {
    delimiter,
    newline: '\n',
    skipEmptyLines: false,
  });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken !== undefined) throw new SheetError('sheet/broken-quotes', { row: (broken.row ?? 0) + 1 });
  while (data.at(-1)?.every((value) => value.trim() === '') === true) data.pop();
  if (data.length > maxRows) throw new SheetError('sheet/too-many-rows', { sheet, limit: maxRows });
  return data.map((values) => values.map(textCell));
}
