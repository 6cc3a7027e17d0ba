import { skipToken, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useCurrentShow } from '../app/current-show.ts';
import { useWords } from '../app/i18n.ts';
import { client, orpc } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { IconButton } from '../ui/IconButton.tsx';

/** What stands before the host now; taking one back settles it. Nothing is shown while there is none. */
export function StageQuestions() {
  const t = useWords('stage');
  const act = useAct();
  const { show, run } = useCurrentShow();
  const input = show && run ? { showId: show.id, runKind: run.kind } : skipToken;
  const all = useQuery(orpc.question.list.queryOptions({ input })).data ?? [];
  const queued = all.filter(({ state }) => state === 'queued');
  if (queued.length === 0) return null;
  return (
    <section
      aria-label={t('questions')}
      data-testid="to-host"
      className="shrink-0 border-b border-line-strong bg-raised"
    >
      <h3 className="px-3 pt-1 text-2xs font-semibold text-muted">{t('questions')}</h3>
      <ul className="max-h-24 overflow-y-auto px-3 pb-1">
        {queued.map(({ id, text, userName }) => (
          <li key={id} className="flex items-center gap-2 text-sm">
            <span className="min-w-0 flex-1 truncate" title={text}>
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
