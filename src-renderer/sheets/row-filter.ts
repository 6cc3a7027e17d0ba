import type { SheetRow } from './sheet-answers.ts';

export const rowFilters = ['all', 'open', 'ready', 'out'] as const;
export type RowFilter = (typeof rowFilters)[number];

const shows: Readonly<Record<RowFilter, (row: SheetRow) => boolean>> = {
  all: () => true,
  open: ({ state }) => state === 'blocked',
  ready: ({ state }) => state === 'ready',
  out: ({ state }) => state === 'excluded' || state === 'skipped',
};

export function filterRows(rows: readonly SheetRow[], filter: RowFilter): SheetRow[] {
  return rows.filter(shows[filter]);
}

export function countRows(rows: readonly SheetRow[]): Record<RowFilter, number> {
  const count = (filter: RowFilter) => filterRows(rows, filter).length;
  return { all: rows.length, open: count('open'), ready: count('ready'), out: count('out') };
}
