/** The hub's store on one SQLite file. Reads are synchronous underneath, and so always between two transactions. */

import type Database from 'better-sqlite3';
import type { AudienceSample, CommentEvent } from '#shared/domain/order/order.schema.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import type { Ids } from '#shared/sync/ids.ts';
import type { Access, DocumentLog, DropEffects, FactLog, HubStore, OrderFacts } from '../hub-store.ts';
import type { ReportFacts } from '../report-facts.ts';
import { type WorkspaceKey, workspaceKey } from '../workspace-key.ts';
import { type AccessTables, accessTables } from './access-tables.ts';
import { type ActTables, actEffects, actTables } from './act-tables.ts';
import { type AuditTables, auditLog, auditTables } from './audit-tables.ts';
import { type BackedUp, backUpOpen } from './backup.ts';
import { type BatchTables, batchEffects, batchTables } from './batch-tables.ts';
import { type CommentActTables, commentActTables } from './comment-act-tables.ts';
import { commentDeskStore } from './comment-desk-store.ts';
import { type CommentTables, commentTables } from './comment-tables.ts';
import { opsCommitter } from './commit-ops.ts';
import { type CounterTables, counterTables } from './counter-tables.ts';
import { type DocumentTables, documentTables } from './document-tables.ts';
import { type DropTables, dropTables } from './drop-tables.ts';
import { dropUses } from './drop-uses.ts';
import { type FactLogTable, factLogTable } from './fact-log-table.ts';
import { openHistory } from './history.ts';
import { type OnAirMarks, onAirMarks } from './on-air-marks.ts';
import { onAirStretches } from './on-air-stretches.ts';
import { openDatabase } from './open-database.ts';
import { type OrderTables, orderTables } from './order-tables.ts';
import { type PinTables, pinsOf, pinTables } from './pin-tables.ts';
import { type PlatformTables, platformState, platformTables } from './platform-tables.ts';
import { type RehearsalTables, rehearsalTables } from './rehearsal-tables.ts';
import { type SequenceTables, sequenceEffects, sequenceTables } from './sequence-tables.ts';
import { type SignupTables, signupFacts, signupTables } from './signup-tables.ts';
import { withStoreErrors } from './store-failures.ts';
import { type Targets, targetTable } from './targets.ts';
import { type WorkspaceTable, workspaceTable } from './workspace-table.ts';
import { WriteQueue, type Writer } from './write-queue.ts';

export interface SqliteStoreOptions {
  /** Path of the database file; it is made when missing. */
  readonly file: string;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Path of the mark by which a restored file is known, for the one process that serves the database: history.ts. */
  readonly markFile?: string;
}

export interface SqliteHubStore extends HubStore {
  /** Whether the file was put back to an older state, so that this opening began a new epoch. */
  readonly restored: boolean;
  /** See `backUpOpen`. */
  backup(target: string, calledOff?: () => boolean): Promise<BackedUp>;
}

interface Tables {
  readonly workspace: WorkspaceTable;
  readonly documents: DocumentTables;
  readonly commitOps: ReturnType<typeof opsCommitter>;
  readonly targets: Targets;
  readonly orders: OrderTables;
  readonly counters: CounterTables;
  readonly marks: OnAirMarks;
  readonly comments: FactLogTable<CommentEvent>;
  readonly commentMarks: CommentTables;
  readonly commentActs: CommentActTables;
  readonly audience: FactLogTable<AudienceSample>;
  readonly drops: DropTables;
  readonly sequences: SequenceTables;
  readonly batches: BatchTables;
  readonly acts: ActTables;
  readonly platform: PlatformTables;
  readonly signups: SignupTables;
  readonly rehearsals: RehearsalTables;
  readonly audit: AuditTables;
  readonly pins: PinTables;
  readonly access: AccessTables;
}

const RECOUNT_PAGE = 2_000;

/**
 * Opens, checks and migrates the file; a fresh one gets its workspace. Throws what `openDatabase` throws, or the
 * system's error where the mark cannot be written.
 */
