import { memo } from 'react';
import type { CommentEvent } from '#shared/domain/order/order.schema.ts';
import { ToHostButton } from '../stage/ToHostButton.tsx';
import { cx } from '../ui/class-names.ts';

/** One comment. Questions stand out a little: they are what the operator listens for. */
export const CommentRow = memo(function CommentRow({
  comment,
  question,
}: {
  comment: CommentEvent;
  question: boolean;
}) {
  return (
    <div
      className={cx(
        'group relative border-b border-line/60 px-3 py-1 leading-snug break-words',
        question && 'bg-raised',
      )}
    >
      <span className="mr-2 text-muted">{comment.user.name}</span>
      <span className={cx(question && 'font-medium')}>{comment.text}</span>
      <ToHostButton comment={comment} />
    </div>
  );
});
