import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { postIdSchema } from '../../sync/ids.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { postSchema } from './post.schema.ts';

export const savePost = defineMutation({
  name: 'post.save',
  roles: ['owner', 'operator', 'community'],
  input: postSchema.omit({ updatedAt: true }),
  async run(tx, input, ctx) {
    if (!(await tx.get('show', input.showId))) throw new AppError('show/not-found');
    tx.put('post', { ...input, updatedAt: ctx.at });
  },
});

export const removePost = defineMutation({
  name: 'post.remove',
  roles: ['owner', 'operator', 'community'],
  input: z.object({ postId: postIdSchema }),
  async run(tx, { postId }) {
    if (!(await tx.get('post', postId))) throw new AppError('post/not-found');
    tx.remove('post', postId);
  },
});