export async function openSqliteStore({ file, ...options }: SqliteStoreOptions): Promise<SqliteHubStore> {
  const db = openDatabase(file);
  try {
    return sqliteStore(db, options);
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The store over a database that is open and migrated; it closes it. */
export function sqliteStore(
  db: Database,
  { clock, ids, markFile }: Omit<SqliteStoreOptions, 'file'>,
): SqliteHubStore {
  const tables = tablesOf(db, workspaceKey(db.name));
  const queue = new WriteQueue(db, () => {
    tables.counters.rolledBack();
    tables.documents.rolledBack();
  });
  const writeNow = db.transaction((work: () => void) => work());
  tables.workspace.ensure(ids.next(), ids.next(), isoNow(clock));
  const history =
    markFile === undefined
      ? null
      : openHistory({
          ...{ file: markFile, workspace: tables.workspace, newEpoch: () => ids.next() },
          write: (work) => writeNow.immediate(work),
        });

  const parts = (writer: Writer) => ({
    documents: withStoreErrors(documentLog(tables, writer, () => history?.committed())),
    orders: withStoreErrors(orderFacts(tables, writer)),
    comments: withStoreErrors(
      factLog(tables, tables.comments, writer, (target, comments) => tables.drops.enter(target, comments)),
    ),
    commentDesk: withStoreErrors(commentDeskStore(tables, writer)),
    audience: withStoreErrors(factLog(tables, tables.audience, writer)),
    drops: withStoreErrors(dropEffects(tables.drops, writer)),
    sequences: withStoreErrors(sequenceEffects(tables.sequences, writer)),
    batches: withStoreErrors(batchEffects(tables.batches, writer)),
    acts: withStoreErrors(actEffects(tables.acts, writer)),
    platform: withStoreErrors(platformState(tables.platform, writer)),
    signups: withStoreErrors(signupFacts(tables.signups, writer)),
    rehearsals: withStoreErrors({ left: async (showId: string) => tables.rehearsals.left(showId) }),
    audit: withStoreErrors(auditLog(tables.audit, writer)),
    pins: withStoreErrors(pinsOf(tables.pins, writer)),
    report: withStoreErrors(reportFacts(tables)),
    access: withStoreErrors(accessOf(tables.access, writer)),
    ...withStoreErrors({
      workspace: async () => tables.workspace.get(),
      backedUp: (headSeq: number, at: string) => writer.write(() => tables.workspace.backedUp(headSeq, at)),
      secret: async (name: string) => tables.documents.secret(name),
      putSecret: (name: string, value: string | null) =>
        writer.write(() => tables.documents.putSecret(name, value)),
    }),
    close: async () => {
      await queue.drain();
      if (db.open) db.close();
      history?.close();
    },
  });
  const inside: HubStore = { ...parts(queue.direct), exclusive: (work) => work(inside) };
  return {
    ...parts(queue),
    exclusive: (work) => queue.exclusive(() => work(inside)),
    restored: history?.restored ?? false,
    ...withStoreErrors({
      backup: (target: string, calledOff?: () => boolean) => backUpOpen(db, target, calledOff),
    }),
  };
}

function tablesOf(db: Database, key: WorkspaceKey): Tables {
  const documents = documentTables(db);
  const targets = targetTable(db);
  const counters = counterTables(db);
  const uses = dropUses(db);
  const orders = orderTables(db, uses);
  const signups = signupTables(db, key);
  const rehearsals = rehearsalTables(db, { documents, targets, counters });
  const audit = auditTables(db);
  const commentMarks = commentTables(db);
  const stretches = onAirStretches(db);
  const marks = onAirMarks(db, { documents, targets, counters, stretches });
  return {
    workspace: workspaceTable(db),
    documents,
    commitOps: opsCommitter(db, { documents, targets, orders, counters, marks, signups, rehearsals, audit }),
    targets,
    counters,
    orders,
    marks,
    comments: factLogTable<CommentEvent>(
      db,
      'comments',
      (comment) => comment.commentId,
      ({ commentId, at, user, text }) =>
        JSON.stringify({ commentId, at, user: { id: user.id, name: user.name }, text }),
    ),
    commentMarks,
    commentActs: commentActTables(db, { targets, comments: commentMarks }),
    audience: factLogTable<AudienceSample>(
      db,
      'audience',
      (sample) => sample.sampleId,
      ({ sampleId, at, online, entered }) => JSON.stringify({ sampleId, at, online, entered }),
    ),
    drops: dropTables(db, { documents, targets, uses }),
    sequences: sequenceTables(db, documents),
    batches: batchTables(db),
    acts: actTables(db),
    platform: platformTables(db),
    signups,
    rehearsals,
    audit,
    pins: pinTables(db, key),
    access: accessTables(db),
  };
}

function documentLog({ documents, commitOps }: Tables, writer: Writer, onCommitted: () => void): DocumentLog {
  return {
    get: async (kind, id) => documents.get(kind, id),
    list: async (kind, parentId) => documents.list(kind, parentId),
    headSeq: async () => documents.headSeq(),
    changesAfter: async (seq, bounds) => documents.changesAfter(seq, bounds),
    pruneTombstones: (before, at) => writer.write(() => documents.pruneTombstones(before, at)),
    findOp: async (opId) => documents.findOp(opId),
    lastCseq: async (streamId) => documents.lastCseq(streamId),
    async commitOps(ops) {
      const commit = await writer.write(() => commitOps(ops));
      onCommitted();
      return commit;
    },
  };
}

function orderFacts({ orders, counters, marks, targets }: Tables, writer: Writer): OrderFacts {
  return {
    add: (target, events) =>
      writer.write(() => {
        const number = targets.ensure(target);
        const outcomes = orders.add(number, events);
        const moving = events.filter(({ kind }, at) => outcomes[at] === 'added' && kind !== 'cancelled');
        if (moving.length === 0) return { outcomes, touched: null };
        const dropIds = [...new Set(moving.flatMap(({ dropIds = [] }) => dropIds))];
        const touched = counters.add(number, moving);
        return { outcomes, touched: dropIds.length > 0 ? { ...touched, dropIds } : touched };
      }),
    counters: async (target) => counters.all(targets.find(target)),
    soldQty: async (target, sku) => {
      const number = targets.find(target);
      return number === null ? 0 : (counters.product(number, sku)?.qty ?? 0);
    },
    slotFigures: async (target, slotIds) => marks.figures(targets.find(target), slotIds),
    targets: async () => targets.all(),
    async *all(target: FactTarget) {
      const number = targets.find(target);
      let after = 0;
      while (number !== null) {
        const page = orders.page(number, after, RECOUNT_PAGE);
        for (const { event } of page) yield event;
        after = page.at(-1)?.arrival ?? after;
        if (page.length < RECOUNT_PAGE) return;
      }
    },
  };
}

function reportFacts({ marks, audience, targets }: Tables): ReportFacts {
  return {
    stretches: async (target) => marks.stretches(targets.find(target)),
    audience: async (target) => audience.all(targets.find(target)),
  };
}

/** `onNew` is told of what was new, in the transaction that keeps it. */
function factLog<T>(
  { targets }: Tables,
  table: FactLogTable<T>,
  writer: Writer,
  onNew: (target: FactTarget, fresh: readonly T[]) => void = () => undefined,
): FactLog<T> {
  return {
    add: (target, events) =>
      writer.write(() => {
        const number = targets.ensure(target);
        const outcomes = events.map((event) => table.add(number, event));
        onNew(
          target,
          events.filter((_, at) => outcomes[at] === 'added'),
        );
        return outcomes;
      }),
    latest: async (target, limit) => table.latest(targets.find(target), limit),
  };
}

function dropEffects(drops: DropTables, writer: Writer): DropEffects {
  return {
    get: async (dropId) => drops.get(dropId),
    ofShow: async (showId) => drops.ofShow(showId),
    inState: async (state) => drops.inState(state),
    recount: async () => drops.recount(),
    move: (dropId, revision, change) => writer.write(() => drops.move(dropId, revision, change)),
    claim: (dropId, claimId, buyerId, now, who) =>
      writer.write(() => drops.claim(dropId, claimId, buyerId, now, who)),
    gives: async (dropId, claimId) => drops.gives(dropId, claimId),
    entries: async (dropId, afterArrival, limit) => drops.entries(dropId, afterArrival, limit),
  };
}

function accessOf(access: AccessTables, writer: Writer): Access {
  return {
    addKey: (key) => writer.write(() => access.addKey(key)),
    keyByHash: async (hash) => access.keyByHash(hash),
    keys: async () => access.keys(),
    revokeKey: (id) => writer.write(() => access.revokeKey(id)),
    addInvite: (invite) => writer.write(() => access.addInvite(invite)),
    redeemInvite: (hash, device) => writer.write(() => access.redeemInvite(hash, device)),
    addDevice: (device) => writer.write(() => access.addDevice(device)),
    deviceByTokenHash: async (hash) => access.deviceByTokenHash(hash),
    devices: async () => access.devices(),
    removeDevice: (device, at) => writer.write(() => access.removeDevice(device, at)),
    renewDevice: (hash, expiresAt) => writer.write(() => access.renewDevice(hash, expiresAt)),
    deviceSeen: (hash, at) => writer.write(() => access.deviceSeen(hash, at)),
    rememberedAnswer: async (scope, key) => access.rememberedAnswer(scope, key),
    rememberAnswer: (scope, key, bodyHash, answer) =>
      writer.write(() => access.rememberAnswer(scope, key, bodyHash, answer)),
  };
}
