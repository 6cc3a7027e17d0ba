/** Sending an announcement: the dry run is made here, the sending is the hub's. */
import { createHash } from 'node:crypto';
import { AppError } from '#shared/contract/errors.ts';
import { hadKey, planBatch, planFingerprint } from '#shared/domain/batch/plan.ts';
import { WORKSPACE } from '#shared/domain/documents.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import type { BatchId, PostId } from '#shared/sync/ids.ts';
import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';
import { done } from './rundown.router.ts';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

export function batchRouter(os: DeskImplementer, desk: DeskParts) {
  const { command, session, batches, ports } = desk;
  return {
    batch: {
      plan: os.batch.plan.handler(async ({ input }) => planOf(desk, input)),
      send: os.batch.send.handler(async ({ input }) => done(command({ name: 'batch.send', ...input }))),
      list: os.batch.list.handler(async ({ input }) => session.request('batches', input)),
      get: os.batch.get.handler(async ({ input }) => session.request('batch', input)),
      text: os.batch.text.handler(async ({ input }) => session.request('batchText', input)),
      watch: os.batch.watch.handler(async function* ({ input, signal }) {
        const news = await batches.watch(input.batchId);
        signal?.addEventListener('abort', () => news.close(), { once: true });
        if (signal?.aborted) news.close();
        yield* news;
      }),
      cancel: os.batch.cancel.handler(async ({ input }) => done(command({ name: 'batch.cancel', ...input }))),
      pause: os.batch.pause.handler(async ({ input }) => done(command({ name: 'batch.pause', ...input }))),
      resume: os.batch.resume.handler(async ({ input }) => done(command({ name: 'batch.resume', ...input }))),
      stop: os.batch.stop.handler(async ({ input }) => done(command({ name: 'batch.stop', ...input }))),
      retryFailed: os.batch.retryFailed.handler(async ({ input }) =>
        done(command({ name: 'batch.retryFailed', ...input })),
      ),
      settle: os.batch.settle.handler(async ({ input }) => done(command({ name: 'batch.settle', ...input }))),
      tick: os.batch.tick.handler(async ({ input }) => done(command({ name: 'batch.tick', ...input }))),
    },
  };

  async function planOf({ documents }: DeskParts, { postId, runKind }: { postId: PostId; runKind: RunKind }) {
    const post = await documents.view.get('post', postId);
    if (!post) throw new AppError('post/not-found');
    const show = await documents.view.get('show', post.showId);
    if (!show) throw new AppError('show/not-found');
    const product = post.productId === null ? null : await documents.view.get('product', post.productId);
    const groups = await documents.view.list('group', WORKSPACE);
    // Before the hub is asked: it may be put back to a backup meanwhile, and a dry run is never of a later epoch.
    const epoch = documents.epoch();
    const known = await hadBy(postId, runKind);
    const had = new Set((known ?? []).map(({ groupId, textHash }) => hadKey(groupId, textHash)));
    const planned = planBatch({ post, show, product, groups, had, sha256 });
    return {
      // Of this dry run: pressing twice sends once.
      batchId: ports.ids.next() as BatchId,
      planHash: planFingerprint({ postId, runKind, epoch }, planned, sha256),
      complete: known !== null,
      blockedCount: planned.filter(({ unfilled }) => unfilled.length > 0).length,
      deliveries: planned.map(({ textHash: _, unfilled, ...one }) => ({ ...one, unfilled: [...unfilled] })),
    };
  }

  /** Null while the hub, which alone knows, is away. */
  async function hadBy(postId: string, runKind: RunKind) {
    try {
      return await session.request('batchHad', { postId, runKind });
    } catch (error) {
      if (error instanceof AppError && error.code === 'hub/away') return null;
      throw error;
    }
  }
}
