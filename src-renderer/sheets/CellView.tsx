import { Pencil } from 'lucide-react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { cx } from '#renderer/ui/class-names.ts';
import type { SheetField } from '#shared/contract/sheet.ts';
import { problemText } from '#shared/domain/sheet/problem-words.ts';
import { useCheck } from './check-context.ts';
import { isOpen } from './open-problems.ts';
import { severityLooks, worst } from './severity.tsx';
import type { SheetRow } from './sheet-answers.ts';
import { useCellText } from './use-cell-text.ts';

/** One value as it will be, marked by its gravest problem. A click opens the row's details at this field. */
export function CellView({
  row,
  field,
  small = false,
}: {
  row: SheetRow;
  field: SheetField;
  small?: boolean;
}) {
  const t = useWords('sheets');
  const language = useLanguage();
  const { showDetails } = useCheck();
  const text = useCellText()(row, field);
  const raw = row.raw[field];
  const problem = row.state === 'excluded' ? null : worst(row.problems.filter((one) => one.field === field));
  const look = problem && !problem.settled ? severityLooks[problem.severity] : null;
  const Icon = look?.icon;
  const shown = text === '' && problem && isOpen(problem) ? (raw ?? '—') : text;
  if (shown === '' && small) return null;
  const hints = [
    problem && problemText(problem, language),
    raw !== undefined && raw !== text && t('written', { text: raw }),
  ].filter(Boolean);
  return (
    <button
      type="button"
      tabIndex={-1}
      title={hints.join('\n') || undefined}
      onClick={() => showDetails(row.rowKey, field)}
      className={cx(
        'inline-flex max-w-full items-start gap-1 rounded-sm text-left hover:bg-hover',
        small ? 'block text-2xs text-muted' : 'min-h-5',
        look?.cell && `${look.cell} px-1`,
      )}
    >
      {Icon && <Icon size={small ? 11 : 13} className="mt-[0.2em] shrink-0" aria-hidden />}
      <span className={cx('min-w-0 break-words', small && 'line-clamp-2')}>{shown}</span>
      {row.corrected.includes(field) && (
        <Pencil size={11} className="mt-[0.3em] shrink-0 text-faint" aria-label={t('detailsCorrected')} />
      )}
    </button>
  );
}
