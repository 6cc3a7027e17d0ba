import { expect, test } from 'vitest';
import { type CommentAct, emptyCommentDesk } from '#shared/domain/comment/comment.schema.ts';
import { undoOf } from './use-comment-acts.ts';

const amy = { id: 'amy', name: 'Amy' };
const comment = { commentId: 'c1', user: amy };
const done = (act: CommentAct['act'], commentId = 'c1'): CommentAct => ({
  ...{ actId: `${act}-${commentId}`, showId: 's', runKind: 'live', act, commentId, user: amy, topic: null },
  ...{ text: '', rule: null, byName: '', state: 'done', reason: null, at: '', settledAt: null, revision: 2 },
});
const standing = {
  hidden: ['c1'],
  muted: [amy],
  pinned: { commentId: 'c1', name: '', text: '' },
};

test('the last thing done to a comment is taken back first', () => {
  const acts = [done('mute', 'c2'), done('hide', 'c9'), done('pin'), done('hide')];
  expect(undoOf(comment, { ...standing, acts })).toBe('unmute');
  expect(undoOf(comment, { ...standing, muted: [], acts })).toBe('unpin');
  expect(undoOf(comment, { ...standing, muted: [], pinned: null, acts })).toBe('unhide');
  expect(undoOf(comment, { ...emptyCommentDesk, acts })).toBeNull();
});

test('an act that the platform did not take is none; one long ago is taken back after all others', () => {
  const failed = { ...done('hide'), state: 'failed' as const };
  expect(undoOf(comment, { ...standing, muted: [], acts: [failed, done('pin')] })).toBe('unpin');
  expect(undoOf(comment, { ...standing, pinned: null, muted: [], acts: [] })).toBe('unhide');
});
