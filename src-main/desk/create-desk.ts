/**
 * Everything a console does, without Electron and without a browser: `createDesk(ports)` opens the caches, starts or
 * joins a hub and answers the router that a host puts on its transport.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { AppState } from '#shared/contract/desk.ts';
import { AppError, isErrorCode } from '#shared/contract/errors.ts';
import { roleSchema } from '#shared/domain/roles.ts';
import { isoNow } from '#shared/sync/clock.ts';
import { consoleRepo } from '../cache/console.repo.ts';
import { metaRepo } from '../cache/meta.repo.ts';
import { console0010 } from '../cache/migrations/0010-console.ts';
import { session0010 } from '../cache/migrations/0010-session.ts';
import { openDatabase } from '../cache/open.ts';
import { outboxRepo } from '../cache/outbox.repo.ts';
import { lockProfile } from '../cache/profile-lock.ts';
import { createSheetDesk } from '../sheets/sheet-desk.ts';
import { batchRooms } from '../sync/batch-rooms.ts';
import { type Channel, channel } from '../sync/channel.ts';
import { hubSession } from '../sync/hub-session.ts';
import { liveRooms } from '../sync/live-rooms.ts';
import { localDocuments } from '../sync/local-documents.ts';
import type { DeskParts } from './desk-parts.ts';
import type { DeskPorts } from './ports.ts';
import { reachHub } from './reach-hub.ts';
import { type DeskRouter, deskRouter } from './router.ts';
import { sandboxSetting } from './sandbox-setting.ts';
import { startDemo } from './start-demo.ts';

export interface Desk {
  readonly router: DeskRouter;
  /** Base URL of the hub that this console is joined to. */
  readonly hubUrl: string;
  /** Ops that the hub has not confirmed: asked for before quitting. */
  unsentCount(): number;
  close(): Promise<void>;
}

/** How long an order to act may wait for the hub before it expires. */
const COMMAND_TTL_MS = 3000;
/** How long a person waits for the hub's verdict before "pending" is shown instead. */
const VERDICT_MS = 1500;

/** Throws `ProfileInUseError`, `NewerDatabaseError`, or what `reachHub` throws; nothing stays open then. */
export async function createDesk(ports: DeskPorts): Promise<Desk> {
  await using opened = new AsyncDisposableStack();
  opened.adopt(lockProfile(ports.dataDir), (unlock) => unlock());
  const consoleDb = opened.adopt(openDatabase(join(ports.dataDir, 'desk.db'), [console0010]), (file) => {
    file.close();
  });
  const own = consoleRepo(consoleDb);
  const deviceId = own.once('device-id', () => ports.ids.next());
  const hub = opened.adopt(await reachHub(ports, own, deviceId), (reached) => reached.close());
  const sessionFile = join(ports.dataDir, 'sessions', `${sessionName(ports)}.db`);
  const db = opened.adopt(openDatabase(sessionFile, [session0010]), (cache) => void cache.close());
  const meta = metaRepo(db);
  const outbox = outboxRepo(db);

  const revisions: Record<string, number> = {};
  const watchers = new Set<Channel<AppState>>();
  const tellWatchers = () => {
    if (watchers.size === 0) return;
    const state = appState();
    for (const watcher of watchers) watcher.push(state);
  };
  const revised = (kinds: Iterable<string>) => {
    for (const kind of kinds) revisions[kind] = (revisions[kind] ?? 0) + 1;
    tellWatchers();
  };

  const documents = localDocuments({
    db,
    nextOpId: () => ports.ids.next(),
    nowIso: () => isoNow(ports.clock),
    actor: () => ({
      personId: meta.get('personId') ?? 'owner',
      role: roleSchema.catch('owner').parse(meta.get('role') ?? 'owner'),
      deviceId,
    }),
    onChanged: (kinds) => {
      if (kinds.has('product')) live.refreshProducts();
      revised(kinds);
    },
  });
  const session = hubSession({
    url: hub.url,
    token: hub.token,
    deviceId,
    db,
    documents,
    clock: ports.clock,
    log: ports.log,
    onState: tellWatchers,
    onWelcome: () => {
      live.resume();
      batches.resume();
      revised(['batch']);
    },
    onLive: (frame) => live.frame(frame),
    onBatch: (frame) => batches.frame(frame),
  });
  const live = liveRooms({
    clock: ports.clock,
    request: session.request,
    connected: () => session.state().hub === 'online',
    skusOf: async (showId) => {
      const products = await documents.view.list('product', showId);
      return new Set(products.flatMap((product) => (product.sku === null ? [] : [product.sku])));
    },
    onError: (error) => {
      if (!(error instanceof AppError && error.code === 'hub/away'))
        ports.log.error('live data failed', error);
    },
  });
  const batches = batchRooms({
    request: session.request,
    onNews: () => revised(['batch']),
    onError: (error) => ports.log.error('news of a batch failed', error),
  });
  opened.defer(() => {
    live.close();
    batches.close();
    for (const watcher of watchers) watcher.close();
    session.close();
  });
  const command: DeskParts['command'] = (order) => session.command(order, ports.ids.next(), COMMAND_TTL_MS);

  function appState(): AppState {
    const { hub: state, refusal, skewMs } = session.state();
    const counts = outbox.counts();
    return {
      sync: {
        hub: state,
        hubUrl: hub.url,
        ownHub: ports.remoteHub === null,
        refusal,
        personName: meta.get('personName') ?? '',
        role: roleSchema.catch('owner').parse(meta.get('role') ?? 'owner'),
        outboxCount: counts.unconfirmed,
        conflictCount: counts.conflicts,
        lastSyncAt: meta.get('lastSyncAt'),
        skewMs,
      },
      revisions: { ...revisions },
    };
  }

  const parts: DeskParts = {
    ports,
    documents,
    outbox,
    console: {
      ...own,
      setPreferences(changes) {
        own.setPreferences(changes);
        revised(['preference']);
      },
    },
    session,
    live,
    batches,
    command,
    sandbox: sandboxSetting(command),
    sheets: createSheetDesk({
      ids: ports.ids,
      mappings: {
        load: async (fingerprint) => own.sheetMapping(fingerprint),
        save: async (fingerprint, mapping) => own.setSheetMapping(fingerprint, mapping),
      },
      allowLoopbackRobots: ports.demo,
    }),
    async mutate(name, input) {
      const op = await documents.submit(name, input);
      const verdict = session.pushed(op);
      if (session.state().hub !== 'online') return;
      const result = await Promise.race([verdict, after(VERDICT_MS, null, { ref: false })]);
      if (result?.outcome !== 'refused') return;
      await documents.takeConflict(op.opId);
      throw new AppError(isErrorCode(result.code) ? result.code : 'app/unexpected', result.params);
    },
    watchApp() {
      const watcher: Channel<AppState> = channel(
        (_waiting, next) => next,
        () => watchers.delete(watcher),
      );
      watchers.add(watcher);
      watcher.push(appState());
      return watcher;
    },
  };
  if (ports.demo) await startDemo(parts);

  const router = deskRouter(parts);
  const running = opened.move();
  return {
    router,
    hubUrl: hub.url,
    unsentCount: () => outbox.counts().unconfirmed,
    close: () => running.disposeAsync(),
  };
}

/** One cache file a hub: leaving one touches nothing of another. */
function sessionName(ports: DeskPorts): string {
  if (ports.remoteHub === null) return 'own';
  return createHash('sha256').update(ports.remoteHub.url).digest('hex').slice(0, 16);
}
