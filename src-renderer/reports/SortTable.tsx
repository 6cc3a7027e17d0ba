import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useWords } from '../app/i18n.ts';
import { cx } from '../ui/class-names.ts';
import { Tooltip } from '../ui/Tooltip.tsx';
import { sortRows } from './sort-rows.ts';

export interface Column<T> {
  readonly id: string;
  readonly head: string;
  /** Said on hover and focus: what the figure means. */
  readonly tip?: string;
  /** Null = not known: such rows stand last, whichever way. Without it the column is not sorted by. */
  readonly value?: (row: T) => number | string | null;
  readonly cell: (row: T) => ReactNode;
  readonly left?: boolean;
}

/** A table with a caption that is sorted by pressing a head; it scrolls sideways by itself where it has to. */
export function SortTable<T>({
  label,
  rows,
  columns,
  keyOf,
  attributes,
  foot,
  testId,
}: {
  label: string;
  rows: readonly T[];
  columns: readonly Column<T>[];
  keyOf: (row: T, at: number) => string;
  attributes?: (row: T) => Record<`data-${string}`, string | number | undefined>;
  foot?: ReactNode;
  testId: string;
}) {
  const t = useWords('reports');
  const [sort, setSort] = useState<{ id: string; down: boolean } | null>(null);
  const sorted = useMemo(() => {
    const by = columns.find(({ id }) => id === sort?.id)?.value;
    return by && sort ? sortRows(rows, by, sort.down) : rows;
  }, [rows, columns, sort]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section aria-label={label} tabIndex={0} className="report-table overflow-x-auto">
      <table className="w-full text-sm" data-testid={testId}>
        <caption className="sr-only">{label}</caption>
        <thead className="text-xs text-muted">
          <tr className="border-b border-line">
            {columns.map(({ id, head, tip, value, left }) => {
              const here = sort?.id === id;
              const button = (
                <button
                  type="button"
                  aria-label={t('sortBy', { column: head })}
                  onClick={() => setSort({ id, down: here ? !sort.down : typeof value !== 'string' })}
                  className="inline-flex items-center gap-1 rounded-sm hover:text-text"
                >
                  {head}
                  {here &&
                    (sort.down ? <ArrowDown size={12} aria-hidden /> : <ArrowUp size={12} aria-hidden />)}
                </button>
              );
              return (
                <th
                  key={id}
                  scope="col"
                  aria-sort={here ? (sort.down ? 'descending' : 'ascending') : undefined}
                  className={cx(
                    'px-2 py-1.5 font-normal whitespace-nowrap',
                    left ? 'text-left' : 'text-right',
                  )}
                >
                  {value ? tip ? <Tooltip text={tip}>{button}</Tooltip> : button : head}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row, at) => (
            <tr key={keyOf(row, at)} {...attributes?.(row)} className="border-b border-line last:border-b-0">
              {columns.map(({ id, cell, left }) => (
                <td
                  key={id}
                  className={cx('px-2 py-1.5 align-top', left ? 'text-left' : 'text-right whitespace-nowrap')}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot && <tfoot className="border-t border-line-strong font-semibold">{foot}</tfoot>}
      </table>
    </section>
  );
}
