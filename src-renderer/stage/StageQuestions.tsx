import { X } from 'lucide-react';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { useQueuedQuestions } from '../comments/use-queued-questions.ts';
import { cx } from '../ui/class-names.ts';
import { IconButton } from '../ui/IconButton.tsx';

/** What stands before the host now; taking one back settles it. Nothing is shown while there is none. */
export function StageQuestions({ whole = false }: { whole?: boolean }) {
  const t = useWords('stage');
  const act = useAct();
  const queued = useQueuedQuestions();
  if (queued.length === 0) return null;
  return (
    <section
      aria-label={t('questions')}
      data-testid="to-host"
      className={cx(
        'border-b border-line-strong bg-raised',
        whole ? 'min-h-0 flex-1 overflow-y-auto' : 'shrink-0',
      )}
    >
      <h3 className="px-3 pt-1 text-2xs font-semibold text-muted">{t('questions')}</h3>
      <ul className={cx('px-3 pb-1', !whole && 'max-h-24 overflow-y-auto')}>
        {queued.map(({ id, text, userName }) => (
          <li key={id} className="flex items-center gap-2 text-sm">
            <span className={cx('min-w-0 flex-1', whole ? 'break-words' : 'truncate')} title={text}>
              {userName !== '' && <span className="mr-1.5 text-muted">{userName}</span>}
              {text}
            </span>
            <IconButton
              label={t('takeQuestionBack')}
              onClick={() => void act(() => client.question.settle({ questionId: id }))}
            >
              <X size={13} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
