/**
 * A hub in a few lines: every op that the real one has applied, run once each, in its order, over documents in memory.
 * What comes out is what the real one must hold. It goes on from where it was, as the real one does.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Op } from '#shared/contract/hub.ts';
import { mutationNamed } from '#shared/domain/mutations.ts';
import { bufferedTx } from '#shared/sync/buffered-tx.ts';
import type { DocumentReader, WriteBatch } from '#shared/sync/document-store.ts';
import { memoryDocuments } from '#shared/sync/documents-fixture.ts';
import { runMutation } from '#shared/sync/mutation.ts';
import type { HubOp, HubRows } from './hub-rows.ts';

export interface Replay {
  /** Runs what is new on the hub; answers all documents by `kind/id`. */
  follow(
    hub: Pick<HubRows, 'epoch' | 'ops' | 'documents'>,
  ): Promise<{ documents: Record<string, unknown>; violations: readonly string[] }>;
}

type HubDocuments = HubRows['documents'];

interface Applied extends HubOp {
  readonly opId: string;
  readonly seq: number;
}

/** `bodyOf` answers an op as its console sent it: the hub keeps only a hash of its body. */
export function replayOf(bodyOf: (opId: string) => Op | undefined): Replay {
  let documents = memoryDocuments();
  let epoch = '';
  let done = new Set<string>();
  let lastSeq = 0;
  const violations: string[] = [];

  async function batchOf(applied: Applied, reader: DocumentReader): Promise<WriteBatch> {
    const { opId, name, personId, role, deviceId, at } = applied;
    const mutation = mutationNamed(name);
    const op = bodyOf(opId);
    if (!mutation || !op) throw new Error('nobody has sent it');
    return runMutation(mutation, reader, op.input, { opId, personId, role, deviceId, at });
  }

  /**
   * An op that changes nothing shares its seq with the one before it: of one seq, the first writes and no other does.
   * Answers what the first would write; null where this cannot be the order.
   */
  async function asOrder([first, ...others]: readonly Applied[]): Promise<WriteBatch | null> {
    if (!first) return null;
    const { tx } = bufferedTx(documents.reader);
    const batch = await batchOf(first, documents.reader);
    if (batch.writes.length === 0) return null;
    for (const write of batch.writes) {
      if (write.document === null) tx.remove(write.kind, write.id);
      else tx.put(write.kind, write.document);
    }
    for (const other of others) if ((await batchOf(other, tx)).writes.length > 0) return null;
    return batch;
  }

  /** Two people who do the same at once leave the same seqs either way: what the hub holds says who was first. */
  async function inOrder(ofOneSeq: readonly Applied[], told: HubDocuments): Promise<readonly Applied[]> {
    if (ofOneSeq.length === 1) return ofOneSeq;
    let possible = ofOneSeq;
    for (const first of ofOneSeq) {
      const order = [first, ...ofOneSeq.filter((one) => one !== first)];
      const batch = await asOrder(order).catch(() => null);
      if (!batch) continue;
      possible = order;
      const holds = batch.writes.every(({ kind, id, document }) => {
        const stored = told.get(`${kind}/${id}`);
        return !stored || stored.seq > first.seq || isDeepStrictEqual(stored.document, document);
      });
      if (holds) return order;
    }
    return possible;
  }

  async function run(applied: Applied): Promise<void> {
    try {
      documents.apply(await batchOf(applied, documents.reader));
    } catch (error) {
      violations.push(`the hub has applied ${applied.name} ${applied.opId}, which could not be: ${error}`);
    }
  }

  return {
    async follow(hub) {
      if (hub.epoch !== epoch) {
        // A restored hub has another past.
        [documents, done, lastSeq] = [memoryDocuments(), new Set(), 0];
        epoch = hub.epoch;
      }
      const fresh = [...hub.ops].flatMap(([opId, op]) =>
        op.result.outcome === 'applied' && !done.has(opId) ? [{ ...op, opId, seq: op.result.seq }] : [],
      );
      const bySeq = Map.groupBy(fresh, ({ seq }) => seq);
      for (const seq of [...bySeq.keys()].sort((a, b) => a - b)) {
        if (seq < lastSeq) violations.push(`the hub has put something at ${seq}, behind ${lastSeq}`);
        lastSeq = Math.max(lastSeq, seq);
        for (const op of await inOrder(bySeq.get(seq) ?? [], hub.documents)) {
          await run(op);
          done.add(op.opId);
        }
      }
      return { documents: documents.dump(), violations };
    },
  };
}
