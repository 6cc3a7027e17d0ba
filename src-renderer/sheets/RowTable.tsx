import { useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useImperativeHandle, useRef } from 'react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { cx } from '#renderer/ui/class-names.ts';
import type { SheetField } from '#shared/contract/sheet.ts';
import { fieldWords } from '#shared/domain/sheet/problem-words.ts';
import { useCheck } from './check-context.ts';
import { isShown } from './open-problems.ts';
import { RowLine } from './RowLine.tsx';
import type { SheetRow } from './sheet-answers.ts';
import { gridTracks, standsOff } from './table-columns.ts';

export interface RowTableHandle {
  reveal(rowKey: string): void;
}

/** The rows as they will be. Only what is in sight is drawn: a sheet may have thousands. */
export function RowTable({ rows, ref }: { rows: readonly SheetRow[]; ref: Ref<RowTableHandle> }) {
  const t = useWords('sheets');
  const { preview, currentId } = useCheck();
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    getItemKey: (index) => rows[index]?.rowKey ?? index,
    estimateSize: (index) => 34 + 32 * (rows[index]?.problems.filter(isShown).length ?? 0),
    overscan: 8,
    // Room for the head above, which lies over the rows, and for what a row grows by below.
    scrollPaddingEnd: 64,
  });
  useImperativeHandle(ref, () => ({
    reveal(rowKey) {
      const index = rows.findIndex((row) => row.rowKey === rowKey);
      if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' });
    },
  }));
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-auto">
      <div className="min-w-[60rem]">
        <TableHead />
        {rows.length === 0 && (
          <p className="p-6 text-center text-sm text-muted">
            {t(preview.rows.length === 0 ? 'noRowsAtAll' : 'noRowsHere')}
          </p>
        )}
        <ul
          aria-label={t('allRows')}
          className="relative m-0 list-none p-0"
          style={{ height: virtual.getTotalSize() }}
        >
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <li
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                data-testid="sheet-row"
                data-row={row.row}
                data-state={row.state}
                className={cx(
                  'absolute inset-x-0 top-0 border-b border-line',
                  currentId?.startsWith(`${row.rowKey} `) && 'z-1',
                )}
                style={{ transform: `translateY(${start}px)` }}
              >
                <RowLine row={row} />
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

/** Where the field's own name is too long for its column. */
const headings: Partial<Record<SheetField, 'headCommission' | 'headMinutes' | 'headPoints'>> = {
  commission: 'headCommission',
  minutes: 'headMinutes',
  points: 'headPoints',
};

function TableHead() {
  const t = useWords('sheets');
  const language = useLanguage();
  const { preview, columns } = useCheck();
  return (
    <div
      className="sticky top-0 z-10 grid items-center gap-x-2 border-b border-line bg-panel px-2 py-1.5 text-xs text-muted"
      style={{ gridTemplateColumns: gridTracks(columns) }}
    >
      <span className="pl-4">{t('row')}</span>
      {columns.map(({ field, end }, index) => {
        const column = preview.columns.find((one) => one.field === field);
        const heading = headings[field];
        return (
          <span
            key={field}
            className={cx('truncate', end && 'text-right', standsOff(columns, index) && 'pl-2')}
            title={column?.header}
          >
            {heading ? t(heading) : fieldWords[field][language]}
            {column && field !== 'points' && <span className="ml-1 text-faint">{column.letter}</span>}
          </span>
        );
      })}
      <span />
    </div>
  );
}
