import { useWords } from '#renderer/app/i18n.ts';
import { cx } from '#renderer/ui/class-names.ts';
import { useCheck } from './check-context.ts';
import { countRows, type RowFilter, rowFilters } from './row-filter.ts';

const filterWords = { all: 'allRows', open: 'toSettle', ready: 'ready', out: 'leftOut' } as const;

/** How many rows there are of each kind; choosing one shows only those. */
export function FilterList({
  filter,
  onFilter,
}: {
  filter: RowFilter;
  onFilter: (filter: RowFilter) => void;
}) {
  const t = useWords('sheets');
  const { preview } = useCheck();
  const counts = countRows(preview.rows);
  return (
    <fieldset className="m-0 grid grid-cols-2 gap-1.5 border-0 p-2">
      <legend className="sr-only">{t('filterLabel')}</legend>
      {rowFilters.map((one) => (
        <label
          key={one}
          className={cx(
            'flex flex-col rounded-md border px-2.5 py-1.5 has-focus-visible:outline-2 has-focus-visible:outline-focus',
            one === filter ? 'border-strong bg-raised' : 'border-line hover:bg-hover',
          )}
        >
          <input
            type="radio"
            name="row-filter"
            className="sr-only"
            checked={one === filter}
            onChange={() => onFilter(one)}
          />
          <span className="text-xs text-muted">{t(filterWords[one])}</span>
          <span
            data-testid={`sheet-count-${one}`}
            className={cx(
              'text-xl font-semibold',
              one === 'open' && counts.open > 0 && 'text-warn',
              one === 'ready' && counts.ready > 0 && 'text-ok',
            )}
          >
            {counts[one]}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
