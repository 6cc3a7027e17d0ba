/**
 * Ops on their way to the hub: in order, up to four pushes unanswered at a time ([SY13], [SY14]). Whatever goes wrong,
 * nothing new is sent until every push that is out has ended; then it begins again at what the hub is known to have.
 */
import { AppError } from '#shared/contract/errors.ts';
import { type OpResult, PUSH_BYTES, PUSH_OPS, PUSH_WINDOW, type StreamOp } from '#shared/contract/hub.ts';
import type { OutboxRepo } from '../cache/outbox.repo.ts';
import type { HubLink } from './hub-link.ts';

export interface PushWindowOptions {
  readonly outbox: Pick<OutboxRepo, 'unanswered' | 'firstUnanswered' | 'lastCseq'>;
  readonly request: HubLink['request'];
  readonly streamId: () => string;
  /** Records answers; what is still on its way when it rejects will be asked again. */
  readonly settle: (results: readonly OpResult[]) => Promise<void>;
  /** These have been recorded. */
  readonly onSettled: (results: readonly OpResult[]) => void;
  /** Pushing has stopped: `start` begins it again. */
  readonly onTrouble: (error: unknown) => void;
}

export interface PushWindow {
  /** `last` is the `cseq` up to which the hub says that it has this stream. */
  start(last: number): void;
  /** Begins again where it stopped for a trouble, or looks for what is new in the outbox. Nothing before the first start. */
  goOn(): void;
  /** The connection is gone; what comes of it now counts for nothing. */
  stop(): void;
  /** Whether an answer is awaited. */
  isWaiting(): boolean;
  /** Resolves once everything that stands in the outbox now is answered, or pushing has stopped. */
  drained(): Promise<void>;
}

/** From a start to the next trouble. */
interface Run {
  /** What the next push says it follows on. */
  base: number;
  sentTo: number;
  unanswered: number;
  fault: { readonly error: unknown } | null;
  /** Where the hub has sent us back to since the last answer: twice the same place leads nowhere. */
  sentBack: number | null;
}

export function pushWindow(options: PushWindowOptions): PushWindow {
  const { outbox } = options;
  const waiting = new Set<{ readonly upTo: number; readonly done: () => void }>();
  let run: Run | null = null;
  /** Up to here the hub is known to have the stream; null while there is no connection. */
  let known: number | null = null;

  function begin(last: number, sentBack: number | null = null): void {
    known = last;
    run = { base: last, sentTo: 0, unanswered: 0, fault: null, sentBack };
    pump(run);
  }

  function pump(here: Run): void {
    try {
      sendMore(here);
      wake();
    } catch (error) {
      halt(error);
    }
  }

  function sendMore(here: Run): void {
    while (here === run && here.fault === null && here.unanswered < PUSH_WINDOW) {
      const { ops, unreadable, upTo } = outbox.unanswered(here.sentTo, PUSH_OPS, PUSH_BYTES);
      if (ops.length + unreadable.length === 0) break;
      here.sentTo = upTo;
      if (unreadable.length > 0) track(here, record(unreadable.map(lost)));
      if (ops.length > 0) track(here, send(here, ops));
    }
  }

  async function send(here: Run, ops: readonly StreamOp[]): Promise<void> {
    const [first, last] = [ops[0]?.cseq ?? 0, ops.at(-1)?.cseq ?? 0];
    const base = Math.min(here.base, first - 1);
    here.base = last;
    const { results } = await options.request('push', { streamId: options.streamId(), base, ops: [...ops] });
    if (here !== run) return;
    const answered = new Set(results.map(({ opId }) => opId));
    if (!ops.every(({ opId }) => answered.has(opId))) throw new AppError('hub/protocol');
    await record(results);
    if (here !== run) return;
    known = Math.max(known ?? 0, last);
    here.sentBack = null;
  }

  async function record(results: readonly OpResult[]): Promise<void> {
    await options.settle(results);
    options.onSettled(results);
  }

  function track(here: Run, work: Promise<void>): void {
    here.unanswered += 1;
    work
      .catch((error: unknown) => {
        // Those behind a push that failed are out of order because of it: the first fault is the one that tells.
        here.fault ??= { error };
      })
      .then(() => {
        here.unanswered -= 1;
        if (here !== run) return;
        if (here.fault === null) pump(here);
        else if (here.unanswered === 0) stumble(here, here.fault.error);
      });
  }

  function stumble(here: Run, error: unknown): void {
    const back =
      error instanceof AppError && error.code === 'op/out-of-order' ? Number(error.params['last']) : null;
    // A hub that has less than it once answered is not the hub of before: a new greeting will tell.
    if (back !== null && back >= (known ?? 0) && back !== here.sentBack) begin(back, back);
    else halt(error);
  }

  function halt(error: unknown): void {
    run = null;
    wake();
    options.onTrouble(error);
  }

  function wake(): void {
    const first = run === null ? null : outbox.firstUnanswered();
    for (const one of waiting) {
      if (first !== null && first <= one.upTo) continue;
      waiting.delete(one);
      one.done();
    }
  }

  return {
    start: (last) => begin(last),
    goOn() {
      if (run) pump(run);
      else if (known !== null) begin(known);
    },
    stop() {
      run = null;
      known = null;
      wake();
    },
    isWaiting: () => (run?.unanswered ?? 0) > 0,
    drained: () =>
      new Promise((done) => {
        waiting.add({ upTo: outbox.lastCseq(), done });
        wake();
      }),
  };
}

function lost(opId: string): OpResult {
  return { opId, outcome: 'refused', code: 'op/unreadable', params: {} };
}
