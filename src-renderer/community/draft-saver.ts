/**
 * Keeps one announcement saved while it is written, whatever screen is open meanwhile. Saves follow one another: a
 * first save that is still on its way must not be overtaken by another, or the draft would be made twice.
 */
import type { Post } from '#shared/domain/post/post.schema.ts';

export type Draft = Omit<Post, 'id' | 'updatedAt'> & { readonly id: Post['id'] | null };
export type SaveState = 'empty' | 'saved' | 'unsaved' | 'saving' | 'failed';

export interface DraftSaver {
  draft(): Draft;
  state(): SaveState;
  edit(change: Partial<Omit<Draft, 'id' | 'showId'>>): void;
  /** Saves now what is not yet saved. Never throws: a failure is a state, and is tried again. */
  flush(): Promise<void>;
  subscribe(listener: () => void): () => void;
}

export interface SaverPorts {
  save(draft: Draft): Promise<Post['id']>;
  /** Calls back later; the answer cancels. */
  after(ms: number, run: () => void): () => void;
}

const QUIET_MS = 700;
const AGAIN_MS = 3000;

export function isBlank({ title, text, tags, productId }: Draft): boolean {
  return title.trim() === '' && text.trim() === '' && tags.length === 0 && productId === null;
}

/** `begun`: the state it begins in. In none of them is anything saved before the first edit. */
export function createDraftSaver(
  initial: Draft,
  { save, after }: SaverPorts,
  begun: SaveState = initial.id === null ? 'empty' : 'saved',
): DraftSaver {
  let draft = initial;
  let state = begun;
  let running: Promise<void> | null = null;
  let cancel: () => void = () => undefined;
  const listeners = new Set<() => void>();

  function become(next: SaveState): void {
    state = next;
    for (const listener of listeners) listener();
  }
  function plan(ms: number): void {
    cancel();
    cancel = after(ms, () => void flush());
  }
  async function flush(): Promise<void> {
    cancel();
    if (running) await running;
    if (state !== 'unsaved' && state !== 'failed') return;
    running = saveOnce();
    await running;
  }
  async function saveOnce(): Promise<void> {
    const sent = draft;
    become('saving');
    try {
      const id = await save(sent);
      draft = { ...draft, id };
      if (state === 'saving') become('saved');
      else plan(QUIET_MS);
    } catch {
      become('failed');
      plan(AGAIN_MS);
    } finally {
      running = null;
    }
  }
  return {
    draft: () => draft,
    state: () => state,
    edit(change) {
      draft = { ...draft, ...change };
      if (draft.id === null && isBlank(draft)) {
        cancel();
        return become('empty');
      }
      become('unsaved');
      plan(QUIET_MS);
    },
    flush,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
