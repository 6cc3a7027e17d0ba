import { Pencil } from 'lucide-react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { cx } from '#renderer/ui/class-names.ts';
import type { SheetField } from '#shared/contract/sheet.ts';
import { problemText } from '#shared/domain/sheet/problem-words.ts';
import { useCheck } from './check-context.ts';
import { isOpen } from './open-problems.ts';
import { severityLooks, worst } from './severity.ts';
import type { SheetRow } from './sheet-answers.ts';
import { useCellText } from './use-cell-text.ts';

/** One value as it will be, marked by its gravest problem. A click opens the row's details at this field. */
export function CellView({
  row,
  field,
  quiet = false,
  oneLine = false,
}: {
  row: SheetRow;
  field: SheetField;
  /** Follows another value in the same cell. */
  quiet?: boolean;
  /** Cut off rather than wrapped: the row's details have it whole. */
  oneLine?: boolean;
}) {
  const t = useWords('sheets');
  const language = useLanguage();
  const { showDetails } = useCheck();
  const text = useCellText()(row, field);
  const raw = row.raw[field];
  const problem = row.state === 'excluded' ? null : worst(row.problems.filter((one) => one.field === field));
  const note = problem?.severity === 'note';
  const look = problem && !problem.settled && !note ? severityLooks[problem.severity] : null;
  const Icon = look?.icon;
  const unread = problem !== null && isOpen(problem) ? (raw ?? '—') : '';
  const shown = text || unread || (note && field === 'stock' ? t('detailsNotTracked') : '');
  if (shown === '' && (quiet || !note)) return null;
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
        'inline max-w-full rounded-sm text-left hover:bg-hover',
        quiet && 'text-2xs text-muted',
        oneLine && (quiet ? 'min-w-0 truncate' : 'max-w-[85%] shrink-0 truncate'),
        text === '' && note && 'text-2xs text-faint',
        note && 'underline decoration-faint decoration-dotted underline-offset-3',
        look?.cell && `${look.cell} px-1`,
      )}
    >
      {Icon && <Icon size={13} className="mr-1 inline-block align-[-0.15em]" aria-hidden />}
      {shown || '—'}
      {row.corrected.includes(field) && (
        <Pencil size={11} className="ml-1 inline-block text-faint" aria-label={t('detailsCorrected')} />
      )}
    </button>
  );
}
