/** What each act in a room asks of its platform. */
import { type CommentAct, type Moderation, moderationSchema } from '#shared/domain/comment/comment.schema.ts';
import type { ActAnswer, CommentRoom } from '../connectors/connector.ts';
import {
  ASK_WAIT_MS,
  type AskingPorts,
  ATTEMPT_WAIT_MS,
  type Attempted,
  asking,
  attempting,
  type Certain,
} from './asking.ts';

export function acting(
  ports: AskingPorts,
  room: CommentRoom,
  act: CommentAct,
  onLate: (late: Certain) => void,
): Promise<Attempted> {
  const wait = { waitMs: ATTEMPT_WAIT_MS, about: { actId: act.actId } };
  return attempting(ports, wait, () => request(room, act), onLate);
}

export function askRoom(ports: AskingPorts, room: CommentRoom, act: CommentAct): Promise<ActAnswer> {
  const wait = { waitMs: ASK_WAIT_MS, about: { actId: act.actId } };
  return asking<ActAnswer>(ports, wait, () => room.askComment(act));
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
