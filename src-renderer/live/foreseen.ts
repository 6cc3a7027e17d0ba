/**
 * What a rundown comes to once the desk has done what a person asks: worked out by the very mutation that desk and hub
 * run, over the documents on screen. Pure but for that.
 */
import type { Rundown } from '#shared/contract/desk.ts';
import type { DocumentKind, DocumentOf } from '#shared/domain/documents.ts';
import { type MutationInput, mutations } from '#shared/domain/mutations.ts';
import { inOrder } from '#shared/domain/rundown/rundown.order.ts';
import type { DocumentReader } from '#shared/sync/document-store.ts';
import { type Mutation, type MutationContext, runMutation } from '#shared/sync/mutation.ts';

/** Acts on a rundown that a person wants to see done the moment the key is let go. */
export type ForeseenName = 'rundown.take' | 'rundown.back' | 'rundown.arm' | 'rundown.skip' | 'rundown.move';

/**
 * The rundown with its changes marked as not yet confirmed, or null where nothing can be foreseen: the act is about
 * another rundown, or would be refused, which is the desk's to say.
 */
export async function foreseen<N extends ForeseenName>(
  rundown: Rundown,
  name: N,
  input: MutationInput<N>,
  ctx: Pick<MutationContext, 'personId' | 'role' | 'at'>,
): Promise<Rundown | null> {
  const mutation: Mutation = mutations[name];
  const whole = { ...ctx, opId: 'foreseen', deviceId: 'foreseen' };
  const batch = await runMutation(mutation, readerOf(rundown), input, whole).catch(() => null);
  if (batch === null || batch.writes.length === 0) return null;
  const written = new Map(batch.writes.map(({ id, document }) => [id, document]));
  const now = <D extends { readonly id: string }>(document: D): D =>
    (written.get(document.id) ?? document) as D;
  return {
    ...rundown,
    run: now(rundown.run),
    slots: inOrder(rundown.slots.map(now)),
    pendingIds: [...new Set([...rundown.pendingIds, ...written.keys()])],
  };
}

function readerOf({ show, run, slots, products }: Rundown): DocumentReader {
  const all = new Map<DocumentKind, { parentId: string; documents: readonly DocumentOf<DocumentKind>[] }>([
    ['show', { parentId: '', documents: [show] }],
    ['run', { parentId: show.id, documents: [run] }],
    ['slot', { parentId: run.id, documents: slots }],
    ['product', { parentId: show.id, documents: products }],
  ]);
  return {
    async get<K extends DocumentKind>(kind: K, id: string) {
      const found = all.get(kind)?.documents.find((document) => document.id === id);
      return (found ?? null) as DocumentOf<K> | null;
    },
    async list<K extends DocumentKind>(kind: K, parentId: string) {
      const known = all.get(kind);
      return (known?.parentId === parentId ? [...known.documents] : []) as DocumentOf<K>[];
    },
  };
}
