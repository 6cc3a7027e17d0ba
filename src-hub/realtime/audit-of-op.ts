/** What the audit log says of an op: told from its gist and from what its documents were before and are after it. */

import type { AuditChange } from '#shared/domain/audit/audit.schema.ts';
import { changeOf, MOST_CHANGES } from '#shared/domain/audit/audit-changes.ts';
import type { DocumentKind } from '#shared/domain/documents.ts';
import { emptyGist, type Gist, gistOf } from '#shared/domain/gist.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import type { DocumentReader, DocumentWrite, WriteBatch } from '#shared/sync/document-store.ts';
import type { Actor } from '../hub.ts';
import type { AuditNote } from '../store/audit-log.ts';

type Fields = Readonly<Record<string, unknown>>;
const MOST_ABOUT = 24;

/** Of an op that is about to change what `read` answers; `batch` is null where it was refused. Never throws. */
export async function auditOfOp(
  op: { readonly name: string; readonly input: unknown },
  batch: WriteBatch | null,
  read: DocumentReader,
  actor: Actor,
): Promise<AuditNote> {
  const who = { personName: actor.personName ?? '', deviceName: actor.deviceName ?? '', role: actor.role };
  const gist = await gistOf(op.name, op.input, read).catch(() => emptyGist);
  try {
    const writes = batch?.writes ?? [];
    const listed = writes.slice(0, MOST_CHANGES);
    const changes: AuditChange[] = [];
    for (const write of listed) {
      const change = await changed(write, read);
      if (change) changes.push(change);
    }
    return {
      ...who,
      ...{ mode: await modeOf(op.input, gist, writes, read), showId: gist.showId, facts: gist.facts },
      ...{ changes, more: writes.length - listed.length, about: aboutOf(gist, writes) },
    };
  } catch {
    return {
      ...who,
      mode: null,
      showId: gist.showId,
      facts: gist.facts,
      changes: [],
      more: 0,
      about: gist.about,
    };
  }
}

async function changed(write: DocumentWrite, read: DocumentReader): Promise<AuditChange | null> {
  const before = (await read.get(write.kind, write.id)) as Fields | null;
  const after = write.document as Fields | null;
  const known = after ?? before;
  if (!known) return null;
  const names = new Map<string, string>();
  for (const document of [before, after])
    for (const field in document) {
      const id = document[field];
      // What stays the same is not told, so its name need not be known.
      if (typeof id !== 'string' || !namesAThing(field) || before?.[field] === after?.[field]) continue;
      const name = (await nameOfProduct(id, read)) ?? (await nameOfSlot(id, read));
      if (name !== null) names.set(id, name);
    }
  const name = await nameOf(write.kind, known, read);
  return changeOf({ kind: write.kind, id: write.id, name, before, after }, (id) => names.get(id) ?? null);
}

const namesAThing = (field: string) => field === 'productId' || field.endsWith('SlotId');

async function nameOf(kind: DocumentKind, document: Fields, read: DocumentReader): Promise<string> {
  if (kind === 'slot' || kind === 'lease')
    return (await nameOfProduct(String(document['productId']), read)) ?? '';
  if (kind === 'run') return (await read.get('show', String(document['showId'])))?.title ?? '';
  for (const field of ['title', 'name', 'label', 'text']) {
    const value = document[field];
    if (typeof value === 'string' && value !== '') return value.slice(0, 60);
  }
  return '';
}

async function nameOfProduct(id: string, read: DocumentReader): Promise<string | null> {
  return (await read.get('product', id))?.name ?? null;
}

async function nameOfSlot(id: string, read: DocumentReader): Promise<string | null> {
  const slot = await read.get('slot', id);
  return slot && nameOfProduct(slot.productId, read);
}

/** Live or rehearsal, from the run or from the first document that says it. */
async function modeOf(
  input: unknown,
  { about }: Gist,
  writes: readonly DocumentWrite[],
  read: DocumentReader,
): Promise<RunKind | null> {
  for (const source of [
    input as Fields | null,
    ...writes.slice(0, 4).map(({ document }) => document as Fields | null),
  ]) {
    // Written out: a schema that says no is slow, and this is asked for every op.
    const kind = source?.['runKind'] ?? (source?.['onAirSlotId'] === undefined ? null : source['kind']);
    if (kind === 'live' || kind === 'rehearsal') return kind;
    const runId = source?.['runId'];
    const run = typeof runId === 'string' ? await read.get('run', runId) : null;
    if (run) return run.kind;
  }
  for (const id of about) {
    const run = await read.get('run', id);
    if (run) return run.kind;
    const slot = await read.get('slot', id);
    const own = slot ? await read.get('run', slot.runId) : await read.get('drop', id);
    if (own) return 'runKind' in own ? own.runKind : own.kind;
  }
  return null;
}

function aboutOf(gist: Gist, writes: readonly DocumentWrite[]): string[] {
  const products = writes.flatMap(({ document }) => {
    const id = (document as Fields | null)?.['productId'];
    return typeof id === 'string' ? [id] : [];
  });
  return [...new Set([...gist.about, ...writes.map(({ id }) => id), ...products])].slice(0, MOST_ABOUT);
}
