/** Asking a platform about one act in its room, with an end to the waiting: silence is an answer of its own. */
import { AppError } from '#shared/contract/errors.ts';
import type { CommentAct, Moderation } from '#shared/domain/comment/comment.schema.ts';
import { moderationSchema } from '#shared/domain/comment/comment.schema.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { ActAnswer, CommentRoom } from '../connectors/connector.ts';
import type { HubLog } from '../hub-log.ts';

/** Both together stay below the ten seconds after which a desk takes its order for unanswered ([SY4]). */
export const ACT_WAIT_MS = 6000;
export const ASK_WAIT_MS = 3000;

/** An `AppError` says that it surely did not go out. */
export type Acted = 'done' | AppError | 'nobody-knows';

interface Ports {
  readonly timers: Timers;
  readonly log: HubLog;
}

/** Never rejects. `onLate` hears a certain answer that came when it had been given up. */
export function acting(
  { timers, log }: Ports,
  room: CommentRoom,
  act: CommentAct,
  onLate: (acted: Exclude<Acted, 'nobody-knows'>) => void,
): Promise<Acted> {
  let givenUp = false;
  const answer = request(room, act).then(
    (): Acted => 'done',
    (error: unknown): Acted => {
      if (error instanceof AppError) return error;
      log.error({ err: error, actId: act.actId }, 'a platform failed at an act in its room');
      return 'nobody-knows';
    },
  );
  void answer.then((acted) => {
    if (givenUp && acted !== 'nobody-knows') onLate(acted);
  });
  return within(timers, ACT_WAIT_MS, answer, () => {
    givenUp = true;
    return 'nobody-knows';
  });
}

/** Never rejects. */
export function askRoom({ timers, log }: Ports, room: CommentRoom, act: CommentAct): Promise<ActAnswer> {
  const answer = Promise.resolve()
    .then(() => room.askComment(act))
    .catch((error: unknown): ActAnswer => {
      if (!(error instanceof AppError))
        log.error({ err: error, actId: act.actId }, 'a platform failed when asked');
      return 'cannot-tell';
    });
  return within(timers, ASK_WAIT_MS, answer, () => 'cannot-tell');
}

async function request(room: CommentRoom, act: CommentAct): Promise<void> {
  const { actId, showId, commentId, text, user } = act;
  if (act.act === 'reply') return room.say({ actId, showId, text, replyTo: commentId });
  const moderation = moderationSchema.safeParse(act.act);
  if (moderation.success)
    return room.moderate({
      actId,
      showId,
      act: moderation.data,
      commentId,
      userId: aboutUser(moderation.data) ? (user?.id ?? null) : null,
    });
}

const aboutUser = (act: Moderation) => act === 'mute' || act === 'unmute';

function within<T>(timers: Timers, ms: number, answer: Promise<T>, silence: () => T): Promise<T> {
  return new Promise((resolve) => {
    const callOff = timers.after(ms, () => resolve(silence()));
    void answer.then((value) => {
      callOff();
      resolve(value);
    });
  });
}
