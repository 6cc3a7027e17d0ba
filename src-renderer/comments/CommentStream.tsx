import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CommentAct } from '#shared/domain/comment/comment.schema.ts';
import type { CommentEvent } from '#shared/domain/order/order.schema.ts';
import { useWords } from '../app/i18n.ts';
import { useLive } from '../client/live.ts';
import { useThrottled } from '../live/use-throttled.ts';
import { useMayNot } from '../team/use-may.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount } from '../ui/format.ts';
import { CommentRow, type RowState } from './CommentRow.tsx';
import { type StreamFilter, streamOf } from './stream-view.ts';
import { undoOf, useCommentActs } from './use-comment-acts.ts';
import { useAtEnd, useReading } from './use-reading.ts';
import { type RowKeyAction, useRowKeys } from './use-row-keys.ts';

/** Comments after which heights of rows are forgotten. */
const FORGET_EVERY = 5000;

/** Comments, newest at the foot. While somebody reads, nothing moves; what comes in is counted. */
export function CommentStream({
  filter,
  onReply,
  onUser,
}: {
  filter: StreamFilter;
  onReply: (comment: CommentEvent) => void;
  onUser: (comment: CommentEvent) => void;
}) {
  const t = useWords('comments');
  const { all, seen, marks } = useComments();
  const desk = useLive((live) => live.commentDesk);
  const acts = useCommentActs();
  const mayAct = useMayNot('comment') === null;
  const mayAsk = useMayNot('question') === null;
  const [box, setBox] = useState<HTMLElement | null>(null);
  const [stopId, setStopId] = useState<string | null>(null);
  const reading = useReading(box, all, seen);
  const { view, text, userId } = filter;
  const shown = useMemo(
    () => streamOf(reading.comments, marks, desk, { view, text, userId }),
    [reading.comments, marks, desk, view, text, userId],
  );
  const stateOf = useStateOf();
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box,
    estimateSize: () => 28,
    getItemKey: (at) => shown[at]?.commentId ?? at,
    overscan: 12,
  });
  // The virtual list remembers the height of every row that it ever drew: in four hours that would be millions.
  const generation = Math.floor(seen / FORGET_EVERY);
  // biome-ignore lint/correctness/useExhaustiveDependencies: forgotten now and then
  useEffect(() => virtual.measure(), [generation]);
  useAtEnd(!reading.reads, shown, () => virtual.scrollToIndex(shown.length - 1, { align: 'end' }));

  const now = useRef({ shown, acts, desk });
  now.current = { shown, acts, desk };
  const onAction = useCallback(
    (commentId: string, action: RowKeyAction) => {
      const { acts: can, desk: standing } = now.current;
      const comment = now.current.shown.find((each) => each.commentId === commentId);
      if (!comment || !can) return;
      if (action === 'reply') return onReply(comment);
      if (action === 'to-host') return void can.toHost(comment.text, comment.user.name);
      const act = action === 'undo' ? undoOf(comment, standing) : action;
      if (act) void can.act(act, { commentId, userId: comment.user.id });
    },
    [onReply],
  );
  useRowKeys(onAction);

  const stop = shown.some(({ commentId }) => commentId === stopId)
    ? stopId
    : (shown.at(-1)?.commentId ?? null);
  function focusRow(at: number): void {
    const next = shown[Math.max(0, Math.min(shown.length - 1, at))];
    if (!next || !box) return;
    setStopId(next.commentId);
    virtual.scrollToIndex(shown.indexOf(next));
    const drawn = () => box.querySelector<HTMLElement>(`[data-comment-id="${CSS.escape(next.commentId)}"]`);
    const row = drawn();
    // At once where it can be: a letter that follows an arrow must not reach the row before. A far row is drawn first.
    if (row) row.focus({ preventScroll: true });
    else requestAnimationFrame(() => drawn()?.focus());
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (target?.dataset['commentId'] === undefined) return;
    const at = shown.findIndex(({ commentId }) => commentId === target.dataset['commentId']);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: shown.length - 1 }[event.key];
    if (event.key === 'Escape') {
      target.blur();
      reading.resume();
    } else if (to === undefined) return;
    else focusRow(to);
    event.preventDefault();
  }

  if (all.length === 0 || shown.length === 0)
    return (
      <EmptyState title={null}>
        {t(all.length === 0 ? 'emptyAll' : text !== '' || userId !== null ? 'emptyFilter' : 'emptyQuestions')}
      </EmptyState>
    );
  return (
    <div className="relative flex min-h-0 flex-1">
      <div
        ref={setBox}
        role="log"
        // Read on request, not aloud one by one: a show brings hundreds a second.
        aria-live="off"
        aria-label={t('stream')}
        data-testid="comment-stream"
        data-reads={reading.reads || undefined}
        onKeyDown={onKeyDown}
        onFocus={(event) =>
          setStopId(event.target.closest<HTMLElement>('[data-comment-id]')?.dataset['commentId'] ?? null)
        }
        className="min-h-0 flex-1 overflow-y-auto outline-offset-[-2px]"
      >
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const comment = shown[item.index];
            return (
              comment && (
                <div
                  key={item.key}
                  ref={virtual.measureElement}
                  data-index={item.index}
                  className="absolute inset-x-0 top-0"
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <CommentRow
                    comment={comment}
                    mark={marks.get(comment.commentId) ?? null}
                    state={stateOf(comment)}
                    stop={comment.commentId === stop}
                    mayAct={mayAct}
                    mayAsk={mayAsk}
                    onAction={onAction}
                    onUser={onUser}
                  />
                </div>
              )
            );
          })}
        </div>
      </div>
      {reading.fresh > 0 && (
        <button
          type="button"
          onClick={reading.resume}
          aria-label={t('toNewest')}
          className="enter absolute bottom-2 left-1/2 flex -translate-x-1/2 items-center gap-1.5 rounded-full border border-line-strong bg-raised px-3 py-1 text-xs font-semibold shadow-lg hover:bg-hover"
        >
          <ArrowDown size={13} aria-hidden />
          {t('fresh', { n: formatCount(reading.fresh) })}
        </button>
      )}
    </div>
  );
}

