/** A table as CSV that Excel and WPS open as it is: UTF-8 with a byte order mark, lines end with CR LF. */
import type { Cell, ReportTable } from './report-tables.ts';

export function tableCsv({ heads, rows }: Pick<ReportTable, 'heads' | 'rows'>): string {
  return `\uFEFF${[heads, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** `123456` → `1234.56`, exact. */
export function fenText(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A text that begins like a formula gets an apostrophe before it; numbers are written as numbers, negative ones too. */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return fenText(cell.fen);
  return `"${asText(cell).replaceAll('"', '""')}"`;
}

/** Spreadsheets run what begins with one of these, also behind blanks. */
export function asText(text: string): string {
  return /^[\s\uFEFF]*[=+\-@|%\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
}
