/**
 * One open host view: what passes between the desk and those who look. Frames are made from the desk's view of the
 * documents, so they go on with the hub away; they are sent on every change, at most five a second, and as a sign of
 * life.
 */

import type { DropStatus } from '#shared/contract/drop.ts';
import type { HostFrame, HostRequestKind, HostViewState } from '#shared/contract/host.ts';
import { inOrder } from '#shared/domain/rundown/rundown.order.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { DocumentReader, FactTarget } from '#shared/sync/document-store.ts';
import type { Ids } from '#shared/sync/ids.ts';
import type { Timers } from '#shared/sync/timers.ts';
import { type Channel, channel } from '../sync/channel.ts';
import { hostFrame } from './host-frame.ts';

export interface HostStagePorts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly timers: Timers;
  readonly view: DocumentReader;
  readonly answered: (questionId: string) => Promise<void>;
  /** Something that the desk shows of the host view has changed. */
  readonly onNews: () => void;
  readonly onError: (error: unknown) => void;
}

type Open = NonNullable<HostViewState['open']>;

export interface HostStage {
  watch(): Channel<HostFrame>;
  ask(what: HostRequestKind): void;
  acknowledge(messageId: string): void;
  answered(questionId: string): Promise<void>;
  /** Documents may have changed: those who look get a fresh frame. */
  refresh(): void;
  show(runId: string): void;
  runId(): string;
  say(text: string): void;
  settleRequest(requestId: string): void;
  countdown(seconds: number): void;
  /** Lines the host's countdown up with a drop's: it ends so much earlier as buyers see later. */
  dropsMoved(target: FactTarget, drops: readonly DropStatus[], viewerDelayMs: number): Promise<void>;
  state(): Pick<Open, 'message' | 'requests'>;
  close(): void;
}

const FRAME_GAP_MS = 200;
const ALIVE_MS = 5000;
/** How long "0" stands after a countdown. */
const COUNTDOWN_RESTS_MS = 1500;
/** A host who presses on and on has said it once; what nobody settles falls away with the oldest. */
const MOST_REQUESTS = 10;

export function hostStage(ports: HostStagePorts, firstRunId: string): HostStage {
  const { clock, ids, timers, view } = ports;
  const watchers = new Set<Channel<HostFrame>>();
  let runId = firstRunId;
  let message: Open['message'] = null;
  let requests: Open['requests'] = [];
  let count: { id: string; endsAtMs: number } | null = null;
  let due: { readonly atMs: number; readonly callOff: () => void } | null = null;
  let sentAtMs = Number.NEGATIVE_INFINITY;
  let closed = false;

  async function frame(): Promise<HostFrame | null> {
    const run = await view.get('run', runId);
    const show = run && (await view.get('show', run.showId));
    if (!run || !show) return null;
    const slots = inOrder(await view.list('slot', run.id));
    const products = await view.list('product', show.id);
    const leftMs = count === null ? 0 : count.endsAtMs - clock.monotonicMs();
    return hostFrame({
      rundown: { show, run, slots, products },
      questions: await view.list('question', show.id),
      message: message && {
        id: message.id,
        text: message.text,
        acknowledged: message.acknowledgedAt !== null,
      },
      asked: [...new Set(requests.map(({ what }) => what))],
      countdown: count && leftMs > -COUNTDOWN_RESTS_MS ? { id: count.id, leftMs } : null,
      nowMs: clock.nowMs(),
    });
  }

  async function send(): Promise<void> {
    if (closed || watchers.size === 0) return;
    const made = await frame();
    if (made) for (const watcher of watchers) watcher.push(made);
  }

  function sendIn(ms: number): void {
    const atMs = clock.monotonicMs() + ms;
    if (closed || (due && due.atMs <= atMs)) return;
    due?.callOff();
    const callOff = timers.after(ms, () => {
      due = null;
      sentAtMs = clock.monotonicMs();
      send()
        .catch(ports.onError)
        .finally(() => sendIn(ALIVE_MS));
    });
    due = { atMs, callOff };
  }

  /** The first of a burst goes at once, what follows within the gap goes together. */
  const refresh = () => sendIn(Math.max(0, sentAtMs + FRAME_GAP_MS - clock.monotonicMs()));
  const news = () => {
    refresh();
    ports.onNews();
  };

  return {
    watch() {
      const watcher: Channel<HostFrame> = channel(
        (_waiting, next) => next,
        () => watchers.delete(watcher),
      );
      watchers.add(watcher);
      frame()
        .then((made) => made && watcher.push(made))
        .catch(ports.onError);
      sendIn(ALIVE_MS);
      return watcher;
    },
    ask(what) {
      if (requests.some((one) => one.what === what)) return;
      requests = [...requests, { id: ids.next(), what, at: isoNow(clock) }].slice(-MOST_REQUESTS);
      news();
    },
    acknowledge(messageId) {
      if (message?.id !== messageId || message.acknowledgedAt !== null) return;
      message = { ...message, acknowledgedAt: isoNow(clock) };
      news();
    },
    answered: ports.answered,
    refresh,
    show(next) {
      runId = next;
      news();
    },
    runId: () => runId,
    say(text) {
      message = text === '' ? null : { id: ids.next(), text, at: isoNow(clock), acknowledgedAt: null };
      news();
    },
    settleRequest(requestId) {
      requests = requests.filter(({ id }) => id !== requestId);
      news();
    },
    countdown(seconds) {
      count = { id: ids.next(), endsAtMs: clock.monotonicMs() + seconds * 1000 };
      refresh();
    },
    async dropsMoved(target, drops, viewerDelayMs) {
      const run = await view.get('run', runId);
      if (run?.showId !== target.showId || run.kind !== target.runKind) return;
      for (const { dropId, state, opensInMs } of drops) {
        const id = `drop/${dropId}`;
        if (state === 'countdown' && opensInMs !== null)
          count = { id, endsAtMs: clock.monotonicMs() + opensInMs - viewerDelayMs };
        else if (count?.id === id && state !== 'sending' && state !== 'open') count = null;
        else continue;
        refresh();
      }
    },
    state: () => ({ message, requests }),
    close() {
      closed = true;
      due?.callOff();
      for (const watcher of watchers) watcher.close();
    },
  };
}
