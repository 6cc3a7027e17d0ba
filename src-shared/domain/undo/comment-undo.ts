/**
 * How an order about a comment is taken back: by the opposite order, worked out from what stood before it. Taken back is
 * only what still stands as the order left it. Pure; the desk gives the orders.
 */
import type { CommentDesk } from '../comment/comment.schema.ts';
import type { RunKind } from '../show/show.schema.ts';

/** As `comment.act` of the contract has it. */
export interface CommentOrder {
  readonly name: 'comment.act';
  readonly showId: string;
  readonly runKind: RunKind;
  readonly act: 'pin' | 'unpin' | 'hide' | 'unhide' | 'mute' | 'unmute' | 'allow';
  readonly commentId: string | null;
  readonly userId: string | null;
}

/** What the hub tells of a room's comments, as far as undoing needs it. */
export type CommentStanding = Pick<CommentDesk, 'pinned' | 'hidden'> & {
  readonly muted: readonly { readonly id: string }[];
};

export interface CommentUndo {
  readonly order: CommentOrder;
  /** Whether the room is still as the order left it. */
  stillStands(now: CommentStanding): boolean;
}

/** Null where it changed nothing; `not-true` where it cannot be taken back. `before` null: nobody knows what stood. */
export function commentUndoOf(
  order: CommentOrder,
  before: CommentStanding | null,
): CommentUndo | 'not-true' | null {
  if (before === null) return 'not-true';
  const { act, commentId, userId } = order;
  const back = (opposite: CommentOrder['act'], about: Partial<CommentOrder> = {}): CommentOrder => ({
    ...{ ...order, act: opposite },
    ...about,
  });
  const isHidden = ({ hidden }: CommentStanding) => commentId !== null && hidden.includes(commentId);
  const isMuted = ({ muted }: CommentStanding) => muted.some(({ id }) => id === userId);
  const pinnedId = ({ pinned }: CommentStanding) => pinned?.commentId ?? null;
  switch (act) {
    case 'hide':
      return isHidden(before) ? null : { order: back('unhide'), stillStands: isHidden };
    case 'unhide':
      return isHidden(before) ? { order: back('hide'), stillStands: (now) => !isHidden(now) } : null;
    case 'mute':
      if (userId === null) return 'not-true';
      return isMuted(before) ? null : { order: back('unmute'), stillStands: isMuted };
    case 'unmute':
      if (!isMuted(before)) return null;
      // To mute, the hub has to be shown a comment.
      return commentId === null ? 'not-true' : { order: back('mute'), stillStands: (now) => !isMuted(now) };
    case 'pin': {
      const was = pinnedId(before);
      if (was === commentId) return null;
      const undo = was === null ? back('unpin') : back('pin', { commentId: was, userId: null });
      return { order: undo, stillStands: (now) => pinnedId(now) === commentId };
    }
    case 'unpin': {
      const was = pinnedId(before);
      if (was === null) return null;
      const undo = back('pin', { commentId: was, userId: null });
      return { order: undo, stillStands: (now) => pinnedId(now) === null };
    }
    case 'allow':
      return 'not-true';
  }
}

/** Whether `order` takes back by hand, as on the comment's row, what `other` would take back. */
export function takesBack(order: CommentOrder, { order: other }: CommentUndo): boolean {
  if (!/^un/.test(order.act)) return false;
  const sameThing =
    order.act === 'unmute' ? order.userId === other.userId : order.commentId === other.commentId;
  return (
    order.act === other.act && sameThing && order.showId === other.showId && order.runKind === other.runKind
  );
}
