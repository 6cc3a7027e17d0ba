/**
 * A console's session with one hub: greets, pulls what it missed, pushes the outbox in order and keeps doing so. Nothing
 * here decides; it moves ops and changes between the link and the local documents.
 */
import type Database from 'better-sqlite3';
import type { BatchFrame } from '#shared/contract/batch.ts';
import { AppError } from '#shared/contract/errors.ts';
import { type Op, type OpResult, PULL_PAGE, type Welcome } from '#shared/contract/hub.ts';
import type { LiveFrame } from '#shared/contract/live.ts';
import type { PresentConsole } from '#shared/contract/team.ts';
import type { Clock } from '#shared/sync/clock.ts';
import { isoNow } from '#shared/sync/clock.ts';
import { instantOf } from '#shared/sync/time-base.ts';
import type { Timers } from '#shared/sync/timers.ts';
import { isDiskFull } from '../cache/disk-space.ts';
import { metaRepo } from '../cache/meta.repo.ts';
import type { OutboxRepo } from '../cache/outbox.repo.ts';
import type { DeskLog } from '../desk/ports.ts';
import { digestWatch } from './digest-watch.ts';
import type { HubLink, HubLinkFactory } from './hub-link.ts';
import { hubTime } from './hub-time.ts';
import { inbox } from './inbox.ts';
import type { LocalDocuments } from './local-documents.ts';
import { type OrdersToAct, ordersToAct } from './orders-to-act.ts';
import { pagesAhead } from './pages-ahead.ts';
import { pushWindow } from './push-window.ts';
import { signIn } from './sign-in.ts';

export interface SessionState {
  readonly hub: 'connecting' | 'online' | 'offline' | 'refused';
  readonly refusal: string | null;
  /** Why work with the hub goes wrong though it is there, as an error code; null = it does not. Tried again by itself. */
  readonly trouble: string | null;
  readonly skewMs: number | null;
  readonly connectedSince: string | null;
  /** Who is connected to the hub now; empty while it is out of reach. */
  readonly consoles: readonly PresentConsole[];
}

export interface HubSessionOptions {
  readonly link: HubLinkFactory;
  readonly timers: Timers;
  /** From 0 up to 1: spreads the retries of many consoles. */
  readonly random: () => number;
  readonly db: Database;
  readonly outbox: OutboxRepo;
  readonly documents: LocalDocuments;
  readonly clock: Clock;
  readonly log: DeskLog;
  readonly onState: () => void;
  readonly onWelcome: () => void;
  readonly onLive: (frame: LiveFrame) => void;
  readonly onBatch: (frame: BatchFrame) => void;
}

export interface HubSession {
  state(): SessionState;
  /** Tells that the outbox has something new; answers that op's result once the hub has judged it. */
  pushed(op: Op): Promise<OpResult>;
  command: OrdersToAct['command'];
  request: HubLink['request'];
  /** Lets this console's sign-in last its full time again from now on. */
  renew(): Promise<void>;
  /** This machine slept. */
  woke(): void;
  close(): void;
}

/** What the hub could not do is asked again after pauses that grow from the one to the other, while the link stands. */
const RETRY_MS = 500;
const RETRY_MAX_MS = 10_000;
/** What an answer has announced comes by itself, and as a rule sooner. */
const NEWS_MS = 2000;
interface Connection {
  /** The hub has said of which history it is. */
  greeted: boolean;
  greeting: Promise<void> | null;
  pulling: Promise<void> | null;
  /** What came did not fit: the pages of a pull that is under way may be older than it. */
  behind: boolean;
}

