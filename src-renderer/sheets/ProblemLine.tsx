import { useEffect, useRef } from 'react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { cx } from '#renderer/ui/class-names.ts';
import type { SheetProblem } from '#shared/contract/sheet.ts';
import { problemPlace, problemText } from '#shared/domain/sheet/problem-words.ts';
import { problemId, useCheck } from './check-context.ts';
import { isOpen } from './open-problems.ts';
import { severityLooks } from './severity.ts';
import type { SheetRow } from './sheet-answers.ts';
import { SettledProblem, WaysOut } from './WaysOut.tsx';

/** A problem in words at its row and column, with every way out right there. */
export function ProblemLine({ row, problem }: { row: SheetRow; problem: SheetProblem }) {
  const t = useWords('sheets');
  const language = useLanguage();
  const check = useCheck();
  const line = useRef<HTMLFieldSetElement>(null);
  const id = problemId(row.rowKey, problem.key);
  const current = check.currentId === id;
  const { icon: Icon, text, word } = severityLooks[problem.severity];
  useEffect(() => {
    if (current && check.takeFocus(id)) line.current?.querySelector<HTMLElement>('input, button')?.focus();
  });
  return (
    <fieldset
      ref={line}
      aria-label={`${t(word)}: ${problemPlace(problem, language)}`}
      data-testid="sheet-problem"
      data-code={problem.code}
      className={cx(
        'm-0 flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 border-0 border-l-2 py-1 pr-1 pl-2 text-sm',
        current ? 'border-focus bg-raised' : 'border-transparent',
      )}
    >
      <p className={cx('flex min-w-0 grow basis-72 items-start gap-1.5', problem.settled && 'text-faint')}>
        <Icon size={14} className={cx('mt-0.5 shrink-0', problem.settled ? '' : text)} aria-hidden />
        <span className="min-w-0">
          <span className="mr-1.5 text-muted">{problemPlace(problem, language)}</span>
          <span className={problem.severity === 'error' ? 'text-live' : ''}>
            {problemText(problem, language)}
          </span>
        </span>
      </p>
      {isOpen(problem) ? <WaysOut row={row} problem={problem} /> : null}
      {problem.settled && <SettledProblem row={row} problem={problem} />}
    </fieldset>
  );
}
