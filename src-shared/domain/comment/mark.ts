import type { CommentEvent } from '../order/order.schema.ts';
import type { BlockedJudge } from './blocked.ts';
import type { CommentMark } from './comment.schema.ts';
import { isQuestion } from './is-question.ts';
import { topicOf, type Vocabulary } from './topic.ts';

/** Null for a comment in which there is nothing. What is blocked is no question: nobody is to answer it. */
export function markOf(
  { commentId, text }: CommentEvent,
  judge: BlockedJudge,
  vocabulary: Vocabulary,
): CommentMark | null {
  const blocked = judge.judge(text);
  if (blocked) return { commentId, question: false, topic: null, blocked };
  if (!isQuestion(text)) return null;
  return { commentId, question: true, topic: topicOf(text, vocabulary), blocked: null };
}
