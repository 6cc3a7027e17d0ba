import { skipToken, useQuery } from '@tanstack/react-query';
import { Eye, MicOff } from 'lucide-react';
import { useEffect } from 'react';
import type { CommentMark } from '#shared/domain/comment/comment.schema.ts';
import type { CommentEvent } from '#shared/domain/order/order.schema.ts';
import { useCurrentShow } from '../app/current-show.ts';
import { useWords } from '../app/i18n.ts';
import { orpc } from '../client/client.ts';
import { useLive } from '../client/live.ts';
import { useThrottled } from '../live/use-throttled.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { useCommentActs } from './use-comment-acts.ts';

/** While comments pour in, the list is asked for again at most so often. */
const AGAIN_MS = 1500;

/** What blocked words have kept from the stream, with what was found; and who is muted. */
export function BlockedList() {
  const t = useWords('comments');
  const { show, run } = useCurrentShow();
  const { counts, allowed, muted } = useLive((live) => live.commentDesk);
  const connected = useLive((live) => live.connected);
  const acts = useCommentActs();
  const mayAct = useMayNot('comment') === null;
  const count = useThrottled(counts.blocked, AGAIN_MS);
  const input = show && run ? { showId: show.id, runKind: run.kind } : skipToken;
  const query = useQuery({ ...orpc.comment.log.queryOptions({ input }), retry: false });
  const { refetch } = query;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when there are more, or the hub is back
  useEffect(() => {
    if (connected) void refetch();
  }, [count, connected, refetch]);
  const through = new Set(allowed);
  const blocked = query.data?.blocked ?? [];
  if (query.isPending && connected) return <Spinner />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto" data-testid="blocked-comments">
      {muted.length > 0 && (
        <section aria-label={t('mutedUsers')} className="border-b border-line-strong px-3 py-1.5">
          <h3 className="text-2xs font-semibold text-muted">{t('mutedUsers')}</h3>
          <ul>
            {muted.map(({ id, name }) => (
              <li key={id} className="flex items-center gap-2 text-sm">
                <MicOff size={13} aria-hidden className="shrink-0 text-muted" />
                <span className="min-w-0 flex-1 truncate">{name || id}</span>
                {mayAct && (
                  <Button
                    size="sm"
                    look="quiet"
                    aria-label={`${t('unmute')}: ${name || id}`}
                    onClick={() => void acts?.act('unmute', { userId: id })}
                  >
                    {t('unmute')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {query.isError ? (
        <EmptyState
          title={null}
          actions={
            <Button size="sm" onClick={() => void refetch()}>
              {t('again')}
            </Button>
          }
        >
          {t('blockedAway')}
        </EmptyState>
      ) : blocked.length === 0 ? (
        <EmptyState title={null}>{t('emptyBlocked')}</EmptyState>
      ) : (
        <ul>
          {blocked.map(({ comment, mark }) => (
            <li
              key={comment.commentId}
              data-testid="blocked-comment"
              className="border-b border-line/60 px-3 py-1"
            >
              <p className="leading-snug break-words">
                <span className="mr-2 text-muted">{comment.user.name}</span>
                <Found comment={comment} mark={mark} />
              </p>
              <p className="flex items-center gap-2 text-2xs text-muted">
                <span className="min-w-0 flex-1 truncate">
                  {t(mark.blocked?.kind === 'pattern' ? 'byPattern' : 'byWord', {
                    rule: mark.blocked?.rule ?? '',
                  })}
                </span>
                {through.has(comment.commentId) ? (
                  <span>{t('isShown')}</span>
                ) : (
                  mayAct && (
                    <Button
                      size="sm"
                      look="quiet"
                      icon={<Eye size={13} aria-hidden />}
                      aria-label={`${t('showAnyway')}: ${comment.text}`}
                      onClick={() => void acts?.act('allow', { commentId: comment.commentId })}
                    >
                      {t('showAnyway')}
                    </Button>
                  )
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The comment with what was found in it marked. */
export function Found({
  comment,
  mark,
}: {
  comment: Pick<CommentEvent, 'text'>;
  mark: Pick<CommentMark, 'blocked'>;
}) {
  const { text } = comment;
  if (!mark.blocked) return text;
  const { from, to } = mark.blocked;
  return (
    <>
      {text.slice(0, from)}
      <mark className="rounded-sm bg-warn-tint px-0.5 text-warn">{text.slice(from, to)}</mark>
      {text.slice(to)}
    </>
  );
}
