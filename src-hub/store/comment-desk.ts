/** What the hub keeps of comments beside the facts. Part of hub-store.ts; every write is durable when its promise resolves. */
import type { CommentActMove, CommentActState } from '#shared/domain/comment/act.states.ts';
import type { CommentAct, CommentDesk, CommentMark } from '#shared/domain/comment/comment.schema.ts';
import type { CommentEvent } from '#shared/domain/order/order.schema.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import type { FactOutcome } from './hub-store.ts';

export type NewCommentAct = Omit<CommentAct, 'state' | 'reason' | 'settledAt' | 'revision'>;

export interface MarkedComment {
  readonly comment: CommentEvent;
  readonly mark: CommentMark | null;
}

/** All of the comment desk that lies in the store. */
export type CommentTally = Pick<CommentDesk, 'counts' | 'pinned' | 'hidden' | 'allowed' | 'muted' | 'topics'>;

export interface CommentDeskStore {
  /** Stores comments with what was found in them, and counts, in one transaction. One outcome each, in order. */
  add(
    target: FactTarget,
    comments: readonly CommentEvent[],
    markOf: (comment: CommentEvent) => CommentMark | null,
  ): Promise<{ outcomes: FactOutcome[]; marks: CommentMark[] }>;
  comment(target: FactTarget, commentId: string): Promise<CommentEvent | null>;
  /** Marks of these comments; those without one are left out. */
  marksOf(target: FactTarget, commentIds: readonly string[]): Promise<CommentMark[]>;
  /** The latest in which a blocked word was found, newest first. */
  blocked(target: FactTarget, limit: number): Promise<{ comment: CommentEvent; mark: CommentMark }[]>;
  /** Counts, what stands, and the clusters with most unanswered questions. */
  tally(target: FactTarget, topics: number): Promise<CommentTally>;
  isMuted(target: FactTarget, userId: string): Promise<boolean>;
  /** Keeps an act as `sending`; `added: false` where its id is known, with the act as it stands. */
  begin(act: NewCommentAct): Promise<{ added: boolean; act: CommentAct }>;
  act(actId: string): Promise<CommentAct | null>;
  /**
   * Compare-and-set by revision; null where it has moved on, or the table of states has no such move. With `done` what
   * it did stands from then on: the pin, the hidden comment, the answered cluster.
   */
  move(
    actId: string,
    revision: number,
    move: CommentActMove,
    settled: { readonly at: string; readonly reason: string | null },
  ): Promise<CommentAct | null>;
  /** Newest first. */
  acts(target: FactTarget, limit: number): Promise<CommentAct[]>;
  inState(state: CommentActState): Promise<CommentAct[]>;
  /** What rules have said, or may have said, oldest first. */
  saidByRules(target: FactTarget): Promise<{ ruleId: string; userId: string; line: string; at: string }[]>;
}
