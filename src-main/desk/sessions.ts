/** All hubs that this console is joined to. Every one stays connected and syncs; the screens show one of them. */
import { setTimeout as after } from 'node:timers/promises';
import type { SessionInfo } from '#shared/contract/desk.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { RescueNotice } from '#shared/contract/storage.ts';
import { documentKinds } from '#shared/domain/documents.ts';
import { isoNow } from '#shared/sync/clock.ts';
import { isDamage } from '../cache/damage.ts';
import { isDiskFull } from '../cache/disk-space.ts';
import type { JoinedHubRepo } from '../cache/joined-hub.repo.ts';
import { removeWithAll } from '../cache/rescue/put-in-place.ts';
import { closedSession } from './closed-session.ts';
import { joinHub } from './join-hub.ts';
import { type OpenSession, openSession, type SessionOptions, sessionFile } from './open-session.ts';
import { type ReachedHub, sessionIdOf, tokenName } from './reach-hub.ts';

export interface Sessions {
  shown(): OpenSession;
  infos(): SessionInfo[];
  /** Throws `session/not-found`. */
  find(sessionId: string): OpenSession;
  show(sessionId: string): void;
  /** Answers the session's id. Throws what `joinHub` throws, and `session/exists`. */
  join(order: { url: string; code: string; personName: string }): Promise<string>;
  /**
   * Throws `session/own`, `session/last`, `session/unsent` unless exactly what is unsent is given up, and
   * `session/unsent-till` while anything of its till is: money that was taken cannot be given up.
   */
  leave(sessionId: string, giveUp: number): Promise<void>;
  unsentCount(): number;
  /** What became of files that were found damaged. */
  rescues(): RescueNotice[];
  /** Throws `session/not-found`. */
  dismissRescue(sessionId: string): void;
  /** Files that are worked with now. */
  files(): string[];
  /** That file of a session was looked through and is damaged. */
  foundDamaged(file: string, error: unknown): void;
  /** There is room on the disk again. */
  roomAgain(): void;
  /** This machine slept. */
  woke(): void;
  close(): void;
}

export interface SessionsOptions
  extends Pick<
    SessionOptions,
    'ports' | 'own' | 'deviceId' | 'sealer' | 'watchApp' | 'hostView' | 'lock' | 'machine' | 'onState'
  > {
  readonly joined: JoinedHubRepo;
  /** The hub that this console was started with. */
  readonly first: ReachedHub;
  /** Documents of these kinds have changed in what the screens show. */
  readonly onRevised: (kinds: Iterable<string>) => void;
  readonly onDiskFull: () => void;
  /** Resolves once nobody else has that session's file open: it is to be made anew. */
  readonly beforeRescue: () => Promise<void>;
  /** A file was damaged again and again: it is left as it is. */
  readonly onKeepsFailing: () => void;
}

/** A hub that does not answer cannot be told that somebody leaves it; nobody waits for it longer. */
const GOODBYE_MS = 2000;
/** A file that is damaged more often than this in one life of the process is on a machine that damages files. */
const RESCUES_AT_MOST = 3;
const everything = [...documentKinds, 'preference', 'batch'];

