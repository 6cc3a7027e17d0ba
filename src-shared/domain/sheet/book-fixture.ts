/** Books for tests: one string a cell. */
import type { ProductRow, SheetAnswers } from '../../contract/sheet.ts';
import { type Book, type Cell, EMPTY_CELL, textCell } from './book.ts';
import { previewProducts } from './product-preview.ts';

export type CellLike = string | Partial<Cell>;

export function cellOf(cell: CellLike): Cell {
  return typeof cell === 'string' ? textCell(cell) : { ...EMPTY_CELL, ...cell };
}

export function bookOf(rows: readonly (readonly CellLike[])[], name = 'Sheet1'): Book {
  return {
    fileName: 'test.csv',
    encoding: 'utf-8',
    sheets: [{ name, hidden: false, rows: rows.map((cells) => cells.map(cellOf)) }],
  };
}

export const productHeader = [
  '商品名称',
  '款号',
  '日常价',
  '直播价',
  '底价',
  '库存',
  '佣金',
  '讲解时长',
  '类型',
  '备注',
];

/** A product sheet with the header in row 1, previewed: its rows are numbered from 2. */
export function productRowsOf(
  rows: readonly (readonly CellLike[])[],
  answers: SheetAnswers = {},
): ProductRow[] {
  return previewProducts(bookOf([productHeader, ...rows]), answers).rows;
}

export function codesOf(row: Pick<ProductRow, 'problems'> | undefined): string[] {
  return (row?.problems ?? []).map(({ code, field }) => `${code.replace('sheet/', '')}@${field}`);
}
