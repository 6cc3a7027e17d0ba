import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryWorkspace } from '../../sync/documents-fixture.ts';
import { commentActMoves, commentActStateSchema, moveCommentAct } from './act.states.ts';
import { type AutoMemory, decideAuto, emptyMemory, remembered } from './auto-reply.ts';
import { fillReply, noReplyValues } from './fill.ts';
import { defaultReplyPolicy, type ReplyRule } from './reply-rule.schema.ts';

const rule = (id: string, changes: Partial<ReplyRule> = {}): ReplyRule => ({
  ...{ id: id as never, name: id, keywords: ['尺码'], lines: ['看详情页的尺码表哦'], cooldownSec: 10 },
  ...{ active: true, updatedAt: '2026-06-18T11:00:00Z', updatedBy: 'amy', ...changes },
});
const said = (text: string, userId = 'u1') => ({
  ...{ commentId: 'c1', at: '2026-06-18T11:00:00Z', user: { id: userId, name: '小林' }, text },
});
const policy = { ...defaultReplyPolicy, capPerMinute: 2, noRepeatWithin: 0 };
const ask = (rules: ReplyRule[], changes: Partial<Parameters<typeof decideAuto>[0]> = {}) =>
  decideAuto({
    ...{ comment: said('有大尺码吗'), rules, policy, memory: emptyMemory, nowMs: 0, values: noReplyValues },
    ...changes,
  });

describe('answering by itself', () => {
  test('a word of a rule is answered with its line; switched-off rules and other words are not', () => {
    expect(ask([rule('r1')])).toMatchObject({ rule: { id: 'r1' }, text: '看详情页的尺码表哦' });
    expect(ask([rule('r1', { active: false })])).toEqual({ rule: null, why: 'no-rule' });
    expect(ask([rule('r1')], { comment: said('好看') })).toEqual({ rule: null, why: 'no-rule' });
    expect(ask([rule('r1', { keywords: ['ＳＩＺＥ'] })], { comment: said('what s-i-z-e?') })).toMatchObject({
      rule: { id: 'r1' },
    });
  });

  test('nobody twice by one rule, no rule before its time, no more than the cap a minute', () => {
    const later = (nowMs: number, userId: string, memory = emptyMemory) =>
      remembered(memory, { ruleId: 'r1', userId, line: 'x', nowMs });
    const once = later(0, 'u1');
    expect(ask([rule('r1')], { memory: once, nowMs: 11_000 })).toEqual({ rule: null, why: 'once' });
    const other = said('尺码', 'u2');
    expect(ask([rule('r1')], { memory: once, nowMs: 9_999, comment: other })).toEqual({
      rule: null,
      why: 'cooldown',
    });
    expect(ask([rule('r1')], { memory: once, nowMs: 10_000, comment: other })).toMatchObject({
      rule: { id: 'r1' },
    });
    const twice = later(20_000, 'u3', once);
    expect(ask([rule('r1')], { memory: twice, nowMs: 59_999, comment: other })).toEqual({
      rule: null,
      why: 'cap',
    });
    expect(ask([rule('r1')], { memory: twice, nowMs: 60_000, comment: other })).toMatchObject({
      rule: { id: 'r1' },
    });
  });

  test('a line whose variable has no value is passed over; with none left, nothing is said', () => {
    const lines = ['{商品} 现在 {price}', '马上讲价格'];
    expect(ask([rule('r1', { lines })])).toMatchObject({ text: '马上讲价格' });
    const values = { ...noReplyValues, product: '浴巾', price: '¥49' };
    expect(ask([rule('r1', { lines })], { values })).toMatchObject({ text: '浴巾 现在 ¥49', line: lines[0] });
    expect(ask([rule('r1', { lines: ['{库存} 件'] })])).toEqual({ rule: null, why: 'unfilled' });
  });

  test('however comments come, the cap holds in every minute and no line comes again too soon', () => {
    const lines = ['一', '二', '三', '四'];
    const comments = fc.array(
      fc.record({ user: fc.integer({ min: 0, max: 8 }), waitMs: fc.integer({ min: 0, max: 9000 }) }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(
        comments,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 3 }),
        (all, cap, within) => {
          let memory: AutoMemory = emptyMemory;
          let nowMs = 0;
          const log: { nowMs: number; line: string; userId: string }[] = [];
          for (const { user, waitMs } of all) {
            nowMs += waitMs;
            const userId = `u${user}`;
            const rules = [rule('r1', { lines, cooldownSec: 3 })];
            const limits = { ...policy, capPerMinute: cap, noRepeatWithin: within };
            const comment = said('尺码', userId);
            const decision = decideAuto({
              comment,
              rules,
              policy: limits,
              memory,
              nowMs,
              values: noReplyValues,
            });
            if (decision.rule === null) continue;
            const { line } = decision;
            memory = remembered(memory, { ruleId: 'r1', userId, line, nowMs });
            log.push({ nowMs, line, userId });
          }
          for (const [at, one] of log.entries()) {
            expect(
              log.filter((each) => one.nowMs - 60_000 < each.nowMs && each.nowMs <= one.nowMs).length,
            ).toBeLessThanOrEqual(cap);
            expect(log.slice(Math.max(0, at - within), at).map(({ line }) => line)).not.toContain(one.line);
            if (at > 0) expect(one.nowMs - (log[at - 1]?.nowMs ?? 0)).toBeGreaterThanOrEqual(3000);
          }
          expect(new Set(log.map(({ userId }) => userId)).size).toBe(log.length);
        },
      ),
    );
  });
});

