/** Which comments stand in the stream, and that they stand still while somebody reads. Pure. */
import type { CommentDesk, CommentMark } from '#shared/domain/comment/comment.schema.ts';
import type { CommentEvent } from '#shared/domain/order/order.schema.ts';

export interface Held {
  readonly comments: readonly CommentEvent[];
  /** How many had come in when reading began. */
  readonly seen: number;
}

/** What is shown: the comments as they were when reading began, or as they are; and how many have come since. */
export function readingOf(
  held: Held | null,
  now: Held,
): { comments: readonly CommentEvent[]; fresh: number } {
  if (held === null) return { comments: now.comments, fresh: 0 };
  // A new snapshot has begun to count anew: what was held is of before.
  if (now.seen < held.seen) return { comments: now.comments, fresh: 0 };
  return { comments: held.comments, fresh: now.seen - held.seen };
}

export interface StreamFilter {
  readonly view: 'all' | 'questions';
  readonly text: string;
  readonly userId: string | null;
}
type Standing = Pick<CommentDesk, 'hidden' | 'allowed' | 'muted'>;

/** What is blocked and nobody has let through stands in its own tab; what was hidden stays, marked, for taking it back. */
export function streamOf(
  comments: readonly CommentEvent[],
  marks: ReadonlyMap<string, CommentMark>,
  { allowed }: Pick<Standing, 'allowed'>,
  { view, text, userId }: StreamFilter,
): readonly CommentEvent[] {
  const through = new Set(allowed);
  const wanted = text.trim().toLowerCase();
  if (view === 'all' && wanted === '' && userId === null && marks.size === 0) return comments;
  return comments.filter((comment) => {
    const mark = marks.get(comment.commentId);
    if (mark?.blocked && !through.has(comment.commentId)) return false;
    if (view === 'questions' && !mark?.question) return false;
    if (userId !== null && comment.user.id !== userId) return false;
    if (wanted === '') return true;
    return comment.text.toLowerCase().includes(wanted) || comment.user.name.toLowerCase().includes(wanted);
  });
}
