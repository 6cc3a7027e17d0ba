import { useSyncExternalStore } from 'react';
import { client } from '#renderer/client/client.ts';
import { createStore, useStore } from '#renderer/client/store.ts';
import { type EditOf, settleOpEdit } from '#renderer/sync/op-edit.ts';
import type { Post } from '#shared/domain/post/post.schema.ts';
import { createDraftSaver, type Draft, type DraftSaver, type SaveState } from './draft-saver.ts';

/** The announcement that is open. It outlives the screen: what is not saved yet goes on being saved. */
const opened = createStore<DraftSaver | null>(null);

function openDraft(draft: Draft, save = savePost, state?: SaveState): void {
  void opened.get()?.flush();
  opened.set(createDraftSaver(draft, { save, after }, state));
}

async function savePost(draft: Draft): Promise<Post['id']> {
  return (await client.post.save(draft)).postId;
}

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

/** A save that the hub refused, to be changed: the first change that is saved takes its place. */
export function openRefused({ opId, input }: EditOf<'post.save'>): void {
  let settled = false;
  const draft = { ...input, id: input.id as Post['id'], showId: input.showId as Post['showId'] } as Draft;
  openDraft(
    draft,
    async (one) => {
      const id = await savePost(one);
      if (!settled) await settleOpEdit(opId);
      settled = true;
      return id;
    },
    // Nothing is sent before the person has changed something.
    'empty',
  );
}

export function openPost({ id, showId, title, text, productId, tags }: Post): void {
  openDraft({ id, showId, title, text, productId, tags });
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
