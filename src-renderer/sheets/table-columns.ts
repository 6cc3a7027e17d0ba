/** The columns of the check: what a row will be, in the order a person reads it. */
import type { SheetField, SheetKind, SheetPreview } from '#shared/contract/sheet.ts';

export interface TableColumn {
  readonly field: SheetField;
  /** Fields shown in grey after the first. */
  readonly also: readonly SheetField[];
  /** A track of the grid. */
  readonly width: string;
  readonly end: boolean;
  /** Long texts that only orient are cut off at the end of the line. */
  readonly oneLine: boolean;
}

function column(
  field: SheetField,
  width: string,
  also: readonly SheetField[] = [],
  end = false,
): TableColumn {
  return { field, also, width, end, oneLine: field === 'points' };
}

const products: readonly TableColumn[] = [
  column('type', '4rem'),
  column('name', 'minmax(13rem, 1.7fr)', ['spec']),
  column('sku', 'minmax(6rem, 0.5fr)', ['shop']),
  column('listPrice', '5.4rem', [], true),
  column('price', '6.6rem', [], true),
  column('floorPrice', '5.2rem', [], true),
  column('stock', '4.8rem', [], true),
  column('commission', '4rem', [], true),
  column('minutes', '3.6rem', [], true),
  column('points', 'minmax(7rem, 1.6fr)', ['mechanics', 'remark']),
];

const groups: readonly TableColumn[] = [
  column('name', 'minmax(13rem, 1.4fr)'),
  column('owner', 'minmax(5rem, 0.6fr)'),
  column('platform', '8.6rem'),
  column('size', '4.5rem', [], true),
  column('tags', 'minmax(9rem, 0.9fr)'),
  column('brand', '6rem'),
  column('robot', 'minmax(12.5rem, 1fr)'),
];

const tableColumns: Readonly<Record<SheetKind, readonly TableColumn[]>> = { products, groups };
const always: readonly SheetField[] = ['name', 'price'];

/** The columns that this sheet can fill; the room of the others goes to the names. */
export function shownColumns({ kind, columns }: Pick<SheetPreview, 'kind' | 'columns'>): TableColumn[] {
  const there = new Set(columns.map(({ field }) => field));
  return tableColumns[kind].filter(
    ({ field, also }) => always.includes(field) || [field, ...also].some((one) => there.has(one)),
  );
}

/** A text after figures that end at its side: it needs some air. */
export function standsOff(columns: readonly TableColumn[], index: number): boolean {
  return columns[index - 1]?.end === true && columns[index]?.end === false;
}

/** Row number and state before the values, leave-out at the end. */
export function gridTracks(columns: readonly TableColumn[]): string {
  return ['4.9rem', ...columns.map(({ width }) => width), '2.6rem'].join(' ');
}
