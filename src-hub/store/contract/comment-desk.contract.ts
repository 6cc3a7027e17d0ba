import { describe, expect, test } from 'vitest';
import { blockedJudge } from '#shared/domain/comment/blocked.ts';
import { markOf } from '#shared/domain/comment/mark.ts';
import { noVocabulary } from '#shared/domain/comment/topic.ts';
import type { CommentEvent } from '#shared/domain/order/order.schema.ts';
import type { NewCommentAct } from '../comment-desk.ts';
import type { OpenStore } from '../hub-store.contract.ts';
import { AT } from '../test-documents.ts';
import { withStore } from './with-store.ts';

const live = { showId: 'show-1', runKind: 'live' } as const;
const rehearsal = { showId: 'show-1', runKind: 'rehearsal' } as const;
const judge = blockedJudge([{ id: 'w1' as never, kind: 'word', text: '加微信' }]);
const found = (comment: CommentEvent) => markOf(comment, judge, noVocabulary);
const said = (n: number, text: string): CommentEvent => ({
  ...{ commentId: `c${n}`, at: AT, user: { id: `u${n}`, name: `第${n}位` }, text },
});
const act = (actId: string, changes: Partial<NewCommentAct> = {}): NewCommentAct => ({
  ...{ actId, ...live, act: 'hide', commentId: 'c1', user: { id: 'u1', name: '第1位' }, topic: null },
  ...{ text: '尺码？', rule: null, byName: '阿梅', at: AT, ...changes },
});
const settled = { at: AT, reason: null };

export function commentDeskContract(name: string, open: OpenStore): void {
  describe(`${name}: the comment desk`, () => {
    test(
      'comments are counted and gathered once, in the transaction that stores them; run kinds stay apart',
      withStore(open, async (store) => {
        const batch = [said(1, '尺码？'), said(2, '什么码'), said(3, '加 微信 多少钱？'), said(4, '好看')];
        const first = await store.commentDesk.add(live, batch, found);
        expect(first.outcomes).toEqual(['added', 'added', 'added', 'added']);
        expect(first.marks.map(({ commentId }) => commentId)).toEqual(['c1', 'c2', 'c3']);
        const again = await store.commentDesk.add(live, [...batch, said(1, '别的')], found);
        expect(again.outcomes).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate', 'id-reused']);
        expect(again.marks).toEqual([]);
        const { counts, topics } = await store.commentDesk.tally(live, 10);
        expect(counts).toEqual({ all: 4, questions: 2, blocked: 1 });
        expect(topics).toMatchObject([{ key: 'size', asked: 2, open: 2, answeredAt: null }]);
        expect(topics[0]?.samples.map(({ commentId }) => commentId)).toEqual(['c2', 'c1']);
        expect(await store.comments.latest(live, 10)).toEqual(batch);
        expect((await store.commentDesk.blocked(live, 10)).map(({ mark }) => mark.blocked?.wordId)).toEqual([
          'w1',
        ]);
        expect(await store.commentDesk.marksOf(live, ['c4', 'c3'])).toHaveLength(1);
        expect((await store.commentDesk.tally(rehearsal, 10)).counts.all).toBe(0);
        expect(await store.commentDesk.comment(rehearsal, 'c1')).toBeNull();
      }),
    );

    test(
      '[SY91] an act is kept once; what it did stands when it is done, and is lifted by its opposite',
      withStore(open, async (store) => {
        const desk = store.commentDesk;
        await desk.add(live, [said(1, '尺码？'), said(2, '什么码？')], found);
        expect((await desk.begin(act('a1'))).added).toBe(true);
        expect(await desk.begin(act('a1', { text: '别的' }))).toMatchObject({
          added: false,
          act: { text: '尺码？' },
        });
        expect((await desk.tally(live, 1)).hidden).toEqual([]);
        expect(await desk.move('a1', 1, 'done', settled)).toMatchObject({ state: 'done', revision: 2 });
        expect(await desk.move('a1', 1, 'fail', settled)).toBeNull();
        expect(await desk.move('a1', 2, 'lose', settled)).toBeNull();
        expect((await desk.tally(live, 1)).hidden).toEqual(['c1']);
        const doing = async (actId: string, changes: Partial<NewCommentAct>) => {
          await desk.begin(act(actId, changes));
          await desk.move(actId, 1, 'done', settled);
        };
        await doing('a2', { act: 'unhide' });
        await doing('a3', { act: 'mute', commentId: null });
        await doing('a4', { act: 'pin' });
        await doing('a5', {
          act: 'pin',
          commentId: 'c2',
          user: { id: 'u2', name: '第2位' },
          text: '什么码？',
        });
        expect(await desk.isMuted(live, 'u1')).toBe(true);
        expect(await desk.tally(live, 1)).toMatchObject({
          ...{ hidden: [], muted: [{ id: 'u1', name: '第1位' }] },
          pinned: { commentId: 'c2', name: '第2位', text: '什么码？' },
        });
        await doing('a6', { act: 'unpin', commentId: 'c2' });
        await doing('a7', { act: 'unmute', commentId: null });
        expect(await desk.tally(live, 1)).toMatchObject({ muted: [], pinned: null });
      }),
    );

    test(
      'one answer settles a cluster; who asks afterwards counts anew',
      withStore(open, async (store) => {
        const desk = store.commentDesk;
        await desk.add(live, [said(1, '尺码？'), said(2, '什么码？')], found);
        await desk.begin(
          act('r1', { act: 'reply', commentId: null, user: null, topic: 'size', text: '看详情页' }),
        );
        await desk.move('r1', 1, 'lose', { at: AT, reason: 'effect/unanswered' });
        expect((await desk.tally(live, 1)).topics).toMatchObject([{ open: 2 }]);
        expect((await desk.inState('unknown')).map(({ actId }) => actId)).toEqual(['r1']);
        await desk.move('r1', 2, 'settleDone', settled);
        expect((await desk.tally(live, 1)).topics).toMatchObject([
          { asked: 2, open: 0, answer: '看详情页', answeredAt: AT },
        ]);
        await desk.add(live, [said(3, '几码？')], found);
        expect((await desk.tally(live, 1)).topics).toMatchObject([{ asked: 3, open: 1 }]);
      }),
    );

    test(
      'what rules have said, or may have said, is remembered',
      withStore(open, async (store) => {
        const desk = store.commentDesk;
        const rule = { id: 'rule-1', name: '尺码', line: '看详情页' };
        for (const id of ['s1', 's2', 's3']) await desk.begin(act(id, { act: 'reply', rule }));
        await desk.move('s2', 1, 'fail', settled);
        await desk.move('s3', 1, 'lose', settled);
        expect(await desk.saidByRules(live)).toEqual([
          { ruleId: 'rule-1', userId: 'u1', line: '看详情页', at: AT },
          { ruleId: 'rule-1', userId: 'u1', line: '看详情页', at: AT },
        ]);
        expect((await desk.acts(live, 2)).map(({ actId }) => actId)).toEqual(['s3', 's2']);
      }),
    );
  });
}
