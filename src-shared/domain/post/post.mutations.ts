import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { postIdSchema, releaseIdSchema } from '../../sync/ids.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { postSchema } from './post.schema.ts';
import { LONGEST_RELEASE_MS, releaseSchema } from './release.schema.ts';

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

/** A person lets it go out when the hub is back. What is still due is for the hub to judge, by its own clock. */
export const releasePost = defineMutation({
  name: 'post.release',
  roles: ['owner', 'operator', 'community'],
  input: releaseSchema.omit({ releasedAt: true, title: true, showId: true }),
  async admit(_reader, { until }, { at }) {
    const aheadMs = Date.parse(until) - Date.parse(at);
    if (aheadMs <= 0 || aheadMs > LONGEST_RELEASE_MS) throw new AppError('release/time');
  },
  async run(tx, input, ctx) {
    const post = await tx.get('post', input.postId);
    if (!post) throw new AppError('post/not-found');
    if (await tx.get('release', input.id)) throw new AppError('release/exists');
    tx.put('release', { ...input, showId: post.showId, title: post.title, releasedAt: ctx.at });
  },
});

/** Takes it back. That it has not gone out yet is the hub's to judge: it alone has the batch. */
export const cancelRelease = defineMutation({
  name: 'post.cancel-release',
  roles: ['owner', 'operator', 'community'],
  input: z.object({ releaseId: releaseIdSchema }),
  async run(tx, { releaseId }) {
    if (!(await tx.get('release', releaseId))) throw new AppError('release/not-found');
    tx.remove('release', releaseId);
  },
});
