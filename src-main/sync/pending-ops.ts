/**
 * Keeps what pending ops make of the bases: one rebase takes the hub's changes and answers, lets ops leave, runs again
 * what needs it and writes everything in one transaction ([SY34]).
 */
import type Database from 'better-sqlite3';
import type { Op, OpResult } from '#shared/contract/hub.ts';
import { mutationNamed } from '#shared/domain/mutations.ts';
import { type MutationContext, runMutation } from '#shared/sync/mutation.ts';
import type { BaseChange, DocumentRepo, HeldDocument, HeldReader } from '../cache/document.repo.ts';
import type { OutboxRepo } from '../cache/outbox.repo.ts';
import type { BaseHistory } from './base-history.ts';
import { type OpChain, type OpRun, opChain, type PendingDocument } from './op-chain.ts';

export interface Rebase {
  /** In the order of their seqs, all above the cursor. */
  readonly changes: readonly BaseChange[];
  readonly results: readonly OpResult[];
  readonly toSeq: number;
  /** The snapshot under way ends with this: bases that it did not see go. */
  readonly finish: boolean;
  /** Part of the same transaction, before anything else. */
  readonly also: () => void;
}

export interface PendingOps {
  /** Answers the kinds of documents that changed. */
  rebase(rebase: Rebase): Promise<Set<string>>;
  /** An op that has just run on the view and stands in the outbox. */
  submitted(op: { readonly cseq: number; readonly opId: string }, run: OpRun): void;
  /** The outbox was changed by another hand: everything runs again at the next rebase. */
  forget(): void;
}

export interface PendingOpsOptions {
  readonly db: Database;
  readonly documents: DocumentRepo;
  readonly outbox: OutboxRepo;
  readonly history: BaseHistory;
  readonly actor: () => unknown;
  readonly contextOf: (op: Op) => MutationContext;
  /** Lets others have their turn in between, when many ops run again. */
  readonly breathe: () => Promise<void>;
}

/** So many ops run again in one go take some milliseconds. */
const BREATH_OPS = 50;

/** What is in memory of the ops: their chain, by whom it was run, and which seq the hub has answered. */
interface Known {
  readonly actor: string;
  readonly chain: OpChain;
  readonly places: Map<string, number>;
  readonly answered: Map<number, { readonly opId: string; readonly seq: number }>;
}