export async function openSessions(options: SessionsOptions): Promise<Sessions> {
  const { ports, joined, first } = options;
  const open = new Map<string, OpenSession>();
  let shownId = first.sessionId;
  let leaving: Promise<unknown> = Promise.resolve();

  const hubs = new Map<string, SessionOptions['hub']>();
  const rescued = new Map<string, number>();
  const rescuing = new Set<string>();
  let closed = false;

  const start = (hub: SessionOptions['hub'], damage: unknown = null) => {
    const opening: SessionOptions = {
      ...options,
      ...{ hub, damage },
      sessions: () => sessions,
      onRevised: (kinds) => {
        options.hostView.refresh();
        if (hub.sessionId === shownId) options.onRevised(kinds);
      },
      onFileError: (error) => {
        if (isDiskFull(error)) options.onDiskFull();
        if (isDamage(error)) rescue(hub.sessionId, error);
      },
    };
    hubs.set(hub.sessionId, hub);
    open.set(hub.sessionId, openOrSayWhy(opening));
  };
  const openOrSayWhy = (opening: SessionOptions): OpenSession => {
    try {
      return openSession(opening);
    } catch (error) {
      ports.log.error('a session could not be opened', error);
      if (isDiskFull(error)) options.onDiskFull();
      return closedSession(opening, error);
    }
  };
  /** Takes a session up again on its file, which is made anew first if it is damaged. */
  const reopen = (sessionId: string, damage: unknown) => {
    const hub = hubs.get(sessionId);
    if (closed || !hub) return;
    open.get(sessionId)?.close();
    start(hub, damage);
    if (sessionId === shownId) options.onRevised(everything);
    options.onState();
  };
  function rescue(sessionId: string, damage: unknown): void {
    if (closed || rescuing.has(sessionId)) return;
    const times = (rescued.get(sessionId) ?? 0) + 1;
    if (times > RESCUES_AT_MOST) {
      options.onKeepsFailing();
      return;
    }
    rescued.set(sessionId, times);
    rescuing.add(sessionId);
    // Not within the call that found it, which still holds the connection.
    void after(0)
      .then(options.beforeRescue)
      .then(() => reopen(sessionId, damage))
      .catch((error: unknown) => ports.log.error('a damaged cache could not be made anew', error))
      .finally(() => rescuing.delete(sessionId));
  }
  const sameHub = (url: string) =>
    [...open.values()].find((session) => new URL(session.url).origin === new URL(url).origin);

  const sessions: Sessions = {
    shown: () => sessions.find(shownId),
    infos: () => [...open.values()].map((session) => session.info(session.sessionId === shownId)),
    find(sessionId) {
      const session = open.get(sessionId);
      if (!session) throw new AppError('session/not-found');
      return session;
    },
    show(sessionId) {
      const next = sessions.find(sessionId);
      if (sessionId === shownId) return;
      const before = sessions.shown();
      shownId = next.sessionId;
      joined.setShown(shownId);
      // Figures of the one must not run on under the name of the other: every stream ends and is opened anew.
      before.endScreens();
      options.onRevised(everything);
    },
    async join({ url, code, personName }) {
      const known = sameHub(url);
      // A session that its hub has ended can be taken up again, with all that it still has to send.
      const canBeTakenUp = known && !known.own && !known.unopened && known.hub.state().hub === 'refused';
      if (known && !canBeTakenUp) throw new AppError('session/exists');
      const { deviceId } = options;
      const address = known?.url ?? new URL(url).origin;
      const token = await joinHub({ url: address, code, personName, deviceId });
      const sessionId = known?.sessionId ?? sessionIdOf(address);
      await ports.secrets.set(tokenName(address), token);
      known?.close();
      joined.add({ sessionId, url: address }, isoNow(ports.clock));
      start({ sessionId, url: address, token, own: false });
      options.onRevised(everything);
      return sessionId;
    },
    leave(sessionId, giveUp) {
      const work = leaving.then(() => leave(sessions.find(sessionId), giveUp));
      leaving = work.catch(() => undefined);
      return work;
    },
    unsentCount: () =>
      [...open.values()].reduce((sum, session) => sum + session.outbox.counts().unconfirmed, 0),
    rescues: () =>
      [...open.values()].flatMap((session) => {
        const notice = session.rescue();
        return notice ? [{ ...notice, sessionId: session.sessionId }] : [];
      }),
    dismissRescue: (sessionId) => {
      sessions.find(sessionId).dismissRescue();
      options.onState();
    },
    files: () =>
      [...open.values()].flatMap(({ sessionId, unopened }) =>
        unopened === null ? [sessionFile(ports, sessionId)] : [],
      ),
    foundDamaged(file, error) {
      const hit = [...open.keys()].find((sessionId) => sessionFile(ports, sessionId) === file);
      if (hit !== undefined) rescue(hit, error);
    },
    woke() {
      for (const session of open.values()) session.woke();
    },
    roomAgain() {
      for (const { sessionId, unopened } of [...open.values()]) {
        if (isDiskFull(unopened)) reopen(sessionId, null);
      }
    },
    close() {
      closed = true;
      for (const session of open.values()) session.close();
    },
  };

  async function leave(session: OpenSession, giveUp: number): Promise<void> {
    if (session.own) throw new AppError('session/own');
    if (open.size === 1) throw new AppError('session/last');
    await session.takeNoMore();
    try {
      const { unsent: unsentOfTill } = session.parts.till.unsent();
      if (unsentOfTill > 0) throw new AppError('session/unsent-till', { unsent: unsentOfTill });
      const { unconfirmed, conflicts } = session.outbox.counts();
      const unsent = unconfirmed + conflicts;
      if (unsent !== giveUp) throw new AppError('session/unsent', { unsent });
    } catch (error) {
      session.takeAgain();
      throw error;
    }
    const goodbye = session.hub.request('leave', {}).catch(() => undefined);
    await Promise.race([goodbye, after(GOODBYE_MS, null, { ref: false })]);
    if (shownId === session.sessionId) {
      const other = [...open.keys()].find((sessionId) => sessionId !== session.sessionId);
      if (other !== undefined) sessions.show(other);
    }
    open.delete(session.sessionId);
    hubs.delete(session.sessionId);
    session.close();
    // The list forgets it last: after a crash on the way it is still there to be left again.
    await ports.secrets.remove(tokenName(session.url));
    removeWithAll(sessionFile(ports, session.sessionId));
    joined.remove(session.sessionId);
    options.onState();
  }

  start(first);
  if (!first.own) joined.add(first, isoNow(ports.clock));
  for (const { sessionId, url } of joined.all()) {
    if (open.has(sessionId)) continue;
    // Without its token the hub refuses it in words, and the person can join again or leave.
    const token = (await ports.secrets.get(tokenName(url))) ?? '';
    start({ sessionId, url, token, own: false });
  }
  // A hub named on the command line, or a demo, is what this start is about.
  const wished = joined.shown();
  if (first.own && !ports.demo && wished !== null && open.has(wished)) shownId = wished;
  return sessions;
}
