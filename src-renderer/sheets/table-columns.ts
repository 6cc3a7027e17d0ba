/** The columns of the check: what a row will be, in the order a person reads it. */
import type { SheetField, SheetKind } from '#shared/contract/sheet.ts';

export interface TableColumn {
  readonly field: SheetField;
  /** Fields shown in small below the first. */
  readonly below: readonly SheetField[];
  /** A track of the grid. */
  readonly width: string;
  readonly end: boolean;
}

function column(
  field: SheetField,
  width: string,
  below: readonly SheetField[] = [],
  end = false,
): TableColumn {
  return { field, below, width, end };
}

const products: readonly TableColumn[] = [
  column('type', '4.6rem'),
  column('name', 'minmax(11rem, 1.4fr)', ['spec']),
  column('sku', '6.4rem', ['shop']),
  column('listPrice', '5.9rem', [], true),
  column('price', '5.9rem', [], true),
  column('floorPrice', '5.9rem', [], true),
  column('stock', '4.9rem', [], true),
  column('commission', '4.4rem', [], true),
  column('minutes', '4.2rem', [], true),
  column('points', 'minmax(8rem, 1.2fr)', ['mechanics', 'remark']),
];

const groups: readonly TableColumn[] = [
  column('name', 'minmax(14rem, 1.6fr)'),
  column('owner', 'minmax(5rem, 0.6fr)'),
  column('platform', '8rem'),
  column('size', '4.5rem', [], true),
  column('tags', 'minmax(9rem, 1fr)'),
  column('brand', '6rem'),
  column('robot', 'minmax(9rem, 1fr)'),
];

export const tableColumns: Readonly<Record<SheetKind, readonly TableColumn[]>> = { products, groups };

/** Row number and state before the values, leave-out at the end. */
export function gridTracks(kind: SheetKind): string {
  return ['4.9rem', ...tableColumns[kind].map(({ width }) => width), '2.6rem'].join(' ');
}
