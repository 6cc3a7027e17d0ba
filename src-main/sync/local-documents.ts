/**
 * The desk's side of documents: an op runs at once on the view and stands in the outbox; what the hub confirms replaces
 * bases, and pending ops stand on top of them (DESIGN §4, documents 2, 4 and 5). Everything that writes goes through a
 * queue of one, and each step is one transaction.
 */
import type Database from 'better-sqlite3';
import { AppError } from '#shared/contract/errors.ts';
import {
  type Changes,
  type ChunkDigest,
  type DocumentChange,
  MAX_OP_BYTES,
  type Op,
  type OpResult,
} from '#shared/contract/hub.ts';
import { type Gist, gistOf } from '#shared/domain/gist.ts';
import { type MutationInput, type MutationName, mutationNamed } from '#shared/domain/mutations.ts';
import type { DocumentReader, WriteBatch } from '#shared/sync/document-store.ts';
import { type MutationContext, runMutation, runNewMutation } from '#shared/sync/mutation.ts';
import { isDiskFull } from '../cache/disk-space.ts';
import { documentRepo } from '../cache/document.repo.ts';
import { metaRepo } from '../cache/meta.repo.ts';
import type { OutboxRepo } from '../cache/outbox.repo.ts';
import { baseChange } from './base-change.ts';
import { baseHistory, type HubHistory } from './base-history.ts';
import { chunkRepair, nextDigest } from './chunk-digests.ts';
import { heldWrites, recordingReader } from './op-chain.ts';
import { pendingOps } from './pending-ops.ts';
import { serial } from './serial.ts';

export interface LocalDocumentsOptions {
  readonly db: Database;
  readonly outbox: OutboxRepo;
  readonly nextOpId: () => string;
  readonly nowIso: () => string;
  /** Who acts on this console now. */
  readonly actor: () => Pick<MutationContext, 'personId' | 'role' | 'deviceId'>;
  /** Kinds of documents whose view has changed. */
  readonly onChanged: (kinds: ReadonlySet<string>) => void;
  /** Ends with this turn of the event loop: the machine is a person's, also while thousands of ops run again. */
  readonly breathe?: () => Promise<void>;
  /** Keeps what a submitted op is about, and what else it makes known; called within the op's own transaction. */
  readonly onSubmit?: (op: Op, gist: Gist, batch: WriteBatch) => void;
}

/** `again`: out of the conflict tray, where it lies since a person did it. */
export type HowOften = 'first' | 'again';

export interface LocalDocuments {
  readonly view: DocumentReader;
  /**
   * Runs a mutation on the view and puts it into the outbox, in one transaction ([SY11]). What was done before and is
   * tried `again` is not asked whether a person may do it now. Throws `AppError`: what the
   * mutation refuses, `op/too-large`, or `local/disk-full`; nothing is taken then.
   */
  submit<N extends MutationName>(name: N, input: MutationInput<N>, how?: HowOften): Promise<Op>;
  /**
   * Takes what the hub told unasked, in order, and what it answered, in one transaction. A refused op leaves the view and
   * waits in the conflict tray. False: something told does not start where the one before it ended, so the desk has to pull.
   */
  receive(told: readonly Changes[], answers?: readonly OpResult[]): Promise<boolean>;
  /** A page that was pulled. `complete`: it was not full, so nothing follows it. False as for `receive`. */
  receivePage(page: Changes, complete: boolean): Promise<boolean>;
  /** Takes a refused op out of the tray; false when it is not there. */
  takeConflict(opId: string): Promise<boolean>;
  /**
   * What the hub says of itself when it greets. Another history than the one the bases are of begins a snapshot. False:
   * the hub knows of ops in this stream that this file never held, so the file was an older copy; it now has a stream of
   * its own and has to greet again.
   */
  greeted(hub: HubHistory): Promise<boolean>;
  /** The hub no longer has what this desk would need to catch up: begins a snapshot ([SY36]). */
  tooOld(): Promise<void>;
  /** Of the hub that greeted last; null = none has yet. */
  epoch(): string | null;
  cursor(): number;
  /** The horizon to say in a pull: that of the snapshot under way; null when there is none. */
  snapshotHorizon(): number | null;
  /** The latest horizon that the hub told. */
  horizon(): number;
  /**
   * The digest of the first chunk above `aboveChunk` (-1 = from the start) that has bases, or null for none. Null in its
   * whole when the bases are not, or no longer, those of `toSeq`.
   */
  nextDigest(toSeq: number, aboveChunk: number): Promise<{ digest: ChunkDigest | null } | null>;
  /** Makes a chunk what the hub says it is. False: the cursor has moved on, and nothing was done. */
  repairChunk(chunk: number, toSeq: number, theirs: readonly DocumentChange[]): Promise<boolean>;
  pendingAmong(ids: readonly string[]): string[];
}

