import { useWords } from '#renderer/app/i18n.ts';
import { Button } from '#renderer/ui/Button.tsx';
import type { DuplicateChoice, SheetProblem } from '#shared/contract/sheet.ts';
import { CorrectCell } from './CorrectCell.tsx';
import { useCheck } from './check-context.ts';
import { acceptWarning, chooseDuplicate, correctCell, leaveOut, type SheetRow } from './sheet-answers.ts';

const choiceWords = {
  'second-slot': 'choiceSecondSlot',
  'keep-first': 'choiceKeepFirst',
  'use-this': 'choiceUseThis',
  skip: 'choiceSkip',
} as const satisfies Record<DuplicateChoice, string>;

/** What can be done about an open problem. The likeliest answer stands first, leaving the row out last. */
export function WaysOut({ row, problem }: { row: SheetRow; problem: SheetProblem }) {
  const t = useWords('sheets');
  const { settle, answers } = useCheck();
  const { rowKey } = row;
  const { field, candidate, choices, severity, key } = problem;
  const correct = (text: string) => field && settle(rowKey, (all) => correctCell(all, rowKey, field, text));
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {severity === 'warning' && (
        <Button
          size="sm"
          look="warn"
          onClick={() => settle(rowKey, (all) => acceptWarning(all, rowKey, key, true))}
        >
          {t('accept')}
        </Button>
      )}
      {candidate !== null && field !== null && (
        <Button size="sm" look="warn" onClick={() => correct(candidate)}>
          {t('useCandidate', { text: candidate })}
        </Button>
      )}
      {choices.map((choice) => (
        <Button
          key={choice}
          size="sm"
          onClick={() => settle(rowKey, (all) => chooseDuplicate(all, rowKey, choice))}
        >
          {t(choiceWords[choice])}
        </Button>
      ))}
      {field !== null && choices.length === 0 && (
        <CorrectCell
          key={field}
          field={field}
          initial={
            answers.rows?.[rowKey]?.cells?.[field] ?? (field === 'robot' ? '' : (row.raw[field] ?? ''))
          }
          onCorrect={correct}
        />
      )}
      <Button size="sm" look="quiet" onClick={() => settle(rowKey, (all) => leaveOut(all, rowKey, true))}>
        {t('leaveRowOut')}
      </Button>
    </div>
  );
}

/** What was answered, and the way back. */
export function SettledProblem({ row, problem }: { row: SheetRow; problem: SheetProblem }) {
  const t = useWords('sheets');
  const { say, answers } = useCheck();
  const { rowKey } = row;
  const choice = problem.choices.length > 0 ? (answers.rows?.[rowKey]?.duplicate ?? null) : null;
  return (
    <div className="flex items-center gap-1.5 text-xs text-muted">
      <span>{choice === null ? t('accepted') : t('answered', { choice: t(choiceWords[choice]) })}</span>
      <Button
        size="sm"
        look="quiet"
        onClick={() =>
          say((all) =>
            choice === null
              ? acceptWarning(all, rowKey, problem.key, false)
              : chooseDuplicate(all, rowKey, null),
          )
        }
      >
        {t('takeBack')}
      </Button>
    </div>
  );
}
