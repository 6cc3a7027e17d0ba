import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeskLive } from '#shared/contract/live.ts';
import type { CommentMark } from '#shared/domain/comment/comment.schema.ts';
import { COMMENTS_KEPT, emptyLive, type LiveState, mergeLive } from '../client/live-state.ts';
import { readingOf, streamOf } from './stream-view.ts';

const said = (n: number, text = '好看', userId = `u${n % 7}`) => ({
  ...{ commentId: `c${n}`, at: '2026-06-18T11:00:00Z', user: { id: userId, name: `第${n % 7}位` }, text },
});
const mark = (commentId: string, changes: Partial<CommentMark> = {}): CommentMark => ({
  ...{ commentId, question: true, topic: 'size', blocked: null, ...changes },
});
const blocked = { wordId: 'w', kind: 'word' as const, rule: '加微信', from: 0, to: 3 };
const frame = (from: number, count: number, changes: Partial<DeskLive> = {}): DeskLive => ({
  ...{ snapshot: false, connected: true, asOf: null },
  comments: Array.from({ length: count }, (_, n) => said(from + n)),
  ...changes,
});

describe('the ring of comments', () => {
  test('four hours of 500 a second hold no more than the ring, and the count goes on', () => {
    let state: LiveState = mergeLive(emptyLive, frame(0, 0, { snapshot: true }), 0);
    for (let n = 0; n < 200; n += 1) {
      const comments = Array.from({ length: 50 }, (_, at) => said(n * 50 + at));
      const commentMarks = comments.map(({ commentId }) => mark(commentId));
      state = mergeLive(state, frame(0, 0, { comments, commentMarks, commentsDropped: 2 }), 0);
    }
    expect(state.comments).toHaveLength(COMMENTS_KEPT);
    expect(state.comments.at(-1)?.commentId).toBe('c9999');
    expect(state.commentsSeen).toBe(200 * 52);
    expect(state.commentMarks.size).toBeLessThanOrEqual(COMMENTS_KEPT + 500);
    // Every comment that stands has the mark that it came with.
    expect(state.comments.every(({ commentId }) => state.commentMarks.has(commentId))).toBe(true);
  });

  test('what comes twice stands once', () => {
    const once = mergeLive(emptyLive, frame(0, 10, { snapshot: true }), 0);
    expect(mergeLive(once, frame(5, 10), 0).comments.map(({ commentId }) => commentId)).toEqual(
      Array.from({ length: 15 }, (_, n) => `c${n}`),
    );
  });
});

describe('while somebody reads', () => {
  test('nothing moves, whatever comes in and falls off the end; the new ones are counted', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 20 }), (bursts) => {
        let state = mergeLive(emptyLive, frame(0, 100, { snapshot: true }), 0);
        const held = { comments: state.comments, seen: state.commentsSeen };
        let next = 100;
        for (const count of bursts) {
          state = mergeLive(state, frame(next, count), 0);
          next += count;
        }
        const reading = readingOf(held, { comments: state.comments, seen: state.commentsSeen });
        expect(reading.comments).toBe(held.comments);
        expect(reading.fresh).toBe(next - 100);
        expect(readingOf(null, { comments: state.comments, seen: state.commentsSeen }).comments).toBe(
          state.comments,
        );
      }),
    );
  });

  test('another show’s snapshot ends the reading', () => {
    const now = { comments: [said(1)], seen: 1 };
    expect(readingOf({ comments: [said(2)], seen: 50 }, now)).toEqual({ comments: now.comments, fresh: 0 });
  });
});

describe('what stands in the stream', () => {
  const comments = [
    said(1, '有尺码吗', 'a'),
    said(2, '加微信', 'b'),
    said(3, 'Size L?', 'a'),
    said(4, '好看', 'c'),
  ];
  const marks = new Map([
    ['c1', mark('c1')],
    ['c2', mark('c2', { question: false, topic: null, blocked })],
    ['c3', mark('c3')],
  ]);
  const ids = (filter: Partial<Parameters<typeof streamOf>[3]>, allowed: string[] = []) =>
    streamOf(comments, marks, { allowed }, { view: 'all', text: '', userId: null, ...filter }).map(
      ({ commentId }) => commentId,
    );

  test('blocked comments stand in their own tab, unless somebody let them through', () => {
    expect(ids({})).toEqual(['c1', 'c3', 'c4']);
    expect(ids({}, ['c2'])).toEqual(['c1', 'c2', 'c3', 'c4']);
  });

  test('by word, by user, by question', () => {
    expect(ids({ text: ' size ' })).toEqual(['c3']);
    expect(ids({ userId: 'a' })).toEqual(['c1', 'c3']);
    expect(ids({ view: 'questions', text: '尺码' })).toEqual(['c1']);
    expect(ids({ text: '第4位' })).toEqual(['c4']);
  });
});