export function localDocuments(options: LocalDocumentsOptions): LocalDocuments {
  const { db, outbox } = options;
  const documents = documentRepo(db);
  const meta = metaRepo(db);
  const alone = serial();
  const history = baseHistory({ db, meta, outbox, nextStreamId: options.nextOpId });
  const contextOf = (op: Op): MutationContext => ({ ...options.actor(), opId: op.opId, at: op.at });
  const pending = pendingOps({
    ...{ db, documents, outbox, history, contextOf },
    actor: options.actor,
    breathe: options.breathe ?? (() => Promise.resolve()),
  });
  const { cursor } = history;

  const restsAt = (toSeq: number) => cursor() === toSeq && history.snapshotHorizon() === null;

  async function take(
    told: readonly Changes[],
    results: readonly OpResult[],
    complete: boolean,
  ): Promise<boolean> {
    let toSeq = cursor();
    const changes: DocumentChange[] = [];
    const heard: Changes[] = [];
    for (const one of told) {
      if (one.fromSeq > toSeq) break;
      heard.push(one);
      const reached = toSeq;
      // What lies at or below the cursor is in the bases already, and may be older than they are.
      changes.push(...one.changes.filter(({ seq }) => seq > reached).sort((a, b) => a.seq - b.seq));
      toSeq = Math.max(toSeq, one.toSeq);
    }
    const fits = heard.length === told.length;
    const finish = complete && fits && history.snapshotHorizon() !== null;
    const hear = () => heard.forEach(history.heard);
    if (toSeq > cursor() || results.length > 0 || finish) {
      const kinds = await pending.rebase({
        ...{ changes: changes.map(baseChange), results, toSeq, finish },
        also: hear,
      });
      options.onChanged(kinds);
    } else {
      db.transaction(hear).immediate();
    }
    return fits;
  }

  return {
    view: documents.view,
    epoch: history.epoch,
    cursor,
    snapshotHorizon: history.snapshotHorizon,
    horizon: history.horizon,
    pendingAmong: documents.pendingAmong,
    submit: (name, input, how = 'first') =>
      alone(async () => {
        // Outbox and hub get JSON: the view is made from the same, or a key set to undefined would mean two things.
        const sent: unknown = JSON.parse(JSON.stringify(input));
        const op: Op = { opId: options.nextOpId(), name, input: sent, at: options.nowIso() };
        if (Buffer.byteLength(JSON.stringify(op)) > MAX_OP_BYTES) throw new AppError('op/too-large');
        const mutation = mutationNamed(name);
        if (!mutation) throw new AppError('op/unknown-mutation', { name });
        const { reader, reads } = recordingReader(documents.view);
        const batch = await (how === 'again' ? runMutation : runNewMutation)(
          mutation,
          reader,
          sent,
          contextOf(op),
        );
        const gist = await gistOf(name, sent, documents.view);
        const writes = heldWrites(batch.writes);
        const cseq = unlessFull(() =>
          db
            .transaction(() => {
              const place = outbox.add(op);
              options.onSubmit?.(op, gist, batch);
              for (const held of writes) documents.setPending(held.kind, held.id, held);
              return place;
            })
            .immediate(),
        );
        pending.submitted({ cseq, opId: op.opId }, { reads, writes });
        options.onChanged(new Set(writes.map((held) => held.kind)));
        return op;
      }),
    receive: (told, answers = []) => alone(() => take(told, answers, false)),
    receivePage: (page, complete) => alone(() => take([page], [], complete)),
    takeConflict: (opId) =>
      alone(async () => {
        const taken = outbox.removeConflict(opId);
        // No document changed, yet the tray did: the screen asks again.
        if (taken) options.onChanged(new Set());
        return taken;
      }),
    greeted: (hub) =>
      alone(async () => {
        const outcome = history.greeted(hub);
        if (outcome === 'another-history') pending.forget();
        return outcome !== 'another-stream';
      }),
    nextDigest: (toSeq, aboveChunk) =>
      alone(async () => (restsAt(toSeq) ? { digest: nextDigest(documents, aboveChunk) } : null)),
    repairChunk: (chunk, toSeq, theirs) =>
      alone(async () => {
        if (!restsAt(toSeq)) return false;
        const changes = chunkRepair(documents, chunk, theirs);
        options.onChanged(
          await pending.rebase({ changes, results: [], toSeq, finish: false, also: () => undefined }),
        );
        return true;
      }),
    tooOld: () => alone(async () => history.tooOld()),
  };
}

function unlessFull<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw isDiskFull(error) ? new AppError('local/disk-full') : error;
  }
}
