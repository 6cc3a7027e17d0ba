/** The comment desk's part of the SQLite store. */
import type { CommentMark } from '#shared/domain/comment/comment.schema.ts';
import type { CommentEvent } from '#shared/domain/order/order.schema.ts';
import type { CommentDeskStore } from '../comment-desk.ts';
import type { CommentActTables } from './comment-act-tables.ts';
import type { CommentTables } from './comment-tables.ts';
import type { DropTables } from './drop-tables.ts';
import type { FactLogTable } from './fact-log-table.ts';
import type { Targets } from './targets.ts';
import type { Writer } from './write-queue.ts';

interface Tables {
  readonly targets: Targets;
  readonly comments: FactLogTable<CommentEvent>;
  readonly commentMarks: CommentTables;
  readonly commentActs: CommentActTables;
  readonly drops: Pick<DropTables, 'enter'>;
}

export function commentDeskStore(tables: Tables, writer: Writer): CommentDeskStore {
  const { targets, comments, commentMarks: marks, commentActs: acts, drops } = tables;
  return {
    add: (target, events, markOf) =>
      writer.write(() => {
        const number = targets.ensure(target);
        const found: CommentMark[] = [];
        const fresh: CommentEvent[] = [];
        const outcomes = events.map((event) => {
          const outcome = comments.add(number, event);
          if (outcome !== 'added') return outcome;
          fresh.push(event);
          const mark = markOf(event);
          if (mark) found.push(mark);
          return outcome;
        });
        marks.counted(number, fresh.length, found);
        // Who comments a lucky bag's keyword takes part in it, by the same commit.
        drops.enter(target, fresh);
        return { outcomes, marks: found };
      }),
    comment: async (target, commentId) => marks.comment(targets.find(target), commentId),
    marksOf: async (target, ids) => marks.marks(targets.find(target), ids),
    blocked: async (target, limit) => marks.blocked(targets.find(target), limit),
    async tally(target, topics) {
      const number = targets.find(target);
      return { counts: marks.counts(number), topics: marks.topics(number, topics), ...acts.standing(number) };
    },
    isMuted: async (target, userId) => acts.isMuted(targets.find(target), userId),
    begin: (act) => writer.write(() => acts.begin(act)),
    act: async (actId) => acts.get(actId),
    move: (actId, revision, move, settled) => writer.write(() => acts.move(actId, revision, move, settled)),
    acts: async (target, limit) => acts.latest(target, limit),
    inState: async (state) => acts.inState(state),
    saidByRules: async (target) => acts.saidByRules(target),
  };
}