/** What has come in, four times a second at most: nobody reads faster, and a burst would be laid out ten times for it. */
function useComments() {
  const all = useLive((live) => live.comments);
  const seen = useLive((live) => live.commentsSeen);
  const marks = useLive((live) => live.commentMarks);
  return useThrottled(
    useMemo(() => ({ all, seen, marks }), [all, seen, marks]),
    250,
  );
}

const plain: RowState = { hidden: false, muted: false, pinned: false, act: null };

/** What stands of each comment; the same object for all in which nothing does, so that their rows stay as they are. */
function useStateOf(): (comment: CommentEvent) => RowState {
  const { hidden, muted, pinned, acts } = useLive((live) => live.commentDesk);
  return useMemo(() => {
    const out = new Set(hidden);
    const silent = new Set(muted.map(({ id }) => id));
    const latest = new Map<string, CommentAct>();
    for (const act of [...acts].reverse()) {
      // An answer that was given is not covered up by what is done with the comment afterwards.
      const before = act.commentId === null ? undefined : latest.get(act.commentId);
      if (act.commentId !== null && !(before?.act === 'reply' && act.state === 'done'))
        latest.set(act.commentId, act);
      if (act.commentId !== null && act.act === 'reply') latest.set(act.commentId, act);
    }
    return ({ commentId, user }) => {
      const act = latest.get(commentId) ?? null;
      const state = {
        hidden: out.has(commentId),
        muted: silent.has(user.id),
        pinned: pinned?.commentId === commentId,
      };
      return state.hidden || state.muted || state.pinned || act ? { ...state, act } : plain;
    };
  }, [hidden, muted, pinned, acts]);
}
