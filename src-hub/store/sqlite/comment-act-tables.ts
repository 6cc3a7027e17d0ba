/** SQL of what is done to comments at the platform, and of what stands of it. */
import type Database from 'better-sqlite3';
import {
  type CommentActMove,
  type CommentActState,
  moveCommentAct,
} from '#shared/domain/comment/act.states.ts';
import type { CommentAct, CommentDesk } from '#shared/domain/comment/comment.schema.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import type { NewCommentAct } from '../comment-desk.ts';
import type { CommentTables } from './comment-tables.ts';
import type { Targets } from './targets.ts';

interface ActRow {
  act_id: string;
  show_id: string;
  run_kind: RunKind;
  act: CommentAct['act'];
  comment_id: string | null;
  user: string | null;
  topic: string | null;
  text: string;
  rule: string | null;
  by_name: string;
  state: CommentActState;
  reason: string | null;
  at: string;
  settled_at: string | null;
  revision: number;
}
type Standing = 'pin' | 'hide' | 'allow' | 'mute';

/** What a screen can hold; older ones still hold at the platform. */
const MOST_STANDING = 500;

export type CommentActTables = ReturnType<typeof commentActTables>;

export function commentActTables(
  db: Database,
  { targets, comments }: { readonly targets: Targets; readonly comments: CommentTables },
) {
  const insert = db.prepare<
    [
      ...[string, string, string, string, string | null, string | null],
      ...[string | null, string, string | null, string, string],
    ]
  >(`
    INSERT INTO comment_acts (act_id, show_id, run_kind, act, comment_id, user, topic, text, rule, by_name, state, at, revision)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'sending', ?, 1) ON CONFLICT (act_id) DO NOTHING`);
  const select = db.prepare<[string], ActRow>('SELECT * FROM comment_acts WHERE act_id = ?');
  const selectLatest = db.prepare<[string, string, number], ActRow>(
    'SELECT * FROM comment_acts WHERE show_id = ? AND run_kind = ? ORDER BY arrival DESC LIMIT ?',
  );
  const selectInState = db.prepare<[string], ActRow>(
    'SELECT * FROM comment_acts WHERE state = ? ORDER BY arrival',
  );
  const selectSaid = db.prepare<[string, string], { user: string; rule: string; at: string }>(`
    SELECT user, rule, at FROM comment_acts WHERE show_id = ? AND run_kind = ? AND rule IS NOT NULL
      AND state IN ('sending', 'done', 'unknown') ORDER BY arrival`);
  const update = db.prepare<[string, string | null, string, string, number]>(
    'UPDATE comment_acts SET state = ?, reason = ?, settled_at = ?, revision = revision + 1 WHERE act_id = ? AND revision = ?',
  );
  const stand = db.prepare<[number, string, string, string, string]>(`
    INSERT INTO comment_standing (target, kind, id, label, arrival)
    VALUES (?, ?, ?, ?, (SELECT arrival FROM comment_acts WHERE act_id = ?))
    ON CONFLICT (target, kind, id) DO UPDATE SET label = excluded.label, arrival = excluded.arrival`);
  const lift = db.prepare<[number, string, string]>(
    'DELETE FROM comment_standing WHERE target = ? AND kind = ? AND id = ?',
  );
  const liftAll = db.prepare<[number, string]>('DELETE FROM comment_standing WHERE target = ? AND kind = ?');
  const selectStanding = db.prepare<[number, string, number], { id: string; label: string }>(
    'SELECT id, label FROM comment_standing WHERE target = ? AND kind = ? ORDER BY arrival DESC LIMIT ?',
  );
  const selectOne = db
    .prepare<[number, string, string], number>(
      'SELECT 1 FROM comment_standing WHERE target = ? AND kind = ? AND id = ?',
    )
    .pluck();

  /** What an act has done stands from now on. */
  function took(act: CommentAct, at: string): void {
    const target = targets.ensure(act);
    const { commentId, user, topic, text } = act;
    if (topic !== null && (act.act === 'reply' || act.act === 'answer'))
      comments.answered(target, topic, at, act.act === 'reply' ? text : null);
    switch (act.act) {
      case 'pin':
        liftAll.run(target, 'pin');
        stand.run(
          target,
          'pin',
          commentId ?? '',
          JSON.stringify({ name: user?.name ?? '', text }),
          act.actId,
        );
        return;
      case 'unpin':
        liftAll.run(target, 'pin');
        return;
      case 'hide':
      case 'allow':
        stand.run(target, act.act, commentId ?? '', '', act.actId);
        return;
      case 'unhide':
        lift.run(target, 'hide', commentId ?? '');
        return;
      case 'mute':
        stand.run(target, 'mute', user?.id ?? '', user?.name ?? '', act.actId);
        return;
      case 'unmute':
        lift.run(target, 'mute', user?.id ?? '');
    }
  }

  const get = (actId: string): CommentAct | null => {
    const row = select.get(actId);
    return row ? actOf(row) : null;
  };
  const standing = (target: number | null, kind: Standing) =>
    target === null ? [] : selectStanding.all(target, kind, MOST_STANDING);

  return {
    begin(act: NewCommentAct): { added: boolean; act: CommentAct } {
      const { changes } = insert.run(
        ...([
          act.actId,
          act.showId,
          act.runKind,
          act.act,
          act.commentId,
          act.user && JSON.stringify(act.user),
        ] as const),
        ...([act.topic, act.text, act.rule && JSON.stringify(act.rule), act.byName, act.at] as const),
      );
      const kept = get(act.actId);
      if (!kept) throw new Error('an act that was just kept is not there');
      return { added: changes === 1, act: kept };
    },
    get,
    move(
      actId: string,
      revision: number,
      move: CommentActMove,
      settled: { at: string; reason: string | null },
    ) {
      const act = get(actId);
      const state = act && moveCommentAct(act.state, move);
      if (!state || update.run(state, settled.reason, settled.at, actId, revision).changes === 0) return null;
      const moved = get(actId);
      if (moved && state === 'done') took(moved, settled.at);
      return moved;
    },
    latest: ({ showId, runKind }: FactTarget, limit: number) =>
      selectLatest.all(showId, runKind, limit).map(actOf),
    inState: (state: CommentActState) => selectInState.all(state).map(actOf),
    saidByRules: ({ showId, runKind }: FactTarget) =>
      selectSaid.all(showId, runKind).map(({ user, rule, at }) => {
        const { id: ruleId, line }: NonNullable<CommentAct['rule']> = JSON.parse(rule);
        const { id: userId }: NonNullable<CommentAct['user']> = JSON.parse(user ?? '{"id":"","name":""}');
        return { ruleId, userId, line, at };
      }),
    isMuted: (target: number | null, userId: string) =>
      target !== null && selectOne.get(target, 'mute', userId) !== undefined,
    standing(target: number | null): Pick<CommentDesk, 'pinned' | 'hidden' | 'allowed' | 'muted'> {
      const [pin] = standing(target, 'pin');
      return {
        pinned: pin
          ? { commentId: pin.id, ...(JSON.parse(pin.label) as { name: string; text: string }) }
          : null,
        hidden: standing(target, 'hide').map(({ id }) => id),
        allowed: standing(target, 'allow').map(({ id }) => id),
        muted: standing(target, 'mute').map(({ id, label }) => ({ id, name: label })),
      };
    },
  };
}

function actOf(row: ActRow): CommentAct {
  return {
    ...{ actId: row.act_id, showId: row.show_id, runKind: row.run_kind, act: row.act },
    ...{ commentId: row.comment_id, topic: row.topic, text: row.text, byName: row.by_name },
    user: row.user === null ? null : JSON.parse(row.user),
    rule: row.rule === null ? null : JSON.parse(row.rule),
    ...{
      state: row.state,
      reason: row.reason,
      at: row.at,
      settledAt: row.settled_at,
      revision: row.revision,
    },
  };
}
