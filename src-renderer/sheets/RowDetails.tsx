import { Undo2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { cx } from '#renderer/ui/class-names.ts';
import { IconButton } from '#renderer/ui/IconButton.tsx';
import type { SheetColumn, SheetField } from '#shared/contract/sheet.ts';
import { fieldWords, problemText } from '#shared/domain/sheet/problem-words.ts';
import { CorrectCell } from './CorrectCell.tsx';
import { useCheck } from './check-context.ts';
import { correctCell, type SheetRow } from './sheet-answers.ts';
import { useCellText } from './use-cell-text.ts';

/** Everything the row says in the sheet beside what it is read as; each cell can be changed here. */
export function RowDetails({ row, first }: { row: SheetRow; first: SheetField | null }) {
  const t = useWords('sheets');
  const { preview } = useCheck();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const field = first === null ? 'input' : `[data-field="${first}"] input`;
    box.current?.querySelector<HTMLElement>(field)?.focus();
  }, [first]);
  const owner =
    'becomes' in row && row.becomes === 'slot'
      ? preview.rows.find(({ rowKey }) => rowKey === row.productRowKey)
      : undefined;
  return (
    <div ref={box} className="mx-2 mb-2 rounded-md border border-line bg-raised p-3">
      {owner && <p className="mb-2 text-xs text-muted">{t('detailsSlotOnly', { row: owner.row })}</p>}
      <div className="grid grid-cols-[repeat(auto-fill,minmax(20rem,1fr))] gap-x-6 gap-y-2.5">
        {preview.columns.map(
          (column) =>
            column.field !== null &&
            column.field !== 'seq' && (
              <DetailField key={column.key} row={row} column={column} field={column.field} />
            ),
        )}
      </div>
    </div>
  );
}

function DetailField({ row, column, field }: { row: SheetRow; column: SheetColumn; field: SheetField }) {
  const t = useWords('sheets');
  const language = useLanguage();
  const { say, answers } = useCheck();
  const read = useCellText()(row, field);
  const raw = row.raw[field];
  const corrected = answers.rows?.[row.rowKey]?.cells?.[field];
  const notes = row.problems.filter((problem) => problem.field === field && problem.severity === 'note');
  const initial = corrected ?? (field === 'robot' ? '' : (raw ?? ''));
  return (
    <div data-field={field} className="min-w-0 text-xs">
      <p className="mb-0.5 flex items-baseline gap-1.5">
        <span className="font-semibold text-text">{fieldWords[field][language]}</span>
        <span className="text-faint">
          {column.letter} {column.header}
        </span>
      </p>
      {(corrected !== undefined || (raw ?? '') !== read) && (
        <p className="break-words text-muted">
          {t('detailsWritten')}{' '}
          <span className={cx(corrected !== undefined && 'line-through')}>{raw ?? t('detailsBlank')}</span>
          {' → '}
          {t('detailsRead')}{' '}
          <span className="text-text">
            {read || t(field === 'stock' ? 'detailsNotTracked' : 'detailsBlank')}
          </span>
        </p>
      )}
      {notes.map((note) => (
        <p key={note.key} className="text-faint">
          {problemText(note, language)}
        </p>
      ))}
      <div className="mt-1 flex items-center gap-1">
        <CorrectCell
          key={initial}
          field={field}
          initial={initial}
          wide
          onCorrect={(text) => say((all) => correctCell(all, row.rowKey, field, text))}
        />
        {corrected !== undefined && (
          <IconButton
            label={t('undoCorrect')}
            onClick={() => say((all) => correctCell(all, row.rowKey, field, null))}
          >
            <Undo2 size={14} aria-hidden />
          </IconButton>
        )}
      </div>
    </div>
  );
}
