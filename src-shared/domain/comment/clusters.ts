/**
 * Questions gathered by what they are about. Adding one is all there is to it, and the outcome is the same in whatever
 * order they are added: counts add up, and of each topic those few stand as samples that were asked last.
 */
import type { CommentEvent } from '../order/order.schema.ts';
import { isQuestion } from './is-question.ts';
import { type TopicKey, topicOf, type Vocabulary } from './topic.ts';

export const SAMPLES = 3;
/** Fewer than this is a question, not a cluster. */
export const CLUSTER_FROM = 2;

export interface Cluster {
  readonly key: TopicKey;
  readonly asked: number;
  /** The latest by their own time, newest first. */
  readonly samples: readonly CommentEvent[];
}
export type Clusters = ReadonlyMap<TopicKey, Cluster>;

export function addToClusters(clusters: Clusters, comment: CommentEvent, vocabulary: Vocabulary): Clusters {
  const key = isQuestion(comment.text) ? topicOf(comment.text, vocabulary) : null;
  if (key === null) return clusters;
  const known = clusters.get(key) ?? { key, asked: 0, samples: [] };
  const samples = newestFirst([...known.samples, comment]).slice(0, SAMPLES);
  return new Map(clusters).set(key, { key, asked: known.asked + 1, samples });
}

/** By their own time, then by their id. */
export function newestFirst(comments: readonly CommentEvent[]): CommentEvent[] {
  return [...comments].sort(
    (a, b) => Date.parse(b.at) - Date.parse(a.at) || (a.commentId < b.commentId ? 1 : -1),
  );
}
