import { Columns3 } from 'lucide-react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Select } from '#renderer/ui/Select.tsx';
import { TextInput } from '#renderer/ui/TextInput.tsx';
import { problemText } from '#shared/domain/sheet/problem-words.ts';
import { BulkActions } from './BulkActions.tsx';
import { useCheck } from './check-context.ts';
import { FilterList } from './FilterList.tsx';
import { unknownColumns } from './open-problems.ts';
import type { RowFilter } from './row-filter.ts';
import { SkippedRows } from './SkippedRows.tsx';
import { chooseHeaderRow, chooseSheet } from './sheet-answers.ts';
import { fileSize } from './sheet-file.ts';
import { TitleFacts } from './TitleFacts.tsx';

/** What the file is and how far the check has come. */
export function SheetSummary({
  file,
  filter,
  onFilter,
  onColumns,
}: {
  file: File;
  filter: RowFilter;
  onFilter: (filter: RowFilter) => void;
  onColumns: () => void;
}) {
  return (
    <Panel className="overflow-y-auto!">
      <FilterList filter={filter} onFilter={onFilter} />
      <BulkActions />
      <FileFacts file={file} onColumns={onColumns} />
      <TitleFacts />
      <SkippedRows />
    </Panel>
  );
}

const encodings = {
  workbook: null,
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  gb18030: 'GB18030',
} as const;

function FileFacts({ file, onColumns }: { file: File; onColumns: () => void }) {
  const t = useWords('sheets');
  const language = useLanguage();
  const { preview, say } = useCheck();
  const { columns, sheets } = preview;
  const mapped = columns.filter(({ field }) => field !== null).length;
  const ignored = columns.filter((column) => column.ignored).length;
  const unknown = unknownColumns(preview).length;
  const notes = preview.problems.filter(
    ({ severity, code }) => severity === 'note' && (unknown === 0 || code !== 'sheet/column-missing'),
  );
  return (
    <section className="flex flex-col gap-2 border-t border-line p-3">
      <div className="text-xs text-muted">
        <p className="break-all font-semibold text-text">{preview.fileName}</p>
        <p>
          {fileSize(file.size)} · {encodings[preview.encoding] ?? t('encodingWorkbook')}
        </p>
      </div>
      {sheets.length > 1 && (
        <Field label={t('sheet')}>
          {(control) => (
            <Select
              {...control}
              value={preview.sheet}
              onChange={(name) => say((all) => chooseSheet(all, name))}
              options={sheets.map(({ name, rows, hidden }) => ({
                value: name,
                label: t(hidden ? 'sheetHidden' : 'sheetRows', { name, rows }),
              }))}
            />
          )}
        </Field>
      )}
      <HeaderRow key={preview.headerRow} />
      <div className="flex items-center justify-between gap-2 text-xs">
        <span className="text-muted">
          {t('columnsMapped', { mapped })}
          {ignored > 0 && ` · ${t('columnsIgnored', { ignored })}`}
        </span>
        <Button
          size="sm"
          look={unknown > 0 ? 'warn' : 'plain'}
          icon={<Columns3 size={13} aria-hidden />}
          onClick={onColumns}
        >
          {t('columnsEdit')}
        </Button>
      </div>
      {notes.map((note) => (
        <p key={note.key} className="text-xs text-muted">
          {problemText(note, language)}
        </p>
      ))}
    </section>
  );
}

function HeaderRow() {
  const t = useWords('sheets');
  const { preview, say } = useCheck();
  const change = (text: string) => {
    const row = Number(text);
    if (Number.isInteger(row) && row >= 1 && row !== preview.headerRow)
      say((all) => chooseHeaderRow(all, row));
  };
  return (
    <Field label={t('headerRow')} className="flex-row! items-center justify-between">
      {(control) => (
        <TextInput
          {...control}
          type="number"
          min={1}
          className="w-20! text-right"
          defaultValue={preview.headerRow}
          onBlur={(event) => change(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && change(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
