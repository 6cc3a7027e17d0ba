import { useMemo, useState } from 'react';
import { isQuestion } from '#shared/domain/comment/is-question.ts';
import { useWords } from '../app/i18n.ts';
import { useLive } from '../client/live.ts';
import { StageQuestions } from '../stage/StageQuestions.tsx';
import { AsOf } from '../sync/AsOf.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount } from '../ui/format.ts';
import { Panel } from '../ui/Panel.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { CommentList } from './CommentList.tsx';

type View = 'all' | 'questions';

/** What viewers say: all of it, or only what they ask. */
export function CommentsPanel() {
  const t = useWords('live');
  const [view, setView] = useState<View>('all');
  const comments = useLive((live) => live.comments);
  const dropped = useLive((live) => live.commentsDropped);
  const questions = useMemo(() => comments.filter((comment) => isQuestion(comment.text)), [comments]);
  const shown = view === 'all' ? comments : questions;
  const questionsLabel =
    questions.length === 0
      ? t('commentsQuestionsNone')
      : t('commentsQuestions', { n: formatCount(questions.length) });
  return (
    <Panel data-testid="comments" aria-label={t('comments')}>
      <header className="flex h-9 shrink-0 items-center gap-2 border-b border-line px-2">
        <Tabs
          label={t('comments')}
          value={view}
          onChange={setView}
          tabs={[
            { value: 'all', label: t('commentsAll') },
            { value: 'questions', label: questionsLabel },
          ]}
        />
        <span className="ml-auto" />
        <AsOf testId="stale-comments" />
        {dropped > 0 && (
          <span className="truncate text-2xs text-faint">
            {t('commentsDropped', { n: formatCount(dropped) })}
          </span>
        )}
      </header>
      <StageQuestions />
      {shown.length === 0 ? (
        <EmptyState title={null}>{t(view === 'all' ? 'commentsEmpty' : 'commentsEmptyQuestions')}</EmptyState>
      ) : (
        <CommentList key={view} comments={shown} marksQuestions={view === 'all'} />
      )}
    </Panel>
  );
}
