/**
 * One hub that this console is joined to: its cache, its outbox, its connection and the router over them. Sessions know
 * nothing of each other; what the screens show is always one session's router, whole.
 */
import { hostname } from 'node:os';
import { join } from 'node:path';
import { AppError } from '#shared/contract/errors.ts';
import { WORKSPACE } from '#shared/domain/documents.ts';
import type { MutationInput } from '#shared/domain/mutations.ts';
import { roleSchema } from '#shared/domain/roles.ts';
import { isoNow } from '#shared/sync/clock.ts';
import { systemTimers, type Timers } from '#shared/sync/timers.ts';
import type { ConsoleRepo } from '../cache/console.repo.ts';
import { isDiskFull } from '../cache/disk-space.ts';
import { keptReportRepo } from '../cache/kept-report.repo.ts';
import { liveSnapshotRepo } from '../cache/live-snapshot.repo.ts';
import { metaRepo } from '../cache/meta.repo.ts';
import { opNoteRepo } from '../cache/op-note.repo.ts';
import { type OutboxRepo, outboxRepo } from '../cache/outbox.repo.ts';
import type { Rescue } from '../cache/rescue/file-kind.ts';
import { openOrRescue } from '../cache/rescue/open-or-rescue.ts';
import { sessionFileKind } from '../cache/rescue/session-file.ts';
import { sessionNotes } from '../cache/rescue/session-note.repo.ts';
import { sealOutbox } from '../cache/seal-outbox.ts';
import type { Sealer } from '../cache/sealer.ts';
import { signupRepo } from '../cache/signup.repo.ts';
import { tillRepo } from '../cache/till.repo.ts';
import { watchDatabase } from '../cache/watch-database.ts';
import { createSheetDesk } from '../sheets/sheet-desk.ts';
import { away as awayWatch } from '../sync/away.ts';
import { batchRooms } from '../sync/batch-rooms.ts';
import { hubLink, type OpenWire } from '../sync/hub-link.ts';
import { type HubSession, hubSession } from '../sync/hub-session.ts';
import { keptHandings } from '../sync/kept-handings.ts';
import { liveRooms } from '../sync/live-rooms.ts';
import { localDocuments } from '../sync/local-documents.ts';
import { postReleases } from '../sync/post-releases.ts';
import { socketWire } from '../sync/socket-wire.ts';
import { createActs } from './acts.ts';
import { checklistDesk } from './checklist-desk.ts';
import { noLock } from './console-lock.ts';
import type { DeskParts } from './desk-parts.ts';
import { hubStock } from './hub-stock.ts';
import { liveShows } from './live-shows.ts';
import type { DeskPorts } from './ports.ts';
import { type Machine, sessionsFolder } from './profile-files.ts';
import { pushDesk } from './push-desk.ts';
import { type DeskRouter, deskRouter } from './router.ts';
import { sessionConsole } from './session-console.ts';
import { type SessionTelling, sessionState } from './session-state.ts';
import type { Sessions } from './sessions.ts';
import { takeOps } from './take-ops.ts';
import { notedSignup, tillDesk } from './till-desk.ts';

/** How long an order to act may wait for the hub before it expires. */
const COMMAND_TTL_MS = 3000;
/** How long a console remembers, masked, whom it has signed up: longer than any event whose days are closed. */
const KEEP_SIGNUPS_MS = 30 * 86_400_000;

export interface SessionOptions {
  readonly ports: DeskPorts;
  readonly own: ConsoleRepo;
  readonly deviceId: string;
  readonly hub: {
    readonly sessionId: string;
    readonly url: string;
    readonly token: string;
    readonly own: boolean;
  };
  /** Seals what must not lie open in the outbox. */
  readonly sealer: Sealer;
  /** For a simulation: the network, the waiting and the chance of its world. The real ones when absent. */
  readonly world?: SessionWorld;
  readonly sessions: () => Sessions;
  readonly watchApp: DeskParts['watchApp'];
  readonly hostView: DeskParts['hostView'];
  /** None when absent. */
  readonly lock?: DeskParts['lock'];
  readonly machine: Machine;
  /** Damage that was found in its file while it was open before: it is made anew. */
  readonly damage?: unknown;
  /** Every error of its file, once it is open. */
  readonly onFileError: (error: unknown) => void;
  /** Something of this session's state has changed. */
  readonly onState: () => void;
  /** Documents of these kinds have changed on this desk. */
  readonly onRevised: (kinds: Iterable<string>) => void;
}

