/**
 * A console's session with one hub: greets, pulls what it missed, pushes the outbox in order and keeps doing so. Nothing
 * here decides; it moves ops and changes between the link and the local documents.
 */
import type Database from 'better-sqlite3';
import { AppError } from '#shared/contract/errors.ts';
import {
  type BatchFrame,
  type LiveFrame,
  type Op,
  type OpResult,
  type PresentConsole,
  PULL_PAGE,
  PUSH_BYTES,
  PUSH_OPS,
  type Welcome,
} from '#shared/contract/hub.ts';
import type { Clock } from '#shared/sync/clock.ts';
import { isoNow } from '#shared/sync/clock.ts';
import { instantOf } from '#shared/sync/time-base.ts';
import type { Timers } from '#shared/sync/timers.ts';
import { metaRepo } from '../cache/meta.repo.ts';
import type { OutboxRepo } from '../cache/outbox.repo.ts';
import type { DeskLog } from '../desk/ports.ts';
import type { HubLink, HubLinkFactory } from './hub-link.ts';
import { hubTime } from './hub-time.ts';
import type { LocalDocuments } from './local-documents.ts';
import { type OrdersToAct, ordersToAct } from './orders-to-act.ts';

export interface SessionState {
  readonly hub: 'connecting' | 'online' | 'offline' | 'refused';
  readonly refusal: string | null;
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
  close(): void;
}

/** What the hub could not do is asked again after pauses that grow from the one to the other, while the link stands. */
const RETRY_MS = 500;
const RETRY_MAX_MS = 10_000;
/** A sign-in that has less than this left is renewed by itself: a console in use never has to join again. */
const RENEW_BELOW_MS = 60 * 24 * 3_600_000;
const RENEW_CHECK_MS = 6 * 3_600_000;

export function hubSession(options: HubSessionOptions): HubSession {
  const { documents, outbox, clock, timers, log } = options;
  const meta = metaRepo(options.db);
  const waiting = new Map<string, (result: OpResult) => void>();
  const whenOnline = new Set<() => void>();
  let state: SessionState = {
    ...{ hub: 'connecting', refusal: null, skewMs: null, connectedSince: null, consoles: [] },
  };
  let pushing: Promise<void> | null = null;
  let pulling: Promise<void> | null = null;
  let callOffRetry: (() => void) | null = null;
  let retries = 0;

  const become = (next: Partial<SessionState>) => {
    state = { ...state, ...next };
    options.onState();
  };
  const failed = (what: string, error: unknown) => {
    if (!(error instanceof AppError && error.code === 'hub/away')) log.error(what, error);
    // A lost socket greets anew when it is back; with one that stands, nobody else would ask again.
    if (!link.connected || callOffRetry) return;
    const pauseMs = Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** retries) * (0.5 + options.random() / 2);
    retries += 1;
    callOffRetry = timers.after(pauseMs, catchUp);
  };

  const link = options.link({
    connected: greetOrRetry,
    disconnected: () => {
      time.lost();
      become({ hub: 'offline', connectedSince: null, consoles: [] });
    },
    refused: (code) => become({ hub: 'refused', refusal: code }),
    presence: (consoles) => become({ consoles }),
    changes: (changes) =>
      void documents
        .receive(changes)
        .then((fits) => (fits ? synced() : pull()))
        .catch((error) => failed('applying changes failed', error)),
    live: options.onLive,
    batch: options.onBatch,
  });

  const time = hubTime({ clock, timers, request: link.request });

  function greetOrRetry(): void {
    greet().catch((error) => failed('greeting the hub failed', error));
  }

  function catchUp(): void {
    callOffRetry = null;
    if (!link.connected) return;
    if (state.hub !== 'online') {
      greetOrRetry();
      return;
    }
    pull().catch((error) => failed('pulling changes failed', error));
    void push();
  }

  async function greet(): Promise<void> {
    const asked = instantOf(clock);
    const welcome = await link.request('hello', {});
    time.greeted(welcome.clock, asked);
    await remember(welcome);
    await pull();
    const skewMs = Date.parse(welcome.hubTime) - clock.nowMs();
    become({ hub: 'online', refusal: null, skewMs, connectedSince: isoNow(clock) });
    options.onWelcome();
    for (const wake of whenOnline) wake();
    void push();
    renewInTime();
  }

  async function renew(): Promise<void> {
    const { expiresAt } = await link.request('renew', {});
    meta.set('expiresAt', expiresAt ?? '');
    options.onState();
  }

  function renewInTime(): void {
    const expiresAt = meta.get('expiresAt');
    if (!link.connected || !expiresAt) return;
    if (Date.parse(expiresAt) - clock.nowMs() > RENEW_BELOW_MS) return;
    renew().catch((error) => failed('renewing the sign-in failed', error));
  }
  let callOffRenewal: () => void = () => undefined;
  function watchSignIn(): void {
    callOffRenewal = timers.after(RENEW_CHECK_MS, () => {
      renewInTime();
      watchSignIn();
    });
  }
  watchSignIn();

  async function remember(welcome: Welcome): Promise<void> {
    if (!(await documents.greeted(welcome))) return;
    meta.set('personId', welcome.personId);
    meta.set('personName', welcome.personName);
    meta.set('role', welcome.role);
    meta.set('expiresAt', welcome.expiresAt ?? '');
  }

  function pull(): Promise<void> {
    pulling ??= pullAll().finally(() => {
      pulling = null;
    });
    return pulling;
  }

  async function pullAll(): Promise<void> {
    for (let more = true; more; ) {
      const horizonSeq = documents.snapshotHorizon();
      const page = await link.request('pull', {
        ...{ afterSeq: documents.cursor(), limit: PULL_PAGE },
        ...(horizonSeq === null ? {} : { horizonSeq }),
      });
      const complete = page.changes.length < PULL_PAGE;
      more = !(await documents.receivePage(page, complete)) || !complete;
    }
    synced();
  }

  function synced(): void {
    retries = 0;
    meta.set('lastSyncAt', isoNow(clock));
    options.onState();
  }

  /** Resolves when the outbox holds nothing unsent, or when pushing has failed. */
  function push(): Promise<void> {
    if (state.hub !== 'online') return Promise.resolve();
    pushing ??= pushAll();
    return pushing;
  }

  async function pushAll(): Promise<void> {
    // Only once `pushing` stands may this end and clear it, also when there is nothing to push.
    await null;
    try {
      for (let ops = nextBatch(); ops.length > 0; ops = nextBatch()) {
        const { results } = await link.request('push', { ops });
        await documents.settle(results);
        for (const result of results) {
          waiting.get(result.opId)?.(result);
          waiting.delete(result.opId);
        }
        synced();
      }
    } catch (error) {
      failed('pushing the outbox failed', error);
    } finally {
      pushing = null;
    }
  }

  function nextBatch(): Op[] {
    return outbox.unanswered(0, PUSH_OPS, PUSH_BYTES).ops;
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

  const orders = ordersToAct({ clock, timers, time, link, online, pushed: push });

  return {
    state: () => state,
    pushed: (op) => {
      const result = new Promise<OpResult>((resolve) => waiting.set(op.opId, resolve));
      void push();
      return result;
    },
    command: orders.command,
    request: link.request,
    renew,
    close: () => {
      callOffRenewal();
      callOffRetry?.();
      time.close();
      link.close();
    },
  };
}