export function pendingOps(options: PendingOpsOptions): PendingOps {
  const { db, documents, outbox, history } = options;
  /** Null = everything has to run again: after a start, a failed write, or when somebody else acts here. */
  let known: Known | null = null;
  let runs = 0;
  const actorNow = () => JSON.stringify(options.actor());

  /** One that no longer applies, for whatever reason, shows nothing: the hub will judge it ([SY35]). */
  const runAgain: Parameters<typeof opChain>[0] = async (cseq, reader) => {
    runs += 1;
    if (runs % BREATH_OPS === 0) await options.breathe();
    try {
      const op = outbox.op(cseq);
      const mutation = mutationNamed(op.name);
      if (!mutation) return [];
      return (await runMutation(mutation, reader, op.input, options.contextOf(op))).writes;
    } catch {
      return [];
    }
  };

  async function runAll(bases: HeldReader, { results, toSeq, finish }: Rebase): Promise<Known> {
    const made: Known = {
      actor: actorNow(),
      chain: opChain(runAgain),
      places: new Map(),
      answered: new Map(),
    };
    const answers = new Map(results.map((result) => [result.opId, result]));
    for (const { cseq, opId, seq } of outbox.offered(finish ? history.offerAbove() : null)) {
      const answer = answers.get(opId);
      if (answer?.outcome === 'refused') continue;
      const confirmedAt = seq ?? answer?.seq ?? null;
      if (confirmedAt !== null && confirmedAt <= toSeq) continue;
      await made.chain.extend(cseq, bases);
      made.places.set(opId, cseq);
      if (confirmedAt !== null) made.answered.set(cseq, { opId, seq: confirmedAt });
    }
    return made;
  }

  function leave({ places, answered }: Known, { results, toSeq }: Rebase): Set<number> {
    const leaving = new Set<number>();
    for (const result of results) {
      const cseq = places.get(result.opId);
      if (cseq === undefined) continue;
      answered.set(cseq, { opId: result.opId, seq: result.outcome === 'applied' ? result.seq : 0 });
    }
    for (const [cseq, { opId, seq }] of answered) {
      if (seq > toSeq) continue;
      leaving.add(cseq);
      answered.delete(cseq);
      places.delete(opId);
    }
    return leaving;
  }

  async function rebaseOnce(rebase: Rebase): Promise<Set<string>> {
    const { changes, results, toSeq, finish } = rebase;
    const unseen = finish ? unseenBut(changes) : [];
    const after = new Map([...changes, ...unseen].map((held) => [`${held.kind}/${held.id}`, held]));
    const bases = withChanges(documents.bases, after);
    // What is offered again stands between others: all run again.
    const mixed = finish && history.offerAbove() !== null;
    const whole = known === null || known.actor !== actorNow() || mixed;
    let revised: PendingDocument[] = [];
    if (known === null || whole) {
      known = await runAll(bases, rebase);
      revised = known.chain.pending().map((held) => ({ ...held, held }));
    } else if (known.chain.size > 0) {
      const leaving = leave(known, rebase);
      revised = await known.chain.revise({ bases, leaving, changes: compared(known.chain, after) });
    }
    const kinds = new Set([...after.values(), ...revised].map(({ kind }) => kind));
    db.transaction(() => {
      rebase.also();
      for (const result of results) {
        if (result.outcome === 'applied') outbox.markApplied(result.opId, result.seq, toSeq);
        else outbox.markRefused(result.opId, result.code, result.params);
      }
      for (const change of changes) documents.putBase(change, history.generation());
      for (const gone of unseen) documents.putBase(gone, 0);
      if (whole) for (const kind of documents.clearPending()) kinds.add(kind);
      for (const { kind, id, held } of revised) documents.setPending(kind, id, held);
      history.reached(toSeq, finish);
    }).immediate();
    return kinds;
  }

  return {
    async rebase(rebase) {
      try {
        return await rebaseOnce(rebase);
      } catch (error) {
        // What is in memory may be ahead of what is written.
        known = null;
        throw error;
      }
    },
    submitted({ cseq, opId }, run) {
      if (known?.actor !== actorNow()) known = null;
      known?.chain.append(cseq, run);
      known?.places.set(opId, cseq);
    },
    forget() {
      known = null;
    },
  };

  /** The end of bases that neither the snapshot has seen nor its last changes bring. */
  function unseenBut(changes: readonly BaseChange[]): BaseChange[] {
    const seen = new Set(changes.map(({ kind, id }) => `${kind}/${id}`));
    return documents
      .unseen(history.generation())
      .filter(({ kind, id }) => !seen.has(`${kind}/${id}`))
      .map((gone) => ({ ...gone, seq: 0, json: null }));
  }

  function compared(chain: OpChain, after: ReadonlyMap<string, HeldDocument>) {
    return [...after.values()]
      .filter((held) => chain.mayTouch(held))
      .map((held) => ({ before: documents.bases.get(held.kind, held.id), after: held }));
  }
}

/** The bases as they will be once the changes are in. Many ops read the same ones: each is fetched once. */
function withChanges(bases: HeldReader, after: ReadonlyMap<string, HeldDocument>): HeldReader {
  const known = new Map<string, HeldDocument | null>();
  const lists = new Map<string, HeldDocument[]>();
  function fetch(kind: string, id: string): HeldDocument | null {
    const changed = after.get(`${kind}/${id}`);
    if (changed) return changed.json === null ? null : changed;
    return bases.get(kind, id);
  }
  function fetchList(kind: string, parentId: string): HeldDocument[] {
    const kept = bases.list(kind, parentId).filter(({ id }) => !after.has(`${kind}/${id}`));
    const added = [...after.values()].filter(
      (held) => held.kind === kind && held.parentId === parentId && held.json !== null,
    );
    return added.length === 0 ? kept : [...kept, ...added].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
  return {
    get: (kind, id) => once(known, `${kind}/${id}`, () => fetch(kind, id)),
    list: (kind, parentId) => once(lists, `${kind}/${parentId}`, () => fetchList(kind, parentId)),
  };
}

function once<T>(known: Map<string, T>, key: string, fetch: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = fetch();
  known.set(key, made);
  return made;
}