export interface SessionWorld {
  readonly openWire: OpenWire;
  readonly timers: Timers;
  /** 0 ≤ n < 1. */
  readonly random: () => number;
}

export interface OpenSession extends SessionTelling {
  readonly sessionId: string;
  readonly url: string;
  readonly own: boolean;
  readonly parts: DeskParts;
  readonly router: DeskRouter;
  readonly hub: Pick<HubSession, 'request' | 'renew' | 'state'>;
  readonly outbox: OutboxRepo;
  /** Why its file could not be opened; null for a session that works. */
  readonly unopened: unknown;
  /** What became of its file when that was found damaged, until the person has read of it. */
  rescue(): Rescue | null;
  dismissRescue(): void;
  /** Somebody leaves it: nothing new is taken from now on, and what is being taken is in the outbox when this resolves. */
  takeNoMore(): Promise<void>;
  takeAgain(): void;
  /** Ends what screens follow of this session: they open it again, on what is shown then. */
  endScreens(): void;
  /** This machine slept. */
  woke(): void;
  close(): void;
}

export function sessionFile(ports: DeskPorts, sessionId: string): string {
  return join(sessionsFolder(ports.dataDir), `${sessionId}.db`);
}

/** A damaged file is made anew. Throws what `openOrRescue` throws for one that it cannot open. */
export function openSession(options: SessionOptions): OpenSession {
  const { ports, own, deviceId, hub } = options;
  const file = sessionFile(ports, hub.sessionId);
  const { db, damage } = openOrRescue(file, sessionFileKind, isoNow(ports.clock), options.damage ?? null);
  if (damage !== null) ports.log.error('a damaged cache was made anew', damage);
  watchDatabase(db, options.onFileError);
  const fileNotes = sessionNotes(db);
  whereRoom(() => fileNotes.sayWhose(hub.url, deviceId));
  const { openWire, timers, random } = options.world ?? {
    openWire: socketWire({ url: hub.url, token: hub.token, deviceId }),
    timers: systemTimers,
    random: Math.random,
  };
  const meta = metaRepo(db);
  const outbox = outboxRepo(db, options.sealer);
  sealOutbox(db, outbox);
  const notes = opNoteRepo(db);
  const away = awayWatch({
    clock: ports.clock,
    lastSyncAt: meta.get('lastSyncAt'),
    onDismiss: options.onState,
    unanswered: notes.unanswered,
    answered: notes.answered,
    outcome: notes.outcome,
  });
  const signups = signupRepo(db, options.sealer);
  whereRoom(() => signups.forgetBefore(new Date(ports.clock.nowMs() - KEEP_SIGNUPS_MS).toISOString()));
  const role = () => roleSchema.catch('owner').parse(meta.get('role') ?? 'owner');

  const documents = localDocuments({
    ...{ db, outbox },
    nextOpId: () => ports.ids.next(),
    nowIso: () => isoNow(ports.clock),
    actor: () => ({ personId: meta.get('personId') ?? 'owner', role: role(), deviceId }),
    breathe: () => new Promise((resolve) => timers.after(0, resolve)),
    onChanged: (kinds) => {
      if (kinds.has('product')) live.refreshProducts();
      if (kinds.has('release')) releases.look();
      if (['show', 'run', 'slot', 'product'].some((kind) => kinds.has(kind))) shows.changed();
      options.onRevised(kinds);
    },
    onSubmit: ({ opId }, gist, batch) => {
      notes.put(opId, { ...gist, by: meta.get('personName') ?? '' });
      for (const signup of batch.signups) signups.add(notedSignup(signup, opId));
    },
  });
  const session = hubSession({
    link: hubLink(openWire, timers),
    timers,
    random,
    ...{ db, outbox, documents },
    clock: ports.clock,
    log: ports.log,
    onState: () => {
      away.observe(session.state().hub);
      options.onState();
    },
    onWelcome: () => {
      live.resume();
      batches.resume();
      releases.look();
      options.onRevised(['batch']);
    },
    onLive: (frame) => live.frame(frame),
    onBatch: (frame) => batches.frame(frame),
  });
  const live = liveRooms({
    onDrops: (target, drops) => options.hostView.dropsMoved(hub.sessionId, target, drops),
    clock: ports.clock,
    request: session.request,
    connected: () => session.state().hub === 'online',
    kept: liveSnapshotRepo(db),
    skusOf: async (showId) => {
      const products = await documents.view.list('product', showId);
      return new Set(products.flatMap((product) => (product.sku === null ? [] : [product.sku])));
    },
    onError: (error) => {
      if (!(error instanceof AppError && error.code === 'hub/away'))
        ports.log.error('live data failed', error);
    },
  });
  const shows = liveShows({
    ...{ view: documents.view, live, clock: ports.clock },
    onError: (error) => ports.log.error('the shows that are on could not be told', error),
  });
  const batches = batchRooms({
    request: session.request,
    onNews: () => options.onRevised(['batch']),
    onError: (error) => ports.log.error('news of a batch failed', error),
  });
  const releases = postReleases({
    ...{ timers, clock: ports.clock, consoleId: deviceId, pendingAmong: documents.pendingAmong },
    online: () => session.state().hub === 'online',
    releases: () => documents.view.list('release', WORKSPACE),
    epoch: documents.epoch,
    handings: keptHandings(meta),
    hand: ({ id: releaseId, batchId }) =>
      session.command({ name: 'batch.release', batchId, releaseId }, ports.ids.next(), COMMAND_TTL_MS),
    onError: (error) => ports.log.error('handing a released announcement to the hub failed', error),
  });
  const giveOrder: DeskParts['command'] = async (order) => {
    try {
      await session.command(order, ports.ids.next(), COMMAND_TTL_MS);
    } catch (error) {
      if (error instanceof AppError && error.code === 'effect/expired') away.orderLost('expired');
      if (error instanceof AppError && error.code === 'effect/unanswered') away.orderLost('unanswered');
      throw error;
    }
  };

  const command: DeskParts['command'] = async (order) => {
    await acts.ordered(order, () => giveOrder(order));
  };

  const taking = takeOps({
    ...{ documents, session, timers },
    recorded: (op, submit) => acts.recorded(op, submit),
  });
  const acts = createActs({
    ...{ clock: ports.clock, ids: ports.ids, view: documents.view, order: giveOrder },
    onChanged: () => options.onRevised(['act']),
    run: ({ name, input }) => taking.take(name, input as MutationInput<typeof name>, 'first', true),
    comments: live.comments,
  });
  const parts: DeskParts = {
    sessionId: hub.sessionId,
    deviceId,
    hostView: options.hostView,
    lock: options.lock ?? noLock,
    acts,
    ports,
    person: () => ({
      personId: meta.get('personId') ?? 'owner',
      personName: meta.get('personName') ?? '',
    }),
    documents,
    outbox,
    notes,
    away,
    session,
    live,
    batches,
    releases,
    command,
    get sessions() {
      return options.sessions();
    },
    watchApp: options.watchApp,
    machine: options.machine,
    rescueReason: null,
    console: sessionConsole(own, meta, () => options.onRevised(['preference'])),
    push: pushDesk({
      ...{ view: documents.view, ids: ports.ids, command },
      onNews: () => options.onRevised(['push']),
      onError: (error) => ports.log.error('sending the push of a take failed', error),
    }),
    liveShows: shows,
    asConsole: () => ({ personName: meta.get('personName') ?? '', deviceName: hostname() }),
    till: tillDesk({
      ...{ repo: tillRepo(db), signups, deviceId },
      stock: hubStock({ session, clock: ports.clock }),
      deviceName: hostname(),
    }),
    reports: keptReportRepo(db),
    checklist: checklistDesk({
      ...{ ports, documents, session, hostView: options.hostView, ownHub: hub.own },
      refusedCount: () => outbox.counts().conflicts,
      onNews: () => options.onRevised(['checklist']),
    }),
    sheets: createSheetDesk({
      ids: ports.ids,
      mappings: {
        load: async (fingerprint) => own.sheetMapping(fingerprint),
        save: async (fingerprint, mapping) => own.setSheetMapping(fingerprint, mapping),
      },
      allowLoopbackRobots: ports.demo,
    }),
    mutate: (name, input, how) => taking.take(name, input, how),
  };

  const endScreens = () => {
    shows.close();
    live.close();
    batches.close();
  };
  return {
    sessionId: hub.sessionId,
    url: hub.url,
    own: hub.own,
    parts,
    router: deskRouter(parts),
    hub: session,
    outbox,
    unopened: null,
    rescue: fileNotes.rescue,
    dismissRescue: fileNotes.forgetRescue,
    ...sessionState({ hub, deviceId, session, outbox, meta, away, role }),
    endScreens,
    takeNoMore: taking.noMore,
    takeAgain: taking.again,
    woke: session.woke,
    close() {
      endScreens();
      releases.close();
      session.close();
      db.close();
    },
  };
}

/** For writes that can wait for another start: a full disk is no reason not to open. */
function whereRoom(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!isDiskFull(error)) throw error;
  }
}
