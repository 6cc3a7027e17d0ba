import type { Migration } from '../migrate.ts';

/**
 * What is known of comments beside them: marks (only of comments in which there is something), counts, clusters, what
 * was done at the platform, and what stands of it. Comments of before are counted and have no marks.
 */
export const commentDesk: Migration = {
  version: 115,
  sql: `
    CREATE TABLE comment_marks (
      mark INTEGER PRIMARY KEY,
      target INTEGER NOT NULL REFERENCES targets,
      natural_id TEXT NOT NULL,
      question INTEGER NOT NULL,
      topic TEXT,
      blocked TEXT,
      UNIQUE (target, natural_id)
    ) STRICT;
    CREATE INDEX comment_marks_by_topic ON comment_marks (target, topic, mark) WHERE topic IS NOT NULL;
    CREATE INDEX comment_marks_blocked ON comment_marks (target, mark) WHERE blocked IS NOT NULL;
    CREATE TABLE comment_counts (
      target INTEGER PRIMARY KEY REFERENCES targets,
      every INTEGER NOT NULL,
      questions INTEGER NOT NULL,
      blocked INTEGER NOT NULL
    ) STRICT;
    INSERT INTO comment_counts SELECT target, count(*), 0, 0 FROM comments GROUP BY target;
    CREATE TABLE comment_topics (
      target INTEGER NOT NULL REFERENCES targets,
      topic TEXT NOT NULL,
      asked INTEGER NOT NULL,
      answered INTEGER NOT NULL DEFAULT 0,
      answered_at TEXT,
      answer TEXT,
      PRIMARY KEY (target, topic)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE comment_acts (
      arrival INTEGER PRIMARY KEY,
      act_id TEXT NOT NULL UNIQUE,
      show_id TEXT NOT NULL,
      run_kind TEXT NOT NULL,
      act TEXT NOT NULL,
      comment_id TEXT,
      user TEXT,
      topic TEXT,
      text TEXT NOT NULL,
      rule TEXT,
      by_name TEXT NOT NULL,
      state TEXT NOT NULL,
      reason TEXT,
      at TEXT NOT NULL,
      settled_at TEXT,
      revision INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX comment_acts_by_show ON comment_acts (show_id, run_kind, arrival);
    CREATE INDEX comment_acts_by_state ON comment_acts (state) WHERE state IN ('sending', 'unknown');
    CREATE TABLE comment_standing (
      target INTEGER NOT NULL REFERENCES targets,
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      label TEXT NOT NULL,
      arrival INTEGER NOT NULL,
      PRIMARY KEY (target, kind, id)
    ) STRICT, WITHOUT ROWID;
  `,
};
