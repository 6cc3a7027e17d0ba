/**
 * Everything a console does, without Electron and without a browser: `createDesk(ports)` opens the caches, starts or
 * joins a hub and answers the router that a host puts on its transport.
 */
import type { AppState } from '#shared/contract/desk.ts';
import { systemTimers } from '#shared/sync/timers.ts';
import { isDamage } from '../cache/damage.ts';
import { isDiskFull } from '../cache/disk-space.ts';
import { lockProfile } from '../cache/profile-lock.ts';
import { deviceSealer } from '../cache/sealer.ts';
import { hostViewSource } from '../host-view/host-view.router.ts';
import { hostView, keptHostViewSchema } from '../host-view/host-view.ts';
import { type Channel, channel } from '../sync/channel.ts';
import { createRendererFiles } from '../web/renderer-files.ts';
import { consoleLock } from './console-lock.ts';
import { deskStorage } from './desk-storage.ts';
import { localPin } from './local-pin.ts';
import { openSettings } from './open-settings.ts';
import type { DeskPorts } from './ports.ts';
import { profileFiles } from './profile-files.ts';
import { reachHub } from './reach-hub.ts';
import type { DeskRouter } from './router.ts';
import { openSessions, type Sessions } from './sessions.ts';
import { startDemo } from './start-demo.ts';
import { switchboard } from './switchboard.ts';

export interface Desk {
  readonly router: DeskRouter;
  /** Base URL of the hub that this console was started with. */
  readonly hubUrl: string;
  /** Ops that no hub has confirmed, over all sessions: asked for before quitting. */
  unsentCount(): number;
  /** The machine slept: what waits to be done at once is not meant any more. */
  woke(): void;
  close(): Promise<void>;
}

/**
 * Throws `ProfileInUseError`, `NewerDatabaseError`, `MigrationFailedError`, SQLite's error for a full disk, or what
 * `reachHub` throws; nothing stays open then.
 */
export async function createDesk(ports: DeskPorts): Promise<Desk> {
  await using opened = new AsyncDisposableStack();
  opened.adopt(lockProfile(ports.dataDir), (unlock) => unlock());
  const revisions: Record<string, number> = {};
  const watchers = new Set<Channel<AppState>>();
  let started: Sessions | null = null;
  const stateOf = (sessions: Sessions): AppState => ({
    sync: sessions.shown().sync(),
    sessions: sessions.infos(),
    lock: lock.state(),
    storage: storage.state([settings.rescue() ?? [], sessions.rescues()].flat()),
    revisions: { ...revisions },
  });
  const tellWatchers = () => {
    if (!started || watchers.size === 0) return;
    try {
      const state = stateOf(started);
      for (const watcher of watchers) watcher.push(state);
    } catch (error) {
      // A file that is just being made anew cannot be read; once it is, everybody is told again.
      ports.log.error('the state could not be told', error);
    }
  };
  const revise = (kinds: Iterable<string>) => {
    for (const kind of kinds) {
      revisions[kind] = (revisions[kind] ?? 0) + 1;
      if (kind === 'preference') lock.settingChanged();
    }
    tellWatchers();
  };

  const storage = opened.adopt(
    deskStorage({ ports, timers: ports.timers ?? systemTimers, onChange: tellWatchers }),
    (watching) => watching.close(),
  );
  const settings = opened.adopt(
    openSettings(ports, (error) => {
      if (isDiskFull(error)) storage.diskFull();
      // Too much hangs on these: they are made anew at the next start.
      if (isDamage(error)) storage.keepsFailing();
    }),
    (open) => open.close(),
  );
  const { own, joined, deviceId } = settings;
  const sealer = await deviceSealer(ports.secrets);
  const first = opened.adopt(await reachHub(ports, own, deviceId), (reached) => reached.close());

  const lock = opened.adopt(
    consoleLock({
      ...{ clock: ports.clock, timers: ports.timers ?? systemTimers },
      load: own.lockedSince,
      save: own.setLockedSince,
      idleSec: () => own.preferences().lockAfterSec,
      async canUnlock() {
        if (!started) return false;
        const { sessionId } = started.shown();
        return (await localPin({ secrets: ports.secrets, clock: ports.clock, sessionId }).state()).set;
      },
      onChange: tellWatchers,
    }),
    (one) => one.close(),
  );
  const hosts = hostView({
    ...{ clock: ports.clock, ids: ports.ids, timers: systemTimers, log: ports.log },
    files: createRendererFiles(ports.rendererDir),
    load: () => keptHostViewSchema.catch(keptHostViewSchema.parse({})).parse(own.hostView() ?? {}),
    save: (kept) => own.setHostView(kept),
    onNews: () => revise(['host-view']),
  });
  const sessions = opened.adopt(
    await openSessions({
      ...{ ports, own, joined, deviceId, sealer, first, hostView: hosts, lock },
      onState: tellWatchers,
      onRevised: revise,
      machine: {
        files: profileFiles(ports.dataDir, sealer),
        dismissRescue(sessionId) {
          if (sessionId !== null) return started?.dismissRescue(sessionId);
          settings.dismissRescue();
          tellWatchers();
        },
      },
      onDiskFull: storage.diskFull,
      beforeRescue: storage.pauseChecks,
      onKeepsFailing: storage.keepsFailing,
      watchApp() {
        const watcher: Channel<AppState> = channel(
          (_waiting, next) => next,
          () => watchers.delete(watcher),
        );
        const state = started && stateOf(started);
        watchers.add(watcher);
        if (state) watcher.push(state);
        return watcher;
      },
    }),
    (all) => {
      for (const watcher of watchers) watcher.close();
      all.close();
    },
  );
  started = sessions;
  storage.begin({
    list: () => [settings.file, ...sessions.files()],
    damaged(file, error) {
      if (file === settings.file) storage.keepsFailing();
      else sessions.foundDamaged(file, error);
    },
    roomAgain: sessions.roomAgain,
  });
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
    woke: sessions.woke,
    close: () => running.disposeAsync(),
  };
}
