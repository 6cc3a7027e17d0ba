import { skipToken, useQuery } from '@tanstack/react-query';
import { useCurrentShow } from '../app/current-show.ts';
import { useWords } from '../app/i18n.ts';
import { orpc } from '../client/client.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatClock } from '../ui/format.ts';
import { Spinner } from '../ui/Spinner.tsx';
import { ActState } from './ActState.tsx';
import { Found } from './BlockedList.tsx';

/** What was done about comments and by whom, by a person or by which rule; and what blocked words have found. */
export function ActLog() {
  const t = useWords('comments');
  const { show, run } = useCurrentShow();
  const input = show && run ? { showId: show.id, runKind: run.kind } : skipToken;
  const query = useQuery({
    ...orpc.comment.log.queryOptions({ input }),
    retry: false,
    refetchOnMount: 'always',
  });
  if (query.isError)
    return (
      <EmptyState title={null} actions={<Button onClick={() => void query.refetch()}>{t('again')}</Button>}>
        {t('logAway')}
      </EmptyState>
    );
  if (!query.data) return <Spinner />;
  const { acts, blocked } = query.data;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <section aria-label={t('logActs')}>
        <h3 className="mb-1 font-semibold">{t('logActs')}</h3>
        {acts.length === 0 && <p className="text-sm text-muted">{t('logNone')}</p>}
        <ul className="max-h-96 divide-y divide-line overflow-y-auto text-sm">
          {acts.map((act) => (
            <li key={act.actId} className="py-1" data-testid="log-act">
              <p className="text-xs text-muted">
                {formatClock(Date.parse(act.at))} ·{' '}
                {act.rule ? t('logRule', { rule: act.rule.name, name: act.byName }) : act.byName}
                {act.user && ` · ${act.user.name}`}
              </p>
              {act.text !== '' && <p className="break-words">{act.text}</p>}
              <ActState act={act} />
            </li>
          ))}
        </ul>
      </section>
      <section aria-label={t('logHits')}>
        <h3 className="mb-1 font-semibold">{t('logHits')}</h3>
        {blocked.length === 0 && <p className="text-sm text-muted">{t('logNone')}</p>}
        <ul className="max-h-96 divide-y divide-line overflow-y-auto text-sm">
          {blocked.map(({ comment, mark }) => (
            <li key={comment.commentId} className="py-1">
              <p className="text-xs text-muted">
                {formatClock(Date.parse(comment.at))} · {comment.user.name} ·{' '}
                {t(mark.blocked?.kind === 'pattern' ? 'byPattern' : 'byWord', {
                  rule: mark.blocked?.rule ?? '',
                })}
              </p>
              <p className="break-words">
                <Found comment={comment} mark={mark} />
              </p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
