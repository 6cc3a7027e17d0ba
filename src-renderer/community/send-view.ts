/** What stands beside the groups: the text, its dry run, or a batch. It outlives the screen, not the show. */
import { createStore, useStore } from '#renderer/client/store.ts';
import type { Batch } from '#shared/domain/batch/batch.schema.ts';
import type { Post } from '#shared/domain/post/post.schema.ts';
import type { RunKind, Show } from '#shared/domain/show/show.schema.ts';

interface PlanView {
  readonly at: 'plan';
  readonly showId: Show['id'];
  readonly postId: Post['id'];
  readonly runKind: RunKind;
  readonly title: string;
}
interface BatchView {
  readonly at: 'batch';
  readonly showId: Show['id'];
  readonly batchId: Batch['batchId'];
}
export type SendView = { readonly at: 'text' } | PlanView | BatchView;

const text: SendView = { at: 'text' };
const view = createStore<SendView>(text);

export const openText = () => view.set(text);
export const openPlan = (plan: Omit<PlanView, 'at'>) => view.set({ at: 'plan', ...plan });
export const openBatch = (batch: Omit<BatchView, 'at'>) => view.set({ at: 'batch', ...batch });

/** Another show's dry run or batch is not shown: its text is. */
export function useSendView(showId: Show['id']): SendView {
  const current = useStore(view);
  return current.at === 'text' || current.showId === showId ? current : text;
}
