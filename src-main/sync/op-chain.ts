/**
 * The ops whose effect is not in the bases yet, as a chain: each sees the bases and what those before it made of them.
 * When bases change or ops leave, only those run again that read something which is no longer what it was; the rest
 * would only write the same again. The outcome is that of running them all ([SY34]); the cost is that of what changed.
 */
import type { DocumentReader, DocumentWrite } from '#shared/sync/document-store.ts';
import {
  type HeldDocument,
  type HeldReader,
  heldReader,
  readOnce,
  sameToReaders,
} from '../cache/document.repo.ts';
import { Ordered, type Placed } from './ordered.ts';

/** What an op read beyond its own writes, and what it wrote. */
export interface OpRun {
  readonly reads: ReadonlySet<string>;
  readonly writes: readonly HeldDocument[];
}

export type RunOpAgain = (cseq: number, reader: DocumentReader) => Promise<readonly DocumentWrite[]>;

export interface Revision {
  /** The bases as they will be. */
  readonly bases: HeldReader;
  /** What has changed in them: each as it was and as it will be. */
  readonly changes: readonly { readonly before: HeldDocument | null; readonly after: HeldDocument }[];
  /** Ops that leave: confirmed or refused. */
  readonly leaving: ReadonlySet<number>;
}

export interface OpChain {
  readonly size: number;
  /** False: no op writes this document, and none can have read it. */
  mayTouch(held: Pick<HeldDocument, 'kind' | 'id'>): boolean;
  /** An op that has just run on the view. */
  append(cseq: number, run: OpRun): void;
  /** Runs an op on top of all that are there. */
  extend(cseq: number, bases: HeldReader): Promise<void>;
  /** Answers the documents of which something else is pending now. */
  revise(revision: Revision): Promise<PendingDocument[]>;
  /** What is pending, of every document. */
  pending(): HeldDocument[];
}

export interface PendingDocument {
  readonly kind: string;
  readonly id: string;
  /** Null = nothing. */
  readonly held: HeldDocument | null;
}

interface Written extends Placed {
  readonly held: HeldDocument;
}
interface ChainedOp {
  reads: ReadonlySet<string>;
  writes: Map<string, Written>;
}
/** The next op to look at for a document that is no longer what it was there. */
interface Stop extends Placed {
  readonly document: string;
  readonly key: string;
  readonly version: number;
}

const LIST = 'list:';
const documentKey = (kind: string, id: string) => `${kind}/${id}`;
const listKey = (kind: string, parentId: string) => `${LIST}${kind}/${parentId}`;

/** A reader that keeps book of what it was asked for. */
export function recordingReader(source: DocumentReader): { reader: DocumentReader; reads: Set<string> } {
  const reads = new Set<string>();
  const reader: DocumentReader = {
    get(kind, id) {
      reads.add(documentKey(kind, id));
      return source.get(kind, id);
    },
    list(kind, parentId) {
      reads.add(listKey(kind, parentId));
      return source.list(kind, parentId);
    },
  };
  return { reader, reads };
}

export function heldWrites(writes: readonly DocumentWrite[]): HeldDocument[] {
  return writes.map(({ kind, id, parentId, document }) => ({
    ...{ kind, id, parentId },
    json: document === null ? null : JSON.stringify(document),
  }));
}

