/**
 * The one table of what becomes of an answer, a pin, a hidden comment or a muted viewer at the platform. What was not
 * answered is `unknown` until a person has looked; it is never sent a second time by itself ([SY91]).
 */
import { z } from 'zod';

export const commentActStateSchema = z.enum(['sending', 'done', 'failed', 'unknown', 'expired']);
export type CommentActState = z.infer<typeof commentActStateSchema>;

export const commentActMoves = {
  done: { from: ['sending'], to: 'done' },
  fail: { from: ['sending'], to: 'failed' },
  lose: { from: ['sending'], to: 'unknown' },
  /** Its time ran out, or answers were switched off, before the platform was asked: it surely did not go out. */
  withdraw: { from: ['sending'], to: 'expired' },
  /** A late answer, or a person who has looked. */
  settleDone: { from: ['unknown'], to: 'done' },
  settleFailed: { from: ['unknown'], to: 'failed' },
} as const satisfies Record<string, { from: readonly CommentActState[]; to: CommentActState }>;
export type CommentActMove = keyof typeof commentActMoves;

/** The state after a move, or null where the table has no such move. */
export function moveCommentAct(state: CommentActState, move: CommentActMove): CommentActState | null {
  const rule: { from: readonly CommentActState[]; to: CommentActState } = commentActMoves[move];
  return rule.from.includes(state) ? rule.to : null;
}
