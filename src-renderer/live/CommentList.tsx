import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useState } from 'react';
import { isQuestion } from '#shared/domain/comment/is-question.ts';
import type { CommentEvent } from '#shared/domain/order/order.schema.ts';
import { useWords } from '../app/i18n.ts';
import { formatCount } from '../ui/format.ts';
import { CommentRow } from './CommentRow.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';

/** A region that scrolls must be reachable by keyboard, though nothing in it can be pressed. */
const reachable = { tabIndex: 0 } as const;

/** Comments, newest at the foot; the view stays put while the person reads further up. */
export function CommentList({
  comments,
  marksQuestions,
}: {
  comments: readonly CommentEvent[];
  marksQuestions: boolean;
}) {
  const t = useWords('live');
  const [box, setBox] = useState<HTMLElement | null>(null);
  const virtual = useVirtualizer({
    count: comments.length,
    getScrollElement: () => box,
    estimateSize: () => 28,
    getItemKey: (at) => comments[at]?.commentId ?? at,
    overscan: 12,
  });
  const { missed, toEnd } = useStickToEnd(box, comments, () =>
    virtual.scrollToIndex(comments.length - 1, { align: 'end' }),
  );
  return (
    <div className="relative flex min-h-0 flex-1">
      <div
        ref={setBox}
        role="log"
        // Read on request, not aloud one by one: a show brings several a second.
        aria-live="off"
        aria-label={t('comments')}
        className="min-h-0 flex-1 overflow-y-auto outline-offset-[-2px]"
        {...reachable}
      >
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const comment = comments[item.index];
            return (
              comment && (
                <div
                  key={item.key}
                  ref={virtual.measureElement}
                  data-index={item.index}
                  className="absolute inset-x-0 top-0"
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <CommentRow comment={comment} question={marksQuestions && isQuestion(comment.text)} />
                </div>
              )
            );
          })}
        </div>
      </div>
      {missed > 0 && (
        <button
          type="button"
          onClick={toEnd}
          aria-label={t('commentsToNewest')}
          className="enter absolute bottom-2 left-1/2 flex -translate-x-1/2 items-center gap-1.5 rounded-full border border-line-strong bg-raised px-3 py-1 text-xs font-semibold shadow-lg hover:bg-hover"
        >
          <ArrowDown size={13} aria-hidden />
          {t('commentsNew', { n: formatCount(missed) })}
        </button>
      )}
    </div>
  );
}
