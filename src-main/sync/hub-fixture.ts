/**
 * Test fixture: the least that a hub has to do with documents — run each op once, with authority, in one order — over
 * documents in memory, as PROTOCOL.md asks. Not the hub: the real one has tests of its own.
 */
import { createHash } from 'node:crypto';
import { AppError } from '#shared/contract/errors.ts';
import type {
  Changes,
  ChunkDigest,
  DocumentChange,
  Op,
  OpResult,
  Page,
  StreamOp,
} from '#shared/contract/hub.ts';
import { mutationNamed } from '#shared/domain/mutations.ts';
import { chunkOf, digestLine } from '#shared/sync/digest.ts';
import { memoryDocuments } from '#shared/sync/documents-fixture.ts';
import { type MutationContext, runMutation } from '#shared/sync/mutation.ts';
import type { HubHistory } from './base-history.ts';

type Actor = Pick<MutationContext, 'personId' | 'role' | 'deviceId'>;

/** What a backup holds. */
function emptyState() {
  return {
    headSeq: 0,
    latest: new Map<string, DocumentChange>(),
    answers: new Map<string, OpResult>(),
    streams: new Map<string, number>(),
  };
}

export function hubModel() {
  let state = emptyState();
  let documents = memoryDocuments();
  const applied: Op[] = [];
  let kept = structuredClone(state);
  let epoch = 'epoch-1';
  let [backupSeq, horizonSeq] = [0, 0];

  async function run(op: Op, actor: Actor): Promise<{ result: OpResult; changes: Changes | null }> {
    const known = state.answers.get(op.opId);
    if (known) return { result: known, changes: null };
    const fromSeq = state.headSeq;
    try {
      const mutation = mutationNamed(op.name);
      if (!mutation) throw new AppError('op/unknown-mutation', { name: op.name });
      const ctx = { ...actor, opId: op.opId, at: op.at };
      const batch = await runMutation(mutation, documents.reader, op.input, ctx);
      documents.apply(batch);
      const changes = batch.writes.map(({ kind, id, parentId, document }) =>
        tell(kind, id, parentId, document),
      );
      applied.push(op);
      const result: OpResult = { opId: op.opId, outcome: 'applied', seq: state.headSeq };
      state.answers.set(op.opId, result);
      const toSeq = state.headSeq;
      return { result, changes: changes.length > 0 ? { fromSeq, toSeq, changes } : null };
    } catch (error) {
      const refused = error instanceof AppError ? error : new AppError('op/failed');
      const result: OpResult = {
        ...{ opId: op.opId, outcome: 'refused', code: refused.code },
        params: { ...refused.params },
      };
      state.answers.set(op.opId, result);
      return { result, changes: null };
    }
  }

  function tell(kind: string, id: string, parentId: string, document: unknown): DocumentChange {
    state.headSeq += 1;
    const change: DocumentChange = { seq: state.headSeq, kind, id, parentId, document };
    state.latest.set(`${kind}/${id}`, change);
    return structuredClone(change);
  }

  const inOrder = () => [...state.latest.values()].sort((a, b) => a.seq - b.seq);

  return {
    /** Every document as JSON by `kind/id`. */
    dump: () => documents.dump(),
    get reader() {
      return documents.reader;
    },
    /** Ops in the order in which they took effect. */
    applied,
    get answers() {
      return state.answers;
    },
    headSeq: () => state.headSeq,
    /** An op seen before gets its first answer and changes nothing. */
    run,
    /** A document that a newer version of the program wrote. */
    tell,
    lastCseq: (streamId: string) => state.streams.get(streamId) ?? 0,
    /** Throws `op/out-of-order`. */
    async push(streamId: string, base: number, ops: readonly StreamOp[], actor: Actor) {
      const last = state.streams.get(streamId) ?? 0;
      if (base > last) throw new AppError('op/out-of-order', { last });
      const results: OpResult[] = [];
      const fromSeq = state.headSeq;
      const changes: DocumentChange[] = [];
      for (const op of ops) {
        const done = await run(op, actor);
        results.push(done.result);
        changes.push(...(done.changes?.changes ?? []));
        state.streams.set(streamId, Math.max(state.streams.get(streamId) ?? 0, op.cseq));
      }
      const told: Changes | null = changes.length > 0 ? { fromSeq, toSeq: state.headSeq, changes } : null;
      return { results, changes: told };
    },
    history: (streamId = ''): HubHistory => ({
      ...{ workspaceId: 'workspace-1', epoch, headSeq: state.headSeq, backupSeq, horizonSeq },
      lastCseq: state.streams.get(streamId) ?? 0,
    }),
    /** The newest state of what changed after a cursor, a page at a time. */
    changesAfter(afterSeq: number, limit: number): Page {
      const changes = inOrder()
        .filter((change) => change.seq > afterSeq)
        .slice(0, limit);
      const complete = changes.length < limit;
      const toSeq = complete ? state.headSeq : (changes.at(-1)?.seq ?? state.headSeq);
      const { headSeq } = state;
      return structuredClone({ fromSeq: afterSeq, toSeq, changes, backupSeq, horizonSeq, headSeq });
    },
    /** As the hub answers a pull. Throws `sync/too-old`. */
    pull(order: { afterSeq: number; limit: number; horizonSeq?: number | undefined }): Page {
      const needed = Math.max(order.afterSeq, order.horizonSeq ?? 0);
      if (order.afterSeq > 0 && needed < horizonSeq) throw new AppError('sync/too-old');
      return this.changesAfter(order.afterSeq, order.limit);
    },
    digest(toSeq: number): ChunkDigest[] | null {
      if (toSeq !== state.headSeq) return null;
      const chunks = new Map<number, DocumentChange[]>();
      for (const change of inOrder()) {
        if (change.document === null) continue;
        const chunk = chunkOf(change.seq);
        chunks.set(chunk, [...(chunks.get(chunk) ?? []), change]);
      }
      return [...chunks].map(([chunk, changes]) => {
        const hash = createHash('sha256').update(changes.map(digestLine).join(''));
        return { chunk, count: changes.length, hash: hash.digest('hex') };
      });
    },
    /** Tombstones up to now are gone. */
    forgetTombstones() {
      for (const [key, { document }] of state.latest) if (document === null) state.latest.delete(key);
      horizonSeq = state.headSeq;
    },
    backUp() {
      kept = structuredClone(state);
      backupSeq = state.headSeq;
    },
    /** Goes back to the last backup, as another epoch. */
    restore(named: string) {
      state = structuredClone(kept);
      documents = memoryDocuments();
      const writes = inOrder().filter(({ document }) => document !== null);
      documents.apply({ writes: writes as never, secrets: [], orders: [], signups: [] });
      epoch = named;
      horizonSeq = Math.min(horizonSeq, state.headSeq);
    },
  };
}
export type HubModel = ReturnType<typeof hubModel>;
