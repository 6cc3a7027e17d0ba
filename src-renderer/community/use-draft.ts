import { useSyncExternalStore } from 'react';
import { client } from '#renderer/client/client.ts';
import { createStore, useStore } from '#renderer/client/store.ts';
import type { Post } from '#shared/domain/post/post.schema.ts';
import { createDraftSaver, type Draft, type DraftSaver, type SaveState } from './draft-saver.ts';

/** The announcement that is open. It outlives the screen: what is not saved yet goes on being saved. */
const opened = createStore<DraftSaver | null>(null);

function openDraft(draft: Draft): void {
  void opened.get()?.flush();
  opened.set(
    createDraftSaver(draft, {
      save: async (one) => (await client.post.save(one)).postId,
      after(ms, run) {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    }),
  );
}

export function openPost({ updatedAt: _updatedAt, ...post }: Post): void {
  openDraft(post);
}

export function openBlank(showId: Draft['showId']): void {
  openDraft({ id: null, showId, title: '', text: '', productId: null, tags: [] });
}

export function closeDraft(): void {
  void opened.get()?.flush();
  opened.set(null);
}

export interface OpenDraft {
  readonly draft: Draft;
  readonly saveState: SaveState;
  readonly edit: DraftSaver['edit'];
  readonly flush: DraftSaver['flush'];
}

const nothing = () => () => undefined;

export function useDraft(): OpenDraft | null {
  const saver = useStore(opened);
  const draft = useSyncExternalStore(saver?.subscribe ?? nothing, () => saver?.draft() ?? null);
  const saveState = useSyncExternalStore(saver?.subscribe ?? nothing, () => saver?.state() ?? 'empty');
  return saver && draft ? { draft, saveState, edit: saver.edit, flush: saver.flush } : null;
}
