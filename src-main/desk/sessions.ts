/** All hubs that this console is joined to. Every one stays connected and syncs; the screens show one of them. */
import { rm } from 'node:fs/promises';
import { setTimeout as after } from 'node:timers/promises';
import type { SessionInfo } from '#shared/contract/desk.ts';
import { AppError } from '#shared/contract/errors.ts';
import { documentKinds } from '#shared/domain/documents.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { JoinedHubRepo } from '../cache/joined-hub.repo.ts';
import { deviceSealer } from '../cache/sealer.ts';
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
  close(): void;
}

export interface SessionsOptions
  extends Pick<SessionOptions, 'ports' | 'own' | 'deviceId' | 'watchApp' | 'hostView' | 'onState'> {
  readonly joined: JoinedHubRepo;
  /** The hub that this console was started with. */
  readonly first: ReachedHub;
  /** Documents of these kinds have changed in what the screens show. */
  readonly onRevised: (kinds: Iterable<string>) => void;
}

/** A hub that does not answer cannot be told that somebody leaves it; nobody waits for it longer. */
const GOODBYE_MS = 2000;

export async function openSessions(options: SessionsOptions): Promise<Sessions> {
  const { ports, joined, first } = options;
  const sealer = await deviceSealer(ports.secrets);
  const open = new Map<string, OpenSession>();
  let shownId = first.sessionId;
  let leaving: Promise<unknown> = Promise.resolve();

  const start = (hub: SessionOptions['hub']) => {
    const session = openSession({
      ...options,
      ...{ hub, sealer },
      sessions: () => sessions,
      onRevised: (kinds) => {
        options.hostView.refresh();
        if (hub.sessionId === shownId) options.onRevised(kinds);
      },
    });
    open.set(hub.sessionId, session);
    return session;
  };
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
      options.onRevised([...documentKinds, 'preference', 'batch']);
    },
    async join({ url, code, personName }) {
      const known = sameHub(url);
      // A session that its hub has ended can be taken up again, with all that it still has to send.
      if (known && (known.own || known.hub.state().hub !== 'refused')) throw new AppError('session/exists');
      const { deviceId } = options;
      const address = known?.url ?? new URL(url).origin;
      const token = await joinHub({ url: address, code, personName, deviceId });
      const sessionId = known?.sessionId ?? sessionIdOf(address);
      await ports.secrets.set(tokenName(address), token);
      known?.close();
      joined.add({ sessionId, url: address }, isoNow(ports.clock));
      start({ sessionId, url: address, token, own: false });
      options.onRevised([...documentKinds, 'preference', 'batch']);
      return sessionId;
    },
    leave(sessionId, giveUp) {
      const work = leaving.then(() => leave(sessions.find(sessionId), giveUp));
      leaving = work.catch(() => undefined);
      return work;
    },
    unsentCount: () =>
      [...open.values()].reduce((sum, session) => sum + session.outbox.counts().unconfirmed, 0),
    close() {
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
    session.close();
    // The list forgets it last: after a crash on the way it is still there to be left again.
    await ports.secrets.remove(tokenName(session.url));
    const file = sessionFile(ports, session.sessionId);
    for (const part of [file, `${file}-wal`, `${file}-shm`]) await rm(part, { force: true });
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