export function hubSession(options: HubSessionOptions): HubSession {
  const { documents, outbox, clock, timers, log } = options;
  const meta = metaRepo(options.db);
  const waiting = new Map<string, (result: OpResult) => void>();
  const whenOnline = new Set<() => void>();
  let state: SessionState = {
    ...{ hub: 'connecting', refusal: null, trouble: null, skewMs: null, connectedSince: null },
    consoles: [],
  };
  /** The connection that stands; null while there is none. */
  let here: Connection | null = null;
  let closed = false;
  let callOffRetry: (() => void) | null = null;
  let retries = 0;

  const become = (next: Partial<SessionState>) => {
    state = { ...state, ...next };
    try {
      options.onState();
    } catch (error) {
      // Whoever looks may stumble over a file that fails; the session goes on, and says so itself.
      log.error('showing the state of a session failed', error);
    }
  };
  const failed = (what: string, error: unknown) => {
    if (closed) return;
    const code =
      error instanceof AppError ? error.code : isDiskFull(error) ? 'local/disk-full' : 'app/unexpected';
    // Out of reach says so by itself, and is no news for the log.
    if (code !== 'hub/away') log.error(what, error);
    // A lost link greets anew when it is back; on one that stands, nobody else would ask again.
    if (!here) return;
    if (code !== 'hub/away' && code !== state.trouble) become({ trouble: code });
    if (callOffRetry) return;
    const pauseMs = Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** retries) * (0.5 + options.random() / 2);
    retries += 1;
    callOffRetry = timers.after(pauseMs, catchUp);
  };

  /** For what no caller waits for: a file that fails must not end the process. */
  const attempt = (what: string, work: () => void) => {
    try {
      work();
    } catch (error) {
      failed(what, error);
    }
  };

  const link = options.link({
    connected: () => {
      here = { greeted: false, greeting: null, pulling: null, behind: false };
      greetOrRetry();
    },
    disconnected: () => {
      here = null;
      callOffRetry?.();
      callOffRetry = null;
      retries = 0;
      time.lost();
      window.stop();
      box.clear();
      digests.stop();
      if (!closed) become({ hub: 'offline', trouble: null, connectedSince: null, consoles: [] });
    },
    refused: (code) => become({ hub: 'refused', refusal: code }),
    presence: (consoles) => become({ consoles }),
    changes: (changes) => {
      // Before the greeting nobody knows of which history they are; the pull after it brings them.
      if (here?.greeted) box.changes(changes);
    },
    live: options.onLive,
    batch: options.onBatch,
  });

  const box = inbox({
    timers,
    expecting: () => window.isWaiting(),
    async take(changes, results) {
      const on = here;
      const fits = await documents.receive(changes, results);
      synced();
      if (fits || !on) return;
      on.behind = true;
      pull(on).catch((error) => failed('pulling changes failed', error));
    },
    onFailed: (error) => failed('taking what the hub told failed', error),
  });
  const window = pushWindow({
    outbox,
    request: link.request,
    streamId: () => meta.get('streamId') ?? '',
    settle: (results) => box.results(results),
    onSettled: (results) => {
      for (const result of results) {
        waiting.get(result.opId)?.(result);
        waiting.delete(result.opId);
      }
      recovered();
      const seq = results.reduce((most, result) => Math.max(most, 'seq' in result ? result.seq : 0), 0);
      if (seq > documents.cursor())
        timers.after(NEWS_MS, () => attempt('pulling changes failed', () => catchUpTo(seq)));
    },
    onTrouble: (error) => {
      // The hub has less than it once answered: what it says of itself at a greeting tells why.
      if (error instanceof AppError && error.code === 'op/out-of-order' && here) here.greeted = false;
      failed('pushing the outbox failed', error);
    },
  });
  const digests = digestWatch({ documents, request: link.request, timers, log });

  const access = signIn({
    ...{ link, meta, clock, timers, onRenewed: options.onState },
    onFailed: (error) => failed('renewing the sign-in failed', error),
  });

  const time = hubTime({ clock, timers, request: link.request, onHead: catchUpTo });

  function greetOrRetry(): void {
    const on = here;
    if (!on) return;
    on.greeting ??= greet(on)
      .catch((error) => failed('greeting the hub failed', error))
      .finally(() => {
        on.greeting = null;
      });
  }

  function catchUp(): void {
    callOffRetry = null;
    if (!here) return;
    if (!here.greeted || state.hub !== 'online') {
      greetOrRetry();
      return;
    }
    pull(here)
      .then(window.goOn)
      .catch((error) => failed('pulling changes failed', error));
  }

  /** Everything after a wait is only for the connection that it began on. */
  async function greet(on: Connection): Promise<void> {
    const asked = instantOf(clock);
    const welcome = await link.request('hello', { streamId: meta.get('streamId') ?? '' });
    time.greeted(welcome.clock, asked);
    if (!(await documents.greeted(welcome))) return greet(on);
    if (on !== here) return;
    remember(welcome);
    on.greeted = true;
    await pull(on);
    if (on !== here) return;
    const skewMs = Date.parse(welcome.hubTime) - clock.nowMs();
    become({ hub: 'online', refusal: null, skewMs, connectedSince: isoNow(clock) });
    options.onWelcome();
    for (const wake of whenOnline) wake();
    window.start(welcome.lastCseq);
    digests.start();
    access.renewInTime();
  }

  /** What is told can get lost on its way: whoever hears that there is more asks for it ([SY32]). */
  function catchUpTo(seq: number): void {
    if (closed || !here?.greeted || state.hub !== 'online' || seq <= documents.cursor()) return;
    pull(here).catch((error) => failed('pulling changes failed', error));
  }

  function remember(welcome: Welcome): void {
    meta.set('personId', welcome.personId);
    meta.set('personName', welcome.personName);
    meta.set('role', welcome.role);
    meta.set('expiresAt', welcome.expiresAt ?? '');
  }

  function pull(on: Connection): Promise<void> {
    on.pulling ??= pullAll(on).finally(() => {
      on.pulling = null;
    });
    return on.pulling;
  }

  async function pullAll(on: Connection): Promise<void> {
    const pages = pagesAhead((order) => link.request('pull', order));
    for (let complete = false; !complete || on.behind; ) {
      on.behind = false;
      const horizonSeq = documents.snapshotHorizon();
      const afterSeq = documents.cursor();
      const order = { afterSeq, limit: PULL_PAGE, ...(horizonSeq !== null && { horizonSeq }) };
      const page = await pages.get(order).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'sync/too-old' && afterSeq > 0) return null;
        throw error;
      });
      if (on !== here) return;
      if (page === null) {
        await documents.tooOld();
        continue;
      }
      const last = page.toSeq >= page.headSeq;
      if (!last) pages.expect({ ...order, afterSeq: page.toSeq });
      complete = (await documents.receivePage(page, last)) && last;
    }
    if (outbox.firstUnanswered() === null) recovered();
    synced();
  }

  function synced(): void {
    if (closed) return;
    meta.set('lastSyncAt', isoNow(clock));
    options.onState();
  }

  /** What went wrong before goes well again. */
  function recovered(): void {
    retries = 0;
    if (state.trouble !== null && !closed) become({ trouble: null });
  }

  async function online(withinMs: number): Promise<boolean> {
    if (state.hub === 'online') return true;
    return new Promise((resolve) => {
      const finish = (reached: boolean) => {
        callOff();
        whenOnline.delete(wake);
        resolve(reached);
      };
      const wake = () => finish(true);
      const callOff = timers.after(withinMs, () => finish(false));
      whenOnline.add(wake);
    });
  }

  const orders = ordersToAct({ clock, timers, time, link, online, pushed: window.drained });

  return {
    state: () => state,
    pushed: (op) => {
      const result = new Promise<OpResult>((resolve) => waiting.set(op.opId, resolve));
      if (state.hub === 'online') window.goOn();
      return result;
    },
    command: orders.command,
    request: link.request,
    renew: access.renew,
    woke: time.woke,
    close: () => {
      closed = true;
      access.close();
      callOffRetry?.();
      digests.stop();
      time.close();
      link.close();
    },
  };
}
