/**
 * Everything a console does, without Electron and without a browser: `createDesk(ports)` opens the caches, starts or
 * joins a hub and answers the router that a host puts on its transport.
 */
import { join } from 'node:path';
import type { AppState } from '#shared/contract/desk.ts';
import { systemTimers } from '#shared/sync/timers.ts';
import { consoleRepo } from '../cache/console.repo.ts';
import { joinedHubRepo } from '../cache/joined-hub.repo.ts';
import { consoleMigrations } from '../cache/migrations/index.ts';
import { openDatabase } from '../cache/open.ts';
import { lockProfile } from '../cache/profile-lock.ts';
import { hostViewSource } from '../host-view/host-view.router.ts';
import { hostView, keptHostViewSchema } from '../host-view/host-view.ts';
import { type Channel, channel } from '../sync/channel.ts';
import { createRendererFiles } from '../web/renderer-files.ts';
import type { DeskPorts } from './ports.ts';
import { reachHub } from './reach-hub.ts';
import type { DeskRouter } from './router.ts';
import { openSessions } from './sessions.ts';
import { startDemo } from './start-demo.ts';
import { switchboard } from './switchboard.ts';

export interface Desk {
  readonly router: DeskRouter;
  /** Base URL of the hub that this console was started with. */
  readonly hubUrl: string;
  /** Ops that no hub has confirmed, over all sessions: asked for before quitting. */
  unsentCount(): number;
  close(): Promise<void>;
}

/** Throws `ProfileInUseError`, `NewerDatabaseError`, or what `reachHub` throws; nothing stays open then. */
export async function createDesk(ports: DeskPorts): Promise<Desk> {
  await using opened = new AsyncDisposableStack();
  opened.adopt(lockProfile(ports.dataDir), (unlock) => unlock());
  const consoleFile = join(ports.dataDir, 'desk.db');
  const consoleDb = opened.adopt(openDatabase(consoleFile, consoleMigrations), (file) => {
    file.close();
  });
  const own = consoleRepo(consoleDb);
  const deviceId = own.once('device-id', () => ports.ids.next());
  const first = opened.adopt(await reachHub(ports, own, deviceId), (reached) => reached.close());

  const revisions: Record<string, number> = {};
  const watchers = new Set<Channel<AppState>>();
  let started = false;
  const appState = (): AppState => ({
    sync: sessions.shown().sync(),
    sessions: sessions.infos(),
    revisions: { ...revisions },
  });
  const tellWatchers = () => {
    if (!started || watchers.size === 0) return;
    const state = appState();
    for (const watcher of watchers) watcher.push(state);
  };
  const revise = (kinds: Iterable<string>) => {
    for (const kind of kinds) revisions[kind] = (revisions[kind] ?? 0) + 1;
    tellWatchers();
  };
  const hosts = hostView({
    ...{ clock: ports.clock, ids: ports.ids, timers: systemTimers, log: ports.log },
    files: createRendererFiles(ports.rendererDir),
    load: () => keptHostViewSchema.catch(keptHostViewSchema.parse({})).parse(own.hostView() ?? {}),
    save: (kept) => own.setHostView(kept),
    onNews: () => revise(['host-view']),
  });
  const sessions = opened.adopt(
    await openSessions({
      ...{ ports, own, deviceId, first, hostView: hosts },
      joined: joinedHubRepo(consoleDb),
      onState: tellWatchers,
      onRevised: revise,
      watchApp() {
        const watcher: Channel<AppState> = channel(
          (_waiting, next) => next,
          () => watchers.delete(watcher),
        );
        watchers.add(watcher);
        watcher.push(appState());
        return watcher;
      },
    }),
    (all) => {
      for (const watcher of watchers) watcher.close();
      all.close();
    },
  );
  started = true;
  opened.adopt(hosts, (open) => open.stop());
  await hosts
    .resume((sessionId) => {
      const session =
        sessions.infos().some((info) => info.sessionId === sessionId) && sessions.find(sessionId);
      return session ? hostViewSource(session.parts) : null;
    })
    .catch((error: unknown) => ports.log.error('the host view could not be opened again', error));
  if (ports.demo) await startDemo(sessions.shown().parts);

  const router = switchboard(sessions.shown().router, () => sessions.shown().router);
  const running = opened.move();
  return {
    router,
    hubUrl: first.url,
    unsentCount: sessions.unsentCount,
    close: () => running.disposeAsync(),
  };
}
