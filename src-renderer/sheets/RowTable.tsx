import { type Ref, useImperativeHandle } from 'react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { cx } from '#renderer/ui/class-names.ts';
import { useVirtualList, VirtualRows } from '#renderer/ui/VirtualRows.tsx';
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
  const list = useVirtualList(rows, {
    keyOf: ({ rowKey }) => rowKey,
    heightOf: ({ problems }) => 34 + 32 * problems.filter(isShown).length,
    // Room for the head above, which lies over the rows, and for what a row grows by below.
    scrollPaddingEnd: 64,
  });
  useImperativeHandle(ref, () => ({
    reveal(rowKey) {
      const index = rows.findIndex((row) => row.rowKey === rowKey);
      if (index >= 0) list.virtual.scrollToIndex(index, { align: 'auto' });
    },
  }));
  return (
    <div ref={list.box} className="min-h-0 flex-1 overflow-auto">
      <div className="min-w-[60rem]">
        <TableHead />
        {rows.length === 0 && (
          <p className="p-6 text-center text-sm text-muted">
            {t(preview.rows.length === 0 ? 'noRowsAtAll' : 'noRowsHere')}
          </p>
        )}
        <VirtualRows
          list={list}
          label={t('allRows')}
          rowOf={({ row, rowKey, state }) => ({
            ...{ 'data-testid': 'sheet-row', 'data-row': row, 'data-state': state },
            className: cx(currentId?.startsWith(`${rowKey} `) && 'z-1'),
          })}
        >
          {(row) => <RowLine row={row} />}
        </VirtualRows>
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
