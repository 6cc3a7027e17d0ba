import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { replyRuleIdSchema } from '../../sync/ids.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { WORKSPACE } from '../documents.ts';
import { checkVariables } from './canned-reply.mutations.ts';
import { commentRoles } from './comment.roles.ts';
import { folded } from './folded.ts';
import { MOST_RULES, REPLY_POLICY_ID, replyPolicySchema, replyRuleSchema } from './reply-rule.schema.ts';

export const saveReplyRule = defineMutation({
  name: 'reply-rule.save',
  roles: commentRoles,
  input: replyRuleSchema.omit({ updatedAt: true, updatedBy: true }),
  async run(tx, input, ctx) {
    for (const line of input.lines) checkVariables(line);
    if (input.keywords.some((word) => folded(word) === '')) throw new AppError('comment/empty-word');
    const all = await tx.list('reply-rule', WORKSPACE);
    if (all.length >= MOST_RULES && !all.some(({ id }) => id === input.id))
      throw new AppError('comment/too-many', { max: MOST_RULES });
    tx.put('reply-rule', { ...input, updatedAt: ctx.at, updatedBy: ctx.personId });
  },
});

export const removeReplyRule = defineMutation({
  name: 'reply-rule.remove',
  roles: commentRoles,
  input: z.object({ replyRuleId: replyRuleIdSchema }),
  async run(tx, { replyRuleId }) {
    if (await tx.get('reply-rule', replyRuleId)) tx.remove('reply-rule', replyRuleId);
  },
});

export const setReplyPolicy = defineMutation({
  name: 'reply-policy.set',
  roles: commentRoles,
  input: replyPolicySchema.omit({ id: true }),
  async run(tx, input) {
    tx.put('reply-policy', { id: REPLY_POLICY_ID, ...input });
  },
});