describe('variables of an answer', () => {
  test('both languages and widths fill; what has no value, and what nobody knows, is named', () => {
    const values = { ...noReplyValues, name: '小林', stock: '12' };
    expect(fillReply('{昵称}，{ Stock } 件｛库存｝', values)).toEqual({
      text: '小林，12 件12',
      unfilled: [],
    });
    expect(fillReply('{coupon} {优惠券} {x} {x}', values)).toEqual({
      text: '{coupon} {优惠券} {x} {x}',
      unfilled: ['coupon', '优惠券', 'x'],
    });
    // A value is never read as a template.
    expect(fillReply('{name}', { ...values, name: '{stock}' }).text).toBe('{stock}');
  });

  test('an answer that could never be filled is not kept', async () => {
    const w = memoryWorkspace();
    const refusal = expect.objectContaining({ code: 'comment/unknown-variable', params: { name: '尺寸' } });
    const canned = { id: 'k1', title: '尺码', text: '{尺寸}' };
    await expect(w.run('canned-reply.save', canned)).rejects.toEqual(refusal);
    await w.run('canned-reply.save', { ...canned, text: '{昵称}你好' });
    expect(await w.reader.get('canned-reply', 'k1')).toMatchObject({ text: '{昵称}你好' });
    await w.run('canned-reply.remove', { cannedReplyId: 'k1' });
    const { updatedAt: _, updatedBy: __, ...input } = rule('r1', { lines: ['好', '{尺寸}'] });
    await expect(w.run('reply-rule.save', input)).rejects.toEqual(refusal);
    await w.run('reply-rule.save', { ...input, lines: ['好'] });
    await w.run('reply-rule.remove', { replyRuleId: 'r1' });
    await w.run('reply-policy.set', { capPerMinute: 3, noRepeatWithin: 2 });
    expect(await w.reader.get('reply-policy', 'reply-policy')).toMatchObject({ capPerMinute: 3 });
  });
});

test('[SY91] every state with every move: nothing leads out of done, failed and expired', () => {
  for (const state of commentActStateSchema.options)
    for (const move of Object.keys(commentActMoves) as (keyof typeof commentActMoves)[]) {
      const { from, to } = commentActMoves[move];
      expect(moveCommentAct(state, move)).toBe((from as readonly string[]).includes(state) ? to : null);
      if (['done', 'failed', 'expired'].includes(state)) expect(moveCommentAct(state, move)).toBeNull();
    }
});
