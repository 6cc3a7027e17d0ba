import { Pin, X } from 'lucide-react';
import { useWords } from '../app/i18n.ts';
import { useLive } from '../client/live.ts';
import { useMayNot } from '../team/use-may.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { useCommentActs } from './use-comment-acts.ts';

/** The one comment that stands pinned in the room. */
export function PinnedStrip() {
  const t = useWords('comments');
  const pinned = useLive((live) => live.commentDesk.pinned);
  const acts = useCommentActs();
  const mayAct = useMayNot('comment') === null;
  if (!pinned) return null;
  return (
    <div
      data-testid="pinned-comment"
      className="flex shrink-0 items-center gap-2 border-b border-line-strong bg-raised px-3 py-1 text-sm"
    >
      <Pin size={13} aria-hidden className="shrink-0 text-muted" />
      <span className="sr-only">{t('pinned')}</span>
      <span className="min-w-0 flex-1 truncate" title={pinned.text}>
        <span className="mr-1.5 text-muted">{pinned.name}</span>
        {pinned.text}
      </span>
      {mayAct && (
        <IconButton
          label={t('unpin')}
          className="size-6"
          onClick={() => void acts?.act('unpin', { commentId: pinned.commentId })}
        >
          <X size={13} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
