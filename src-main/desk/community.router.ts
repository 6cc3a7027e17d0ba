import { AppError } from '#shared/contract/errors.ts';
import { groupsMeant, utf8Length } from '#shared/domain/batch/plan.ts';
import { WORKSPACE } from '#shared/domain/documents.ts';
import { renderPost } from '#shared/domain/post/render.ts';
import type { PostId, ReleaseId } from '#shared/sync/ids.ts';
import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';
import { done } from './rundown.router.ts';

export function communityRouter(os: DeskImplementer, desk: DeskParts) {
  const { documents, mutate, ports } = desk;
  return {
    release: {
      list: os.release.list.handler(async ({ input }) => {
        const all = await documents.view.list('release', WORKSPACE);
        const ofShow = all.filter(({ showId }) => showId === input.showId);
        return marked(documents, ofShow).map((one) => ({
          ...one,
          own: one.consoleId === desk.deviceId,
          handed: desk.releases.wasHanded(one.id),
        }));
      }),
      make: os.release.make.handler(async ({ input }) => {
        const releaseId = ports.ids.next() as ReleaseId;
        await mutate('post.release', { ...input, id: releaseId, consoleId: desk.deviceId });
        return { releaseId };
      }),
      cancel: os.release.cancel.handler(async ({ input }) => done(mutate('post.cancel-release', input))),
    },
    group: {
      list: os.group.list.handler(async () =>
        marked(documents, await documents.view.list('group', WORKSPACE)),
      ),
      remove: os.group.remove.handler(async ({ input }) => done(mutate('group.remove', input))),
    },
    post: {
      list: os.post.list.handler(async ({ input }) =>
        marked(documents, await documents.view.list('post', input.showId)),
      ),
      save: os.post.save.handler(async ({ input }) => {
        const postId = input.id ?? (ports.ids.next() as PostId);
        await mutate('post.save', { ...input, id: postId });
        return { postId };
      }),
      remove: os.post.remove.handler(async ({ input }) => done(mutate('post.remove', input))),
      preview: os.post.preview.handler(async ({ input }) => {
        const show = await documents.view.get('show', input.showId);
        if (!show) throw new AppError('show/not-found');
        const product =
          input.productId === null ? null : await documents.view.get('product', input.productId);
        const groups = await documents.view.list('group', WORKSPACE);
        const rendered = groupsMeant(input.tags, groups).map((group) => {
          const { text, unfilled } = renderPost(input.text, { show, product, group });
          return { groupId: group.id, groupName: group.name, text, bytes: utf8Length(text), unfilled };
        });
        return { rendered, blockedCount: rendered.filter((one) => one.unfilled.length > 0).length };
      }),
    },
  };
}

/** Documents with whether the hub has confirmed them as they are. */
function marked<D extends { readonly id: string }>(
  { pendingAmong }: DeskParts['documents'],
  all: readonly D[],
): (D & { pending: boolean })[] {
  const pending = new Set(pendingAmong(all.map(({ id }) => id)));
  return all.map((one) => ({ ...one, pending: pending.has(one.id) }));
}
