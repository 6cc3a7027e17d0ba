import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CommentOrder, type CommentStanding, commentUndoOf, takesBack } from './comment-undo.ts';

/** Two comments of each of two viewers. */
const userOf = (commentId: string) => (commentId < 'c3' ? 'amy' : 'bob');
const empty: CommentStanding = { pinned: null, hidden: [], muted: [] };

/** What the hub makes of an order. */
function carriedOut(room: CommentStanding, { act, commentId, userId }: CommentOrder): CommentStanding {
  const id = commentId ?? '';
  const user = commentId === null ? (userId ?? '') : userOf(commentId);
  const hidden = room.hidden.filter((each) => each !== id);
  const muted = room.muted.filter((each) => each.id !== user);
  if (act === 'hide') return { ...room, hidden: [...hidden, id] };
  if (act === 'unhide') return { ...room, hidden };
  if (act === 'mute') return { ...room, muted: [...muted, { id: user }] };
  if (act === 'unmute') return { ...room, muted };
  if (act === 'pin') return { ...room, pinned: { commentId: id, name: '', text: '' } };
  return act === 'unpin' ? { ...room, pinned: null } : room;
}
const picture = ({ pinned, hidden, muted }: CommentStanding) => ({
  ...{ pinned: pinned?.commentId ?? null, hidden: [...hidden].sort() },
  muted: muted.map(({ id }) => id).sort(),
});
const order = (act: CommentOrder['act'], commentId = 'c1'): CommentOrder => ({
  ...{ name: 'comment.act', showId: 'show-1', runKind: 'live', act, commentId },
  userId: userOf(commentId),
});
const orderArb = fc
  .tuple(
    fc.constantFrom('pin', 'unpin', 'hide', 'unhide', 'mute', 'unmute' as const),
    fc.constantFrom('c1', 'c2', 'c3', 'c4'),
  )
  .map(([act, commentId]) => order(act as CommentOrder['act'], commentId));

describe('taking back what was done about a comment', () => {
  test('whatever stood before, the room is again as it was, and nothing else has moved', () => {
    fc.assert(
      fc.property(fc.array(orderArb, { maxLength: 12 }), (orders) => {
        let room = empty;
        for (const each of orders) {
          const done = carriedOut(room, each);
          const undo = commentUndoOf(each, room);
          if (undo === null) expect(picture(done)).toEqual(picture(room));
          else {
            if (undo === 'not-true') throw new Error(`${each.act} can be taken back`);
            expect(undo.stillStands(done)).toBe(true);
            expect(picture(carriedOut(done, undo.order))).toEqual(picture(room));
          }
          room = done;
        }
      }),
      { numRuns: 100 },
    );
  });

  test('what somebody has changed since does not stand any more', () => {
    const pin = commentUndoOf(order('pin'), empty);
    const hide = commentUndoOf(order('hide'), empty);
    const mute = commentUndoOf(order('mute'), empty);
    for (const undo of [pin, hide, mute])
      expect(undo !== null && undo !== 'not-true' && undo.stillStands(empty)).toBe(false);
    expect(pin !== null && pin !== 'not-true' && pin.stillStands(carriedOut(empty, order('pin', 'c3')))).toBe(
      false,
    );
  });

  test('no way back: a blocked comment that was let through, a viewer without a comment, an unknown room', () => {
    const silent = carriedOut(empty, order('mute'));
    expect(commentUndoOf(order('allow'), empty)).toBe('not-true');
    expect(commentUndoOf({ ...order('unmute'), commentId: null }, silent)).toBe('not-true');
    expect(commentUndoOf({ ...order('mute'), userId: null }, empty)).toBe('not-true');
    expect(commentUndoOf(order('hide'), null)).toBe('not-true');
  });

  test('what is undone on its row is known as the same', () => {
    const hide = commentUndoOf(order('hide'), empty);
    const mute = commentUndoOf(order('mute'), empty);
    if (hide === null || hide === 'not-true' || mute === null || mute === 'not-true') throw new Error('way');
    expect(takesBack(order('unhide'), hide)).toBe(true);
    expect(takesBack(order('unhide', 'c2'), hide)).toBe(false);
    expect(takesBack({ ...order('unhide'), runKind: 'rehearsal' }, hide)).toBe(false);
    // By another comment of the same viewer, or from the list of the muted.
    expect(takesBack(order('unmute', 'c2'), mute)).toBe(true);
    expect(takesBack({ ...order('unmute'), commentId: null }, mute)).toBe(true);
    expect(takesBack(order('unmute', 'c3'), mute)).toBe(false);
    // Pinned anew by hand is an act of its own, though it is what undoing the second pin would do.
    const second = commentUndoOf(order('pin', 'c3'), carriedOut(empty, order('pin')));
    if (second === null || second === 'not-true') throw new Error('way');
    expect(second.order).toMatchObject({ act: 'pin', commentId: 'c1' });
    expect(takesBack(order('pin'), second)).toBe(false);
  });
});
