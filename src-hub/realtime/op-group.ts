/** Ops that are run to be committed together: what they have written so far, and for whom they were run. */
import type { OpResult } from '#shared/contract/hub.ts';
import type { CommittedOp, HubStore } from '../store/hub-store.ts';
import type { AuthorityView } from './authority.ts';
import { opOverlay } from './op-overlay.ts';

/** The op cannot be judged until those before it in its group are committed. */
export class CommitFirst extends Error {}

export class OpGroup<J extends { readonly results: OpResult[] }> {
  readonly entries: { readonly job: J; readonly op: CommittedOp }[] = [];
  /** What an op's mutation reads and is judged by. */
  readonly view: AuthorityView;
  /** How many of the entries are committed. */
  done = 0;
  readonly #store: HubStore;
  readonly #overlay: ReturnType<typeof opOverlay>;
  readonly #opIds = new Set<string>();
  readonly #lastCseqs = new Map<string, number>();
  #factsWait = false;

  readonly receivedAt: string;

  /** `store` is the one of an exclusive turn; `receivedAt` is when its ops were taken up. */
  constructor(store: HubStore, receivedAt: string, absentMs: AuthorityView['absentMs'] = () => 0) {
    this.#store = store;
    this.receivedAt = receivedAt;
    this.#overlay = opOverlay(store.documents);
    this.view = {
      documents: this.#overlay.reader,
      drops: store.drops,
      batches: store.batches,
      absentMs,
      facts: () => {
        if (this.#factsWait) throw new CommitFirst();
        return store.orders;
      },
    };
  }

  async lastCseq(streamId: string): Promise<number> {
    const last = this.#lastCseqs.get(streamId) ?? (await this.#store.documents.lastCseq(streamId));
    this.#lastCseqs.set(streamId, last);
    return last;
  }

  /** The op's record; throws `CommitFirst` where it is in this very group and has no answer yet. */
  async findOp(opId: string): Promise<{ bodyHash: string; result: OpResult } | null> {
    if (this.#opIds.has(opId)) throw new CommitFirst();
    return this.#store.documents.findOp(opId);
  }

  add(job: J, op: CommittedOp): void {
    this.entries.push({ job, op });
    this.#opIds.add(op.opId);
    if (op.stream) this.#lastCseqs.set(op.stream.streamId, op.stream.cseq);
    if (!('batch' in op.outcome)) return;
    this.#overlay.apply(op.outcome.batch);
    if (op.outcome.batch.orders.length > 0) this.#factsWait = true;
  }

  /** Hands the results of what was committed, from the first entry on, to their jobs. */
  settle(results: readonly OpResult[]): void {
    for (const [at, result] of results.entries()) this.entries[at]?.job.results.push(result);
    this.done = results.length;
  }
}
