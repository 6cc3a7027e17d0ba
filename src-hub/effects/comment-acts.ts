/**
 * What is said, pinned, hidden and muted in a room, by the table in domain/comment/act.states.ts. Every act is kept as
 * `sending` before the platform is asked; one that is known by its id is never done a second time ([SY91]).
 */
import { AppError, isErrorCode } from '#shared/contract/errors.ts';
import type { CommentActMove } from '#shared/domain/comment/act.states.ts';
import type { CommentAct } from '#shared/domain/comment/comment.schema.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { CommentRoom } from '../connectors/connector.ts';
import type { HubLog } from '../hub-log.ts';
import type { NewCommentAct } from '../store/comment-desk.ts';
import type { HubStore } from '../store/hub-store.ts';
import type { Certain } from './asking.ts';
import { acting, askRoom } from './comment-platform.ts';
import { serialByKey } from './serial-by-key.ts';
import { underWay } from './under-way.ts';

export interface CommentActsPorts {
  readonly store: Pick<HubStore, 'commentDesk'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly roomFor: (runKind: RunKind) => CommentRoom;
  readonly moved: (act: CommentAct) => void;
  readonly log: HubLog;
}

export interface CommentActs {
  /**
   * Does it and resolves once the platform has taken it. `stillMeant` answers, at the very moment of asking, why it may
   * not go out any more, or null. The same id again is answered by what became of it. Throws `AppError`.
   */
  perform(act: NewCommentAct, stillMeant: () => AppError | null): Promise<void>;
  settle(actId: string, done: boolean): Promise<void>;
  /** After a start: what was `sending` is unknown, and the platform is asked what became of it. */
  recover(): Promise<void>;
  stop(): Promise<void>;
}

export function createCommentActs({
  store,
  clock,
  timers,
  roomFor,
  moved,
  log,
}: CommentActsPorts): CommentActs {
  const desk = store.commentDesk;
  const oneByOne = serialByKey();
  const { track, ended } = underWay(timers);
  let stopped = false;

  function inTurn<T>(
    act: Pick<CommentAct, 'showId' | 'runKind' | 'commentId' | 'actId'>,
    work: () => Promise<T>,
  ) {
    // What is about one comment happens in order; answers to the room need not wait for each other.
    return track(oneByOne(`${act.runKind}/${act.showId}/${act.commentId ?? act.actId}`, work));
  }

  async function move(
    act: CommentAct,
    name: CommentActMove,
    reason: string | null = null,
  ): Promise<CommentAct> {
    const next = await desk.move(act.actId, act.revision, name, { at: isoNow(clock), reason });
    if (!next) throw new AppError('comment/wrong-state', { state: (await desk.act(act.actId))?.state ?? '' });
    moved(next);
    return next;
  }

  async function heardLate(actId: string, acted: Certain): Promise<void> {
    const act = await desk.act(actId);
    if (act?.state !== 'unknown') return;
    if (acted === 'done') await move(act, 'settleDone');
    else await move(act, 'settleFailed', acted.code);
  }

  async function ask(unknown: CommentAct): Promise<CommentAct['state']> {
    const answer = await askRoom({ timers, log }, roomFor(unknown.runKind), unknown);
    const now = await desk.act(unknown.actId);
    if (now?.state !== 'unknown' || answer === 'cannot-tell') return now?.state ?? 'unknown';
    return (await move(now, answer === 'done' ? 'settleDone' : 'settleFailed')).state;
  }

  async function send(act: CommentAct, stillMeant: () => AppError | null): Promise<void> {
    if (act.act === 'allow' || act.act === 'answer') {
      await move(act, 'done');
      return;
    }
    const why = stillMeant();
    if (why) {
      await move(act, 'withdraw', why.code);
      throw why;
    }
    const acted = await acting({ timers, log }, roomFor(act.runKind), act, (late) => {
      inTurn(act, () => heardLate(act.actId, late)).catch((error: unknown) =>
        log.error({ err: error, actId: act.actId }, 'a late answer could not be kept'),
      );
    });
    if (acted === 'done') await move(act, 'done');
    else if (acted === 'nobody-knows') {
      const unknown = await move(act, 'lose', 'effect/unanswered');
      const state = await ask(unknown);
      if (state !== 'done')
        throw new AppError(state === 'failed' ? 'comment/not-taken' : 'effect/unanswered');
    } else {
      await move(act, 'fail', acted.code);
      throw acted;
    }
  }

  return {
    perform: (wanted, stillMeant) =>
      inTurn(wanted, async () => {
        if (stopped) throw new AppError('hub/away');
        const { added, act } = await desk.begin(wanted);
        if (!added) return answerAgain(act);
        moved(act);
        await send(act, stillMeant);
      }),
    async settle(actId, done) {
      const known = await desk.act(actId);
      if (!known) throw new AppError('comment/act-not-found');
      await inTurn(known, async () => {
        const act = (await desk.act(actId)) ?? known;
        await move(act, done ? 'settleDone' : 'settleFailed');
      });
    },
    async recover() {
      for (const act of await desk.inState('sending')) await move(act, 'lose', 'effect/unanswered');
      for (const act of await desk.inState('unknown'))
        inTurn(act, async () => (stopped ? null : ask(act))).catch((error: unknown) =>
          log.error({ err: error, actId: act.actId }, 'asking for an unknown act failed'),
        );
    },
    async stop() {
      stopped = true;
      await ended();
    },
  };
}

/** The same order again ([SY54]): told what became of it, and nothing is done. */
function answerAgain({ state, reason }: CommentAct): void {
  if (state === 'done') return;
  if (state === 'failed' || state === 'expired')
    throw new AppError(reason !== null && isErrorCode(reason) ? reason : 'comment/not-taken');
  throw new AppError('effect/unanswered');
}
