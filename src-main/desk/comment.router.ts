/** Comments on the desk: orders to the hub, the rules for them as documents, and the test box. */
import { AppError } from '#shared/contract/errors.ts';
import { blockedJudge } from '#shared/domain/comment/blocked.ts';
import { checkPattern } from '#shared/domain/comment/blocked-word.mutations.ts';
import { fillReply, unknownVariables } from '#shared/domain/comment/fill.ts';
import { defaultReplyPolicy, REPLY_POLICY_ID } from '#shared/domain/comment/reply-rule.schema.ts';
import { WORKSPACE } from '#shared/domain/documents.ts';
import type { BlockedWordId, CannedReplyId, ReplyRuleId } from '#shared/sync/ids.ts';
import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';
import { done } from './rundown.router.ts';

export function commentRouter(os: DeskImplementer, desk: DeskParts) {
  const { documents, mutate, command, session, ports } = desk;
  const view = documents.view;
  return {
    comment: {
      act: os.comment.act.handler(async ({ input }) => done(command({ name: 'comment.act', ...input }))),
      reply: os.comment.reply.handler(async ({ input }) => {
        // What was read is what is sent: a variable that still stands in it was never filled.
        const { unfilled } = fillReply(input.text, {
          name: null,
          product: null,
          price: null,
          stock: null,
          coupon: null,
        });
        const unknown = new Set(unknownVariables(input.text));
        const names = unfilled.filter((name) => !unknown.has(name));
        if (names.length > 0) throw new AppError('comment/unfilled', { names: names.join('、') });
        return done(command({ name: 'comment.reply', ...input }));
      }),
      answer: os.comment.answer.handler(async ({ input }) =>
        done(command({ name: 'comment.answer', ...input })),
      ),
      auto: os.comment.auto.handler(async ({ input }) => done(command({ name: 'comment.auto', ...input }))),
      settle: os.comment.settle.handler(async ({ input }) =>
        done(command({ name: 'comment.settle', ...input })),
      ),
      fill: os.comment.fill.handler(async ({ input: { text, userName, ...target } }) => {
        const values = await session.request('commentValues', target);
        const { text: filled, unfilled } = fillReply(text, { ...values, name: userName });
        return { text: filled, unfilled: [...unfilled] };
      }),
      log: os.comment.log.handler(async ({ input }) => session.request('commentLog', input)),
      rules: os.comment.rules.handler(async () => {
        const canned = await view.list('canned-reply', WORKSPACE);
        const rules = await view.list('reply-rule', WORKSPACE);
        const words = await view.list('blocked-word', WORKSPACE);
        const policy = (await view.get('reply-policy', REPLY_POLICY_ID)) ?? defaultReplyPolicy;
        const ids = [...canned, ...rules, ...words, policy].map(({ id }): string => id);
        return { canned, rules, words, policy, pendingIds: documents.pendingAmong(ids) };
      }),
      saveCanned: os.comment.saveCanned.handler(async ({ input }) =>
        done(mutate('canned-reply.save', { ...input, id: input.id ?? (ports.ids.next() as CannedReplyId) })),
      ),
      removeCanned: os.comment.removeCanned.handler(async ({ input }) =>
        done(mutate('canned-reply.remove', input)),
      ),
      saveRule: os.comment.saveRule.handler(async ({ input }) =>
        done(mutate('reply-rule.save', { ...input, id: input.id ?? (ports.ids.next() as ReplyRuleId) })),
      ),
      removeRule: os.comment.removeRule.handler(async ({ input }) =>
        done(mutate('reply-rule.remove', input)),
      ),
      setPolicy: os.comment.setPolicy.handler(async ({ input }) => done(mutate('reply-policy.set', input))),
      addWords: os.comment.addWords.handler(async ({ input: { kind, texts, note } }) => {
        const words = texts.map((text) => ({ id: ports.ids.next() as BlockedWordId, kind, text, note }));
        return done(mutate('blocked-word.add', { words }));
      }),
      removeWord: os.comment.removeWord.handler(async ({ input }) =>
        done(mutate('blocked-word.remove', input)),
      ),
      test: os.comment.test.handler(async ({ input: { text, pattern } }) => {
        if (pattern !== null && pattern.trim() !== '') {
          const fault = faultOf(pattern.trim());
          if (fault) return { hits: [], fault: fault.code, faultAt: Number(fault.params['at'] ?? 0) || null };
          const only = [{ id: 'tested' as BlockedWordId, kind: 'pattern' as const, text: pattern.trim() }];
          return { hits: blockedJudge(only).all(text), fault: null, faultAt: null };
        }
        const words = await view.list('blocked-word', WORKSPACE);
        return { hits: blockedJudge(words).all(text), fault: null, faultAt: null };
      }),
    },
  };
}

function faultOf(pattern: string): AppError | null {
  try {
    checkPattern(pattern);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
