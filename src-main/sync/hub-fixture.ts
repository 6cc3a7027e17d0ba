/**
 * Test fixture: the least that a hub has to do with documents — run each op once, with authority, in one order — over
 * documents in memory. Not the hub: its rules are DESIGN §4, and the real one has tests of its own.
 */
import { AppError } from '#shared/contract/errors.ts';
import type { Changes, DocumentChange, Op, OpResult } from '#shared/contract/hub.ts';
import { mutationNamed } from '#shared/domain/mutations.ts';
import { memoryDocuments } from '#shared/sync/documents-fixture.ts';
import { type MutationContext, runMutation } from '#shared/sync/mutation.ts';

export function hubModel() {
  const documents = memoryDocuments();
  const latest = new Map<string, DocumentChange>();
  const answers = new Map<string, OpResult>();
  const applied: Op[] = [];
  let headSeq = 0;

  return {
    ...documents,
    /** Ops in the order in which they took effect. */
    applied,
    answers,
    headSeq: () => headSeq,
    /** An op seen before gets its first answer and changes nothing. */
    async run(
      op: Op,
      actor: Pick<MutationContext, 'personId' | 'role' | 'deviceId'>,
    ): Promise<{ result: OpResult; changes: Changes | null }> {
      const known = answers.get(op.opId);
      if (known) return { result: known, changes: null };
      const mutation = mutationNamed(op.name);
      if (!mutation) throw new Error(op.name);
      const fromSeq = headSeq;
      try {
        const batch = await runMutation(mutation, documents.reader, op.input, {
          ...actor,
          opId: op.opId,
          at: op.at,
        });
        documents.apply(batch);
        const changes = batch.writes.map((write) => {
          headSeq += 1;
          const { kind, id, parentId, document } = write;
          const change: DocumentChange = { seq: headSeq, kind, id, parentId, document };
          latest.set(`${kind}/${id}`, change);
          return structuredClone(change);
        });
        applied.push(op);
        const result: OpResult = { opId: op.opId, outcome: 'applied', seq: headSeq };
        answers.set(op.opId, result);
        return { result, changes: changes.length > 0 ? { fromSeq, toSeq: headSeq, changes } : null };
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        const result: OpResult = {
          opId: op.opId,
          outcome: 'refused',
          code: error.code,
          params: { ...error.params },
        };
        answers.set(op.opId, result);
        return { result, changes: null };
      }
    },
    /** The newest state of what changed after a cursor, a page at a time. */
    changesAfter(afterSeq: number, limit: number): Changes {
      const changes = [...latest.values()]
        .filter((change) => change.seq > afterSeq)
        .sort((a, b) => a.seq - b.seq)
        .slice(0, limit);
      const complete = changes.length < limit;
      const toSeq = complete ? headSeq : (changes.at(-1)?.seq ?? headSeq);
      return structuredClone({ fromSeq: afterSeq, toSeq, changes });
    },
  };
}
export type HubModel = ReturnType<typeof hubModel>;
