import { ArrowRight, Check, CircleHelp } from 'lucide-react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { cx } from '#renderer/ui/class-names.ts';
import { Select } from '#renderer/ui/Select.tsx';
import {
  groupFields,
  productFields,
  type SheetColumn,
  type SheetField,
  type SheetKind,
} from '#shared/contract/sheet.ts';
import { fieldWords, problemPlace, problemText } from '#shared/domain/sheet/problem-words.ts';
import { useCheck } from './check-context.ts';
import { sheetErrors, unknownColumns } from './open-problems.ts';
import { mapColumn } from './sheet-answers.ts';

const fieldsOf: Readonly<Record<SheetKind, readonly SheetField[]>> = {
  products: productFields,
  groups: groupFields,
};

/** What each column is. Unknown ones stand first and must be said; the rest can be looked over and changed. */
export function ColumnMapping({ onDone }: { onDone: () => void }) {
  const t = useWords('sheets');
  const language = useLanguage();
  const { preview } = useCheck();
  const unknown = unknownColumns(preview);
  const missing = preview.problems.filter(({ code }) => code === 'sheet/column-missing');
  const errors = sheetErrors(preview);
  const known = preview.columns.filter((column) => !unknown.includes(column));
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">
        <h2 className={cx('text-base font-semibold', unknown.length > 0 && 'text-warn')}>
          {unknown.length > 0 ? t('columnsUnknownTitle', { n: unknown.length }) : t('columnsTitle')}
        </h2>
        <p className="mb-3 text-xs text-muted">
          {t(preview.mappingRemembered ? 'columnsRemembered' : 'columnsHint')}
        </p>
        {[...errors, ...missing].map((problem) => (
          <p
            key={problem.key}
            data-testid="sheet-problem"
            data-code={problem.code}
            className={cx('mb-1 text-sm', problem.severity === 'error' ? 'text-live' : 'text-warn')}
          >
            {problemPlace(problem, language)} {problemText(problem, language)}
          </p>
        ))}
        <ul className="m-0 flex list-none flex-col p-0">
          {[...unknown, ...known].map((column) => (
            <ColumnLine key={column.key} column={column} />
          ))}
        </ul>
      </div>
      <div className="flex justify-end border-t border-line px-4 py-2">
        <Button look="primary" disabled={unknown.length + errors.length > 0} onClick={onDone}>
          {t('columnsDone')}
        </Button>
      </div>
    </div>
  );
}

function ColumnLine({ column }: { column: SheetColumn }) {
  const t = useWords('sheets');
  const language = useLanguage();
  const { preview, say } = useCheck();
  const { letter, key, header, field, ignored, suggested, samples } = column;
  const unknown = field === null && !ignored;
  const map = (to: SheetField | 'ignore') => say((all) => mapColumn(all, key, to));
  const value = field ?? (ignored ? 'ignore' : '');
  return (
    <li
      className={cx(
        'grid grid-cols-[2rem_minmax(7rem,12rem)_minmax(8rem,1fr)_1.5rem_12rem_10rem] items-center gap-3 border-b border-line py-1.5',
        unknown && 'bg-warn-tint',
      )}
    >
      <span className="pl-2 text-muted">{letter}</span>
      <span className="break-words font-semibold">{header || t('columnNoHeader')}</span>
      <span className="break-words text-xs text-muted">
        {samples.length > 0 ? samples.join(' · ') : t('columnEmpty')}
      </span>
      <ArrowRight size={14} className="text-faint" aria-hidden />
      <Select
        data-testid={`sheet-map-${letter}`}
        aria-label={t('columnLabel', { letter, header })}
        value={value}
        onChange={(to) => to !== '' && map(to)}
        options={[
          { value: '' as const, label: t('columnChoose'), disabled: true },
          ...fieldsOf[preview.kind].map((one) => ({ value: one, label: fieldWords[one][language] })),
          { value: 'ignore' as const, label: t('columnNotNeeded') },
        ]}
      />
      {unknown && suggested !== null ? (
        <Button size="sm" look="warn" className="w-fit" onClick={() => map(suggested)}>
          {t('columnSuggested', { field: fieldWords[suggested][language] })}
        </Button>
      ) : (
        <span className="flex items-center gap-1 text-xs text-faint">
          {unknown ? (
            <CircleHelp size={13} className="text-warn" aria-hidden />
          ) : (
            <Check size={13} aria-hidden />
          )}
          {!unknown && t(column.guessed ? 'columnGuessed' : 'columnSaid')}
        </span>
      )}
    </li>
  );
}
