/** What a show's rehearsals have left among the documents: one list for the reset and for what is said before it. */
import type { DocumentReader } from '../../sync/document-store.ts';
import { type DocumentKind, type DocumentOf, WORKSPACE } from '../documents.ts';
import type { Slot } from '../rundown/slot.schema.ts';
import type { Run } from '../show/show.schema.ts';

/**
 * Every kind of document that says which run kind it belongs to, and what a reset does with those of a rehearsal. A new
 * kind with a run kind is named here, or a test fails.
 */
export const resetOf = {
  question: 'remove',
  ticket: 'remove',
  lease: 'remove',
  release: 'remove',
  mark: 'remove',
  promise: 'remove',
  handover: 'remove',
  /** The plan of a drop is the show's work; what became of it is an effect and goes. */
  drop: 'keep',
} as const satisfies Partial<Record<DocumentKind, 'remove' | 'keep'>>;

type Removed = {
  [K in keyof typeof resetOf]: (typeof resetOf)[K] extends 'remove' ? K : never;
}[keyof typeof resetOf];

export interface RehearsalDocuments {
  readonly runs: readonly Run[];
  readonly slots: readonly Slot[];
  readonly removed: readonly { readonly kind: Removed | 'sequence'; readonly id: string }[];
}

export async function rehearsalDocuments(
  reader: DocumentReader,
  showId: string,
): Promise<RehearsalDocuments> {
  const runs = (await reader.list('run', showId)).filter(({ kind }) => kind === 'rehearsal');
  const slots: Slot[] = [];
  for (const run of runs) slots.push(...(await reader.list('slot', run.id)));
  const removed: { kind: Removed | 'sequence'; id: string }[] = [];
  // A script takes the slots of its run, and goes with the copy that had them.
  const copies = new Set<string>(runs.filter(({ copyOf }) => copyOf !== null).map(({ id }) => id));
  for (const { id, runId } of await reader.list('sequence', showId))
    if (copies.has(runId)) removed.push({ kind: 'sequence', id });
  for (const [kind, what] of Object.entries(resetOf) as [Removed, string][]) {
    if (what !== 'remove') continue;
    for (const document of await ofShow(reader, kind, showId))
      if (document.runKind === 'rehearsal') removed.push({ kind, id: document.id });
  }
  return { runs, slots, removed };
}

/** A release hangs under the workspace, all else under its show. */
async function ofShow(reader: DocumentReader, kind: Removed, showId: string): Promise<DocumentOf<Removed>[]> {
  const all = await reader.list(kind, kind === 'release' ? WORKSPACE : showId);
  return all.filter((document) => document.showId === showId);
}
