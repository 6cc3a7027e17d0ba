/** SQL of marks, counts and clusters of comments. They move in the transaction that stores the comment. */
import type Database from 'better-sqlite3';
import { blockedHitSchema } from '#shared/domain/comment/blocked.ts';
import { CLUSTER_FROM, SAMPLES } from '#shared/domain/comment/clusters.ts';
import type { CommentMark, CommentTopic } from '#shared/domain/comment/comment.schema.ts';
import type { CommentEvent } from '#shared/domain/order/order.schema.ts';

interface MarkRow {
  natural_id: string;
  question: number;
  topic: string | null;
  blocked: string | null;
}
interface TopicRow {
  topic: string;
  asked: number;
  answered: number;
  answered_at: string | null;
  answer: string | null;
}

export type CommentTables = ReturnType<typeof commentTables>;

export function commentTables(db: Database) {
  const insertMark = db.prepare<[number, string, number, string | null, string | null]>(
    'INSERT INTO comment_marks (target, natural_id, question, topic, blocked) VALUES (?, ?, ?, ?, ?)',
  );
  const count = db.prepare<[number, number, number, number]>(`
    INSERT INTO comment_counts (target, every, questions, blocked) VALUES (?, ?, ?, ?)
    ON CONFLICT (target) DO UPDATE SET every = every + excluded.every, questions = questions + excluded.questions,
      blocked = blocked + excluded.blocked`);
  const countTopic = db.prepare<[number, string, number]>(`
    INSERT INTO comment_topics (target, topic, asked) VALUES (?, ?, ?)
    ON CONFLICT (target, topic) DO UPDATE SET asked = asked + excluded.asked`);
  const selectCounts = db.prepare<[number], { every: number; questions: number; blocked: number }>(
    'SELECT every, questions, blocked FROM comment_counts WHERE target = ?',
  );
  const selectComment = db
    .prepare<[number, string], string>('SELECT json FROM comments WHERE target = ? AND natural_id = ?')
    .pluck();
  const selectMark = db.prepare<[number, string], MarkRow>(
    'SELECT natural_id, question, topic, blocked FROM comment_marks WHERE target = ? AND natural_id = ?',
  );
  const selectBlocked = db.prepare<[number, number], MarkRow & { json: string }>(`
    SELECT m.natural_id, m.question, m.topic, m.blocked, c.json FROM comment_marks m
    JOIN comments c ON c.target = m.target AND c.natural_id = m.natural_id
    WHERE m.target = ? AND m.blocked IS NOT NULL ORDER BY m.mark DESC LIMIT ?`);
  const selectTopics = db.prepare<[number, number, number], TopicRow>(`
    SELECT topic, asked, answered, answered_at, answer FROM comment_topics WHERE target = ? AND asked >= ?
    ORDER BY asked - answered DESC, topic LIMIT ?`);
  const selectSamples = db
    .prepare<[number, string, number], string>(`
      SELECT c.json FROM comment_marks m JOIN comments c ON c.target = m.target AND c.natural_id = m.natural_id
      WHERE m.target = ? AND m.topic = ? ORDER BY m.mark DESC LIMIT ?`)
    .pluck();
  const answer = db.prepare<[string, string | null, number, string]>(
    'UPDATE comment_topics SET answered = asked, answered_at = ?, answer = ? WHERE target = ? AND topic = ?',
  );

  return {
    /** For comments that were new, with the marks of those that have one. */
    counted(target: number, comments: number, marks: readonly CommentMark[]): void {
      const topics = new Map<string, number>();
      for (const { commentId, question, topic, blocked } of marks) {
        insertMark.run(target, commentId, Number(question), topic, blocked && JSON.stringify(blocked));
        if (topic !== null) topics.set(topic, (topics.get(topic) ?? 0) + 1);
      }
      const questions = marks.filter(({ question }) => question).length;
      const hits = marks.filter(({ blocked }) => blocked !== null).length;
      if (comments > 0) count.run(target, comments, questions, hits);
      for (const [topic, asked] of topics) countTopic.run(target, topic, asked);
    },
    counts(target: number | null): { all: number; questions: number; blocked: number } {
      const row = target === null ? undefined : selectCounts.get(target);
      return { all: row?.every ?? 0, questions: row?.questions ?? 0, blocked: row?.blocked ?? 0 };
    },
    comment(target: number | null, commentId: string): CommentEvent | null {
      const json = target === null ? undefined : selectComment.get(target, commentId);
      return json === undefined ? null : JSON.parse(json);
    },
    marks: (target: number | null, ids: readonly string[]): CommentMark[] =>
      target === null
        ? []
        : ids.flatMap((id) => {
            const row = selectMark.get(target, id);
            return row ? [markOf(row)] : [];
          }),
    blocked: (target: number | null, limit: number) =>
      target === null
        ? []
        : selectBlocked
            .all(target, limit)
            .map(({ json, ...row }): { comment: CommentEvent; mark: CommentMark } => ({
              comment: JSON.parse(json),
              mark: markOf(row),
            })),
    topics: (target: number | null, limit: number): CommentTopic[] =>
      target === null
        ? []
        : selectTopics.all(target, CLUSTER_FROM, limit).map((row) => ({
            key: row.topic,
            asked: row.asked,
            open: row.asked - row.answered,
            answeredAt: row.answered_at,
            answer: row.answer,
            samples: selectSamples
              .all(target, row.topic, SAMPLES)
              .map((json): CommentEvent => JSON.parse(json)),
          })),
    answered: (target: number, topic: string, at: string, text: string | null) =>
      void answer.run(at, text, target, topic),
  };
}

function markOf({ natural_id, question, topic, blocked }: MarkRow): CommentMark {
  return {
    commentId: natural_id,
    question: question === 1,
    topic,
    blocked: blocked === null ? null : blockedHitSchema.parse(JSON.parse(blocked)),
  };
}
