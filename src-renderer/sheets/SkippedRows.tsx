import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { Button } from '#renderer/ui/Button.tsx';
import type { SheetPreview, SkippedRow } from '#shared/contract/sheet.ts';
import { sheetText } from '#shared/domain/sheet/problem-words.ts';
import { useCheck } from './check-context.ts';
import { readAsData } from './sheet-answers.ts';

/** Rows that were not taken as data, each with its reason. A wrong guess can be put right. */
export function SkippedRows() {
  const t = useWords('sheets');
  const { preview } = useCheck();
  const { skipped } = preview;
  if (skipped.length === 0) return null;
  return (
    <details className="border-t border-line p-3" data-testid="sheet-skipped">
      <summary className="text-xs text-muted hover:text-text">
        {t('skippedTitle')} <span className="text-text">{preview.skipped.length}</span>
      </summary>
      <ul className="m-0 mt-2 flex list-none flex-col gap-1.5 p-0 text-xs">
        {skipped.map((row) => (
          <SkippedLine key={row.row} row={row} preview={preview} />
        ))}
      </ul>
    </details>
  );
}

function SkippedLine({ row, preview }: { row: SkippedRow; preview: SheetPreview }) {
  const t = useWords('sheets');
  const language = useLanguage();
  const { say } = useCheck();
  const doubtful = row.code === 'sheet/skipped-totals' || row.code === 'sheet/skipped-header';
  return (
    <li>
      <span className="text-muted">
        {row.lastRow > row.row
          ? t('skippedRows', { row: row.row, lastRow: row.lastRow })
          : t('skippedRow', { row: row.row })}
      </span>{' '}
      {sheetText(row.code, {}, language)}
      {row.text !== '' && <span className="block break-words text-faint">{row.text}</span>}
      {doubtful && (
        <Button
          size="sm"
          look="quiet"
          className="-ml-2"
          onClick={() => say((all) => readAsData(all, preview, row.row))}
        >
          {t('readAsRow')}
        </Button>
      )}
    </li>
  );
}
