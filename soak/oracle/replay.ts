/**
 * A hub in a few lines: every op that the real one has applied, run once each, in its order, over documents in memory.
 * What comes out is what the real one must hold. It goes on from where it was, as the real one does.
 */
import type { Op } from '#shared/contract/hub.ts';
import { mutationNamed } from '#shared/domain/mutations.ts';
import { memoryDocuments } from '#shared/sync/documents-fixture.ts';
import { runMutation } from '#shared/sync/mutation.ts';
import type { HubOp, HubRows } from './hub-rows.ts';

export interface Replay {
  /** Runs what is new on the hub; answers all documents by `kind/id`. */
  follow(
    hub: Pick<HubRows, 'epoch' | 'ops'>,
  ): Promise<{ documents: Record<string, unknown>; violations: readonly string[] }>;
}

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

  async function run({ opId, name, personId, role, deviceId, at }: Applied): Promise<void> {
    const mutation = mutationNamed(name);
    const op = bodyOf(opId);
    if (!mutation || !op) {
      violations.push(`the hub has applied ${name} ${opId}, which nobody has sent`);
      return;
    }
    try {
      const ctx = { opId, personId, role, deviceId, at };
      documents.apply(await runMutation(mutation, documents.reader, op.input, ctx));
    } catch (error) {
      violations.push(`the hub has applied ${name} ${opId}, which could not be: ${error}`);
    }
  }

  return {
    async follow(hub) {
      if (hub.epoch !== epoch) {
        // A restored hub has another past.
        [documents, done, lastSeq] = [memoryDocuments(), new Set(), 0];
        epoch = hub.epoch;
      }
      const fresh = [...hub.ops]
        .flatMap(([opId, op]) =>
          op.result.outcome === 'applied' && !done.has(opId) ? [{ ...op, opId, seq: op.result.seq }] : [],
        )
        .sort((a, b) => a.seq - b.seq);
      for (const op of fresh) {
        if (op.seq < lastSeq) violations.push(`the hub has put ${op.opId} at ${op.seq}, behind ${lastSeq}`);
        await run(op);
        done.add(op.opId);
        lastSeq = Math.max(lastSeq, op.seq);
      }
      return { documents: documents.dump(), violations };
    },
  };
}
