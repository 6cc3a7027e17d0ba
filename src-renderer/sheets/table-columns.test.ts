import { expect, test } from 'vitest';
import { column } from './sheet-fixture.ts';
import { gridTracks, shownColumns, standsOff } from './table-columns.ts';

const fields = (columns: ReturnType<typeof shownColumns>) => columns.map(({ field }) => field);

test('only what the sheet can fill has a column, name and price always', () => {
  const columns = [column('A', { field: 'stock' }), column('B', { field: null })];
  expect(fields(shownColumns({ kind: 'products', columns }))).toEqual(['name', 'price', 'stock']);
});

test('a column that shows several fields is there for any of them', () => {
  const columns = [column('A', { field: 'name' }), column('B', { field: 'remark' })];
  expect(fields(shownColumns({ kind: 'products', columns }))).toEqual(['name', 'price', 'points']);
});

test('a text after figures stands off, and the tracks count row and action too', () => {
  const columns = shownColumns({
    kind: 'groups',
    columns: [column('A', { field: 'name' }), column('B', { field: 'size' }), column('C', { field: 'tags' })],
  });
  expect(fields(columns)).toEqual(['name', 'size', 'tags']);
  expect(columns.map((_, index) => standsOff(columns, index))).toEqual([false, false, true]);
  expect(gridTracks(columns)).toMatch(/^4\.9rem .* 2\.6rem$/);
});
