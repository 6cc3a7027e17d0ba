/**
 * The desk's side of documents: an op runs at once on the view and stands in the outbox; what the hub confirms replaces
 * bases, and pending ops are run again on top (DESIGN §4, documents 2, 4 and 5).
 */
import type Database from 'better-sqlite3';
import { AppError } from '#shared/contract/errors.ts';
import type { Changes, Op, OpResult } from '#shared/contract/hub.ts';
import { documentKinds, parseDocument } from '#shared/domain/documents.ts';
import { type Gist, gistOf } from '#shared/domain/gist.ts';
import { type MutationInput, type MutationName, mutationNamed } from '#shared/domain/mutations.ts';
import { bufferedTx } from '#shared/sync/buffered-tx.ts';
import type { DocumentReader, DocumentWrite } from '#shared/sync/document-store.ts';
import { type MutationContext, runMutation } from '#shared/sync/mutation.ts';
import { type BaseChange, documentRepo, knownKind } from '../cache/document.repo.ts';
import { metaRepo } from '../cache/meta.repo.ts';
import { outboxRepo } from '../cache/outbox.repo.ts';
import { serial } from './serial.ts';

export interface LocalDocumentsOptions {
  readonly db: Database;
  readonly nextOpId: () => string;
  readonly nowIso: () => string;
  /** Who acts on this console now. */
  readonly actor: () => Pick<MutationContext, 'personId' | 'role' | 'deviceId'>;
  /** Kinds of documents whose view has changed. */
  readonly onChanged: (kinds: ReadonlySet<string>) => void;
  /** Keeps what a submitted op is about; called within the op's own transaction. */
  readonly onSubmit?: (op: Op, gist: Gist) => void;
}

export interface LocalDocuments {
  readonly view: DocumentReader;
  /** Runs a mutation on the view and puts it into the outbox, in one transaction. Throws `AppError`. */
  submit<N extends MutationName>(name: N, input: MutationInput<N>): Promise<Op>;
  /** False: the changes do not start where this desk's cursor stands, so it has to pull. */
  receive(changes: Changes): Promise<boolean>;
  /** Records the hub's answer to an op; a refused one leaves the view and waits in the conflict tray. */
  settle(result: OpResult): Promise<void>;
  /** Takes a refused op out of the tray; answers it, or null when it is not there. */
  takeConflict(opId: string): Promise<Op | null>;
  /** Forgets every base of another epoch or workspace; pending ops stay. */
  restart(workspaceId: string, epoch: string): Promise<void>;
  cursor(): number;
  pendingAmong(ids: readonly string[]): string[];
}

export function localDocuments(options: LocalDocumentsOptions): LocalDocuments {
  const { db } = options;
  const documents = documentRepo(db);
  const outbox = outboxRepo(db);
  const meta = metaRepo(db);
  const alone = serial();
  const cursor = () => Number(meta.get('cursor') ?? 0);
  const contextOf = (op: Op): MutationContext => ({ ...options.actor(), opId: op.opId, at: op.at });

  async function rebase(changes: readonly BaseChange[], toSeq: number, settle: () => void): Promise<void> {
    const overlay = bufferedTx(documents.base);
    for (const change of changes) {
      if (change.document === null) overlay.tx.remove(change.kind, change.id);
      else overlay.tx.put(change.kind, parseDocument(change.kind, change.document));
    }
    const touched = new Set<string>(changes.map((change) => change.kind));
    const views: DocumentWrite[] = [];
    // Answers and bases are written before the ops are read, or a confirmed op would run twice on its own result.
    const pending = db.transaction(() => {
      settle();
      outbox.dropConfirmed(toSeq);
      return outbox.unconfirmed();
    })();
    for (const op of pending) {
      for (const write of await writesOf(op, overlay.tx, contextOf(op))) {
        if (write.document === null) overlay.tx.remove(write.kind, write.id);
        else overlay.tx.put(write.kind, write.document);
        views.push(write);
      }
    }
    db.transaction(() => {
      for (const kind of documents.resetViews()) touched.add(kind);
      for (const change of changes) documents.putBase(change);
      for (const write of views) documents.putView(write);
      meta.set('cursor', String(toSeq));
    }).immediate();
    for (const write of views) touched.add(write.kind);
    options.onChanged(touched);
  }

  return {
    view: documents.view,
    cursor,
    pendingAmong: documents.pendingAmong,
    submit: (name, input) =>
      alone(async () => {
        // Outbox and hub get JSON: the view is made from the same, or a key set to undefined would mean two things.
        const sent: unknown = JSON.parse(JSON.stringify(input));
        const op: Op = { opId: options.nextOpId(), name, input: sent, at: options.nowIso() };
        const mutation = mutationNamed(name);
        if (!mutation) throw new AppError('op/unknown-mutation', { name });
        const { writes } = await runMutation(mutation, documents.view, sent, contextOf(op));
        const gist = await gistOf(name, sent, documents.view);
        db.transaction(() => {
          outbox.add(op);
          options.onSubmit?.(op, gist);
          for (const write of writes) documents.putView(write);
        }).immediate();
        options.onChanged(new Set(writes.map((write) => write.kind)));
        return op;
      }),
    receive: (incoming) =>
      alone(async () => {
        if (incoming.toSeq <= cursor()) return true;
        if (incoming.fromSeq > cursor()) return false;
        const known = incoming.changes.flatMap((change) => {
          const kind = knownKind(change.kind);
          return kind === null ? [] : [{ ...change, kind, document: change.document ?? null }];
        });
        await rebase(known, incoming.toSeq, () => undefined);
        return true;
      }),
    settle: (result) =>
      alone(() =>
        rebase([], cursor(), () => {
          if (result.outcome === 'applied') outbox.markApplied(result.opId, result.seq);
          else outbox.markRefused(result.opId, result.code, result.params);
        }),
      ),
    takeConflict: (opId) =>
      alone(async () => {
        const op = outbox.conflict(opId);
        if (!op) return null;
        outbox.remove(opId);
        // No document changed, yet the tray did: the screen asks again.
        options.onChanged(new Set());
        return op;
      }),
    restart: (workspaceId, epoch) =>
      alone(async () => {
        await rebase([], 0, () => {
          documents.clear();
          // An answer of another epoch may be lost with it: offered again, the hub knows what it knows.
          outbox.reopen();
          meta.set('workspaceId', workspaceId);
          meta.set('epoch', epoch);
          // With the bases and not after them: a cursor that outlived them would skip them for ever.
          meta.set('cursor', '0');
        });
        options.onChanged(new Set(documentKinds));
      }),
  };
}

/** What a pending op writes on top of newer bases. One that no longer applies shows nothing: the hub will judge it. */
async function writesOf(op: Op, reader: DocumentReader, ctx: MutationContext): Promise<DocumentWrite[]> {
  const mutation = mutationNamed(op.name);
  if (!mutation) return [];
  try {
    return (await runMutation(mutation, reader, op.input, ctx)).writes;
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}
