/** The report as files: a workbook with a sheet a table, or one table as CSV. */
import { utils, write } from '@e965/xlsx';
import type { Cell, ReportTable } from '#shared/domain/report/report-tables.ts';
import { fenText } from '#shared/domain/report/table-csv.ts';

/** Bytes in base64. Every text is stored as a text: nothing in it can become a formula. */
export function reportWorkbook(tables: readonly ReportTable[]): string {
  const book = utils.book_new();
  for (const { title, heads, rows } of tables) {
    const sheet = utils.aoa_to_sheet([]);
    const all: readonly (readonly Cell[])[] = [heads, ...rows];
    for (const [r, row] of all.entries())
      for (const [c, cell] of row.entries()) {
        const stored = cellOf(cell);
        if (stored) sheet[utils.encode_cell({ r, c })] = stored;
      }
    const width = Math.max(1, ...all.map((row) => row.length));
    sheet['!ref'] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: all.length - 1, c: width - 1 } });
    sheet['!cols'] = Array.from({ length: width }, (_, c) => ({ wch: c === 0 || c === 1 ? 24 : 14 }));
    utils.book_append_sheet(book, sheet, title);
  }
  return write(book, { type: 'base64', bookType: 'xlsx', compression: true }) as string;
}

function cellOf(cell: Cell) {
  if (cell === null) return null;
  if (typeof cell === 'string') return { t: 's' as const, v: cell };
  if (typeof cell === 'number') return { t: 'n' as const, v: cell };
  return { t: 'n' as const, v: Number(fenText(cell.fen)), z: '#,##0.00' };
}