export function opChain(runAgain: RunOpAgain): OpChain {
  const ops = new Map<number, ChainedOp>();
  /** Every write of a document, in order. */
  const written = new Map<string, Ordered<Written>>();
  /** Documents that some op writes or wrote under a parent; and the parents of each. */
  const writtenUnder = new Map<string, Set<string>>();
  const parentsOf = new Map<string, Set<string>>();
  /** Ops that read or write a document, or read a list. */
  const touching = new Map<string, Ordered<Placed>>();
  const read = readOnce();
  /** Kinds of which some op has read a list, ever. */
  const listedKinds = new Set<string>();

  /** What a document is just before a place in the chain. */
  function seenAt(document: string, cseq: number, base: () => HeldDocument | null): HeldDocument | null {
    return (written.get(document)?.before(cseq) ?? null)?.held ?? base();
  }

  function readerAt(cseq: number, bases: HeldReader): DocumentReader {
    const source: HeldReader = {
      get: (kind, id) => seenAt(documentKey(kind, id), cseq, () => bases.get(kind, id)),
      list(kind, parentId) {
        const found = new Map<string, HeldDocument>();
        const take = (held: HeldDocument | null) => {
          if (held?.parentId === parentId && held.json !== null) found.set(held.id, held);
        };
        for (const base of bases.list(kind, parentId))
          take(seenAt(documentKey(kind, base.id), cseq, () => base));
        for (const document of writtenUnder.get(listKey(kind, parentId)) ?? [])
          take(written.get(document)?.before(cseq)?.held ?? null);
        return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
      },
    };
    return heldReader(source, read);
  }

  function keep(cseq: number, { reads, writes }: OpRun): ChainedOp {
    const op: ChainedOp = { reads, writes: new Map() };
    for (const held of writes) {
      const document = documentKey(held.kind, held.id);
      const one: Written = { cseq, held };
      op.writes.set(document, one);
      entryOf(written, document).add(one);
      addTo(writtenUnder, listKey(held.kind, held.parentId), document);
      addTo(parentsOf, document, held.parentId);
    }
    for (const key of new Set([...reads, ...op.writes.keys()])) {
      entryOf(touching, key).add({ cseq });
      if (key.startsWith(LIST)) listedKinds.add(key.slice(LIST.length, key.indexOf('/')));
    }
    ops.set(cseq, op);
    return op;
  }

  function forget(cseq: number): ChainedOp {
    const op = ops.get(cseq) ?? { reads: new Set(), writes: new Map() };
    ops.delete(cseq);
    for (const [document, { held }] of op.writes) {
      const rest = written.get(document);
      rest?.remove(cseq);
      if (rest?.size !== 0) continue;
      written.delete(document);
      for (const parentId of parentsOf.get(document) ?? [])
        dropFrom(writtenUnder, listKey(held.kind, parentId), document);
      parentsOf.delete(document);
    }
    for (const key of new Set([...op.reads, ...op.writes.keys()])) {
      const entry = touching.get(key);
      entry?.remove(cseq);
      if (entry?.size === 0) touching.delete(key);
    }
    return op;
  }

  async function runAt(cseq: number, bases: HeldReader): Promise<OpRun> {
    const { reader, reads } = recordingReader(readerAt(cseq, bases));
    return { reads, writes: heldWrites(await runAgain(cseq, reader)) };
  }

  async function revise({ bases, changes, leaving }: Revision): Promise<PendingDocument[]> {
    /** Documents whose last word may be another, with what it was. */
    const seen = new Map<string, { kind: string; id: string; was: HeldDocument | null }>();
    const see = ({ kind, id }: HeldDocument) => {
      const document = documentKey(kind, id);
      if (!seen.has(document)) seen.set(document, { kind, id, was: lastWord(document) });
    };
    const parentsBefore = new Map<string, string>();
    /** Documents that are not what they were, where the work has got to; the version tells stale stops. */
    const changed = new Map<string, number>();
    const agenda = new Ordered<Stop>();
    let versions = 0;

    function goOn(stop: Omit<Stop, 'cseq'>, from: number): void {
      const next = touching.get(stop.key)?.after(from);
      if (next) agenda.add({ ...stop, cseq: next.cseq });
    }
    function differs(
      held: Pick<HeldDocument, 'kind' | 'id'>,
      from: number,
      parents: readonly string[],
    ): void {
      const document = documentKey(held.kind, held.id);
      versions += 1;
      changed.set(document, versions);
      const under = new Set([...parents, ...(parentsOf.get(document) ?? [])]);
      const [base, before] = [bases.get(held.kind, held.id), parentsBefore.get(document)];
      if (base) under.add(base.parentId);
      if (before !== undefined) under.add(before);
      const keys = [document, ...[...under].map((parentId) => listKey(held.kind, parentId))];
      for (const key of keys) goOn({ document, key, version: versions }, from);
    }
    /** After `cseq` the document was `was` and is `now`; either null where that is not known to have been written. */
    function compare(cseq: number, was: Written | null, now: Written | null): void {
      const held = (now ?? was)?.held;
      if (!held) return;
      const document = documentKey(held.kind, held.id);
      const beneath = () => seenAt(document, cseq, () => bases.get(held.kind, held.id))?.json ?? null;
      const json = now ? now.held.json : beneath();
      // What was there before an op first wrote it is what is beneath, unless that has changed as well.
      const same = was
        ? sameToReaders(held.kind, was.held.json, json)
        : !changed.has(document) && sameToReaders(held.kind, beneath(), json);
      if (same) changed.delete(document);
      else
        differs(
          held,
          cseq,
          [was, now].flatMap((one) => (one ? [one.held.parentId] : [])),
        );
    }

    for (const { before, after } of changes) {
      const document = documentKey(after.kind, after.id);
      if (before) parentsBefore.set(document, before.parentId);
      // A text that only looks different costs some running again, and reading both would cost it every time.
      if (before?.json !== after.json) differs(after, Number.NEGATIVE_INFINITY, []);
    }
    for (const cseq of leaving) if (ops.has(cseq)) agenda.add({ cseq, document: '', key: '', version: 0 });

    for (let here = agenda.takeFirst(); here[0]; here = agenda.takeFirst()) {
      const [{ cseq }] = here;
      const live = here.filter((stop) => changed.get(stop.document) === stop.version);
      const op = ops.get(cseq);
      if (op && leaving.has(cseq)) {
        for (const was of op.writes.values()) see(was.held);
        forget(cseq);
        for (const was of op.writes.values()) compare(cseq, was, null);
      } else if (op && live.some((stop) => op.reads.has(stop.key))) {
        const again = await runAt(cseq, bases);
        for (const was of op.writes.values()) see(was.held);
        for (const held of again.writes) see(held);
        forget(cseq);
        const { writes } = keep(cseq, again);
        for (const document of new Set([...op.writes.keys(), ...writes.keys()]))
          compare(cseq, op.writes.get(document) ?? null, writes.get(document) ?? null);
      } else if (op && live.length > 0) {
        for (const document of op.writes.keys()) changed.delete(document);
      }
      for (const stop of live) if (changed.get(stop.document) === stop.version) goOn(stop, cseq);
    }
    return [...seen].flatMap(([document, { kind, id, was }]) => {
      const held = lastWord(document);
      const same = held?.json === was?.json && held?.parentId === was?.parentId;
      return same ? [] : [{ kind, id, held }];
    });
  }

  const lastWord = (document: string) => written.get(document)?.last()?.held ?? null;

  return {
    get size() {
      return ops.size;
    },
    mayTouch: ({ kind, id }) => touching.has(documentKey(kind, id)) || listedKinds.has(kind),
    append: keep,
    async extend(cseq, bases) {
      keep(cseq, await runAt(cseq, bases));
    },
    revise,
    pending: () => [...written.keys()].flatMap((document) => lastWord(document) ?? []),
  };
}

function entryOf<T extends Placed>(map: Map<string, Ordered<T>>, key: string): Ordered<T> {
  const known = map.get(key);
  if (known) return known;
  const made = new Ordered<T>();
  map.set(key, made);
  return made;
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}

function dropFrom(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  set?.delete(value);
  if (set?.size === 0) map.delete(key);
}
