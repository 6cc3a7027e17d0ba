import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { cannedReplyIdSchema } from '../../sync/ids.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { WORKSPACE } from '../documents.ts';
import { cannedReplySchema, MOST_CANNED } from './canned-reply.schema.ts';
import { commentRoles } from './comment.roles.ts';
import { unknownVariables } from './fill.ts';

export const saveCannedReply = defineMutation({
  name: 'canned-reply.save',
  roles: commentRoles,
  input: cannedReplySchema.omit({ updatedAt: true }),
  async run(tx, input, ctx) {
    checkVariables(input.text);
    const all = await tx.list('canned-reply', WORKSPACE);
    if (all.length >= MOST_CANNED && !all.some(({ id }) => id === input.id))
      throw new AppError('comment/too-many', { max: MOST_CANNED });
    tx.put('canned-reply', { ...input, updatedAt: ctx.at });
  },
});

export const removeCannedReply = defineMutation({
  name: 'canned-reply.remove',
  roles: commentRoles,
  input: z.object({ cannedReplyId: cannedReplyIdSchema }),
  async run(tx, { cannedReplyId }) {
    if (await tx.get('canned-reply', cannedReplyId)) tx.remove('canned-reply', cannedReplyId);
  },
});

/** Throws `comment/unknown-variable`: a hole that nothing will ever fill would block every answer made of it. */
export function checkVariables(text: string): void {
  const [name] = unknownVariables(text);
  if (name !== undefined) throw new AppError('comment/unknown-variable', { name });
}
