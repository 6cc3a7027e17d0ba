/** SQL of acts on platforms. States move here by the shared table alone, in the transaction that stores them. */
import type Database from 'better-sqlite3';
import { type PlatformAct, platformActSchema } from '#shared/domain/platform/act.schema.ts';
import { type ActMove, type ActState, actMoves, moveAct } from '#shared/domain/platform/act.states.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import type { ActEffects, ActMoved, NewAct } from '../act-effects.ts';
import type { Writer } from './write-queue.ts';

interface ActRow {
  act_id: string;
  show_id: string;
  run_kind: string;
  run_id: string | null;
  kind: string;
  product_id: string;
  slot_id: string | null;
  change: string;
  origin: string;
  state: ActState;
  revision: number;
  ordered_by: string | null;
  ordered_at: string;
  sent_at: string | null;
  moved_at: string;
  reason: string | null;
  detail: string | null;
}

export type ActTables = ReturnType<typeof actTables>;

const supersedableStates = actMoves.supersede.from.map((state) => `'${state}'`).join(', ');
const NEWEST = 'ORDER BY ordered_at DESC, act_id DESC';
const OLDEST = 'ORDER BY ordered_at, act_id';

function actOf(row: ActRow): PlatformAct {
  return platformActSchema.parse({
    actId: row.act_id,
    showId: row.show_id,
    runKind: row.run_kind,
    runId: row.run_id,
    kind: row.kind,
    productId: row.product_id,
    slotId: row.slot_id,
    change: JSON.parse(row.change),
    origin: row.origin,
    state: row.state,
    revision: row.revision,
    orderedBy: row.ordered_by,
    orderedAt: row.ordered_at,
    sentAt: row.sent_at,
    movedAt: row.moved_at,
    reason: row.reason,
    detail: row.detail,
  });
}

export function actTables(db: Database) {
  const select = db.prepare<[string], ActRow>('SELECT * FROM platform_acts WHERE act_id = ?');
  const insert = db.prepare<
    [
      ...[string, string, string, string | null, string, string, string | null],
      ...[string, string, string | null, string, string],
    ]
  >(`
    INSERT INTO platform_acts (act_id, show_id, run_kind, run_id, kind, product_id, slot_id, change, origin, state,
      revision, ordered_by, ordered_at, moved_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'planned', 0, ?, ?, ?) ON CONFLICT DO NOTHING`);
  const update = db.prepare<[string, string | null, string, string | null, string | null, string, number]>(`
    UPDATE platform_acts SET state = ?, revision = revision + 1, sent_at = coalesce(?, sent_at), moved_at = ?,
      reason = ?, detail = ? WHERE act_id = ? AND revision = ?`);
  const selectInState = db.prepare<[string], ActRow>(`SELECT * FROM platform_acts WHERE state = ? ${OLDEST}`);
  const selectOfShow = db.prepare<[string, string, number], ActRow>(
    `SELECT * FROM platform_acts WHERE show_id = ? AND run_kind = ? ${NEWEST} LIMIT ?`,
  );
  const selectLatestPush = db.prepare<[string], ActRow>(
    `SELECT * FROM platform_acts WHERE run_id = ? AND kind = 'push' ${NEWEST} LIMIT 1`,
  );
  const selectPushes = db.prepare<[string], ActRow>(
    `SELECT * FROM platform_acts WHERE run_id = ? AND kind = 'push' AND state IN (${supersedableStates}) ${OLDEST}`,
  );
  const selectOffers = db.prepare<[string, string], ActRow>(
    `SELECT * FROM platform_acts WHERE product_id = ? AND kind = ? AND state IN (${supersedableStates}) ${OLDEST}`,
  );

  function get(actId: string): PlatformAct | null {
    const row = select.get(actId);
    return row ? actOf(row) : null;
  }
  function known(actId: string): PlatformAct {
    const act = get(actId);
    if (!act) throw new Error(`The act ${actId} is not stored.`);
    return act;
  }

  return {
    get,
    create(act: NewAct): { added: boolean; act: PlatformAct } {
      const { changes } = insert.run(
        ...([act.actId, act.showId, act.runKind, act.runId, act.kind, act.productId, act.slotId] as const),
        ...([JSON.stringify(act.change), act.origin, act.orderedBy, act.orderedAt, act.orderedAt] as const),
      );
      return { added: changes > 0, act: known(act.actId) };
    },
    move(actId: string, revision: number, move: ActMove, moved: ActMoved): PlatformAct | null {
      const before = get(actId);
      const state = before && before.revision === revision ? moveAct(before.state, move) : null;
      if (state === null) return null;
      const { at, reason = null, detail = null } = moved;
      update.run(
        ...([state, move === 'send' ? at : null, at, reason, detail?.slice(0, 200) ?? null] as const),
        ...([actId, revision] as const),
      );
      return known(actId);
    },
    inState: (state: ActState) => selectInState.all(state).map(actOf),
    ofShow: ({ showId, runKind }: FactTarget, limit: number) =>
      selectOfShow.all(showId, runKind, limit).map(actOf),
    latestPush(runId: string): PlatformAct | null {
      const row = selectLatestPush.get(runId);
      return row ? actOf(row) : null;
    },
    supersedable: (of: Parameters<ActEffects['supersedable']>[0]) =>
      ('runId' in of ? selectPushes.all(of.runId) : selectOffers.all(of.productId, of.kind)).map(actOf),
  };
}

export function actEffects(tables: ActTables, writer: Writer): ActEffects {
  return {
    create: (act) => writer.write(() => tables.create(act)),
    get: async (actId) => tables.get(actId),
    move: (actId, revision, move, moved) => writer.write(() => tables.move(actId, revision, move, moved)),
    inState: async (state) => tables.inState(state),
    ofShow: async (target, limit) => tables.ofShow(target, limit),
    latestPush: async (runId) => tables.latestPush(runId),
    supersedable: async (of) => tables.supersedable(of),
  };
}
