/**
 * What stands in a hub's file, read by the oracle's own eyes: plain SQL over its tables instead of the store whose word
 * is to be checked. Only the recount is the hub's own command, since it is what people are given to trust.
 */
import Database from 'better-sqlite3';
import { recountDrops, recountOrders } from '#hub/ingest/recount.ts';
import { openSqliteStore } from '#hub/store/sqlite/sqlite-store.ts';
import { type OpResult, opResultSchema } from '#shared/contract/hub.ts';
import { type Role, roleSchema } from '#shared/domain/roles.ts';
import { systemClock } from '#shared/sync/clock.ts';
import { uuidIds } from '#shared/sync/ids.ts';

export interface HubOp {
  readonly name: string;
  readonly personId: string;
  readonly role: Role;
  readonly deviceId: string;
  readonly at: string;
  readonly result: OpResult;
}

export interface HubDrop {
  readonly state: string;
  /** By the hub's wall clock; null = never open. */
  readonly openedMs: number | null;
  readonly granted: number;
  readonly quota: number;
}

export interface HubRows {
  readonly epoch: string;
  readonly headSeq: number;
  /** By `kind/id`; null = removed. */
  readonly documents: ReadonlyMap<string, { readonly seq: number; readonly document: unknown }>;
  readonly ops: ReadonlyMap<string, HubOp>;
  /** Signed fen by event id; refunds are negative. */
  readonly facts: ReadonlyMap<string, number>;
  readonly netFen: number;
  readonly drops: ReadonlyMap<string, HubDrop>;
  readonly claims: ReadonlyMap<string, string>;
  /** Figures that are not what the facts say. */
  readonly miscounted: readonly string[];
}

/** Ids of all ops that the hub has answered. */
export function answeredOps(file: string): string[] {
  const db = new Database(file, { timeout: 5000 });
  try {
    return db.prepare<[], string>('SELECT op_id FROM ops').pluck().all();
  } finally {
    db.close();
  }
}

/** Rows of kind `order_events.kind` that move money, and which way. */
const SIGNS = [1, -1, 0] as const;

export async function readHub(file: string): Promise<HubRows> {
  const db = new Database(file, { readonly: true, timeout: 5000 });
  try {
    // One transaction: everything in it is the same moment.
    const rows = db.transaction(() => rowsOf(db))();
    return { ...rows, miscounted: await miscounted(file) };
  } finally {
    db.close();
  }
}

function rowsOf(db: Database): Omit<HubRows, 'miscounted'> {
  const [workspace] = db.prepare<[], { epoch: string; head_seq: number }>('SELECT * FROM workspace').all();
  if (!workspace) throw new Error('the hub has no workspace');
  const documents = db
    .prepare<[], { kind: string; id: string; json: string | null; seq: number }>('SELECT * FROM documents')
    .all();
  const parsed = new Map(
    documents.map(({ kind, id, json, seq }) => [
      `${kind}/${id}`,
      { seq, document: json === null ? null : (JSON.parse(json) as unknown) },
    ]),
  );
  const events = db
    .prepare<[], { event_id: string; kind: number; amount_fen: number }>(
      'SELECT event_id, kind, amount_fen FROM order_events',
    )
    .all();
  const net = db
    .prepare<[], number>('SELECT coalesce(sum(gross_fen - refunds_fen), 0) FROM order_totals')
    .pluck();
  const claims = db
    .prepare<[], { claim_id: string; outcome: string }>('SELECT claim_id, outcome FROM drop_claims')
    .all();
  return {
    epoch: workspace.epoch,
    headSeq: workspace.head_seq,
    documents: parsed,
    ops: opsOf(db),
    facts: new Map(
      events.map(({ event_id, kind, amount_fen }) => [event_id, (SIGNS[kind] ?? 0) * amount_fen]),
    ),
    netFen: net.get() ?? 0,
    drops: dropsOf(db, parsed),
    claims: new Map(claims.map(({ claim_id, outcome }) => [claim_id, outcome])),
  };
}

function opsOf(db: Database): Map<string, HubOp> {
  const rows = db
    .prepare<[], Record<'op_id' | 'name' | 'person_id' | 'device_id' | 'at' | 'result' | 'role', string>>(
      `SELECT op_id, name, ops.person_id, ops.device_id, at, result, coalesce(role, 'integrator') AS role
       FROM ops LEFT JOIN devices ON devices.device_id = ops.device_id AND devices.person_id = ops.person_id`,
    )
    .all();
  return new Map(
    rows.map((row) => [
      row.op_id,
      {
        ...{ name: row.name, personId: row.person_id, deviceId: row.device_id, at: row.at },
        role: roleSchema.parse(row.role),
        result: opResultSchema.parse(JSON.parse(row.result)),
      },
    ]),
  );
}

function dropsOf(db: Database, documents: HubRows['documents']): Map<string, HubDrop> {
  const rows = db
    .prepare<[], { drop_id: string; state: string; opened_at: string | null; granted: number }>(
      'SELECT drop_id, state, opened_at, granted FROM drop_effects',
    )
    .all();
  return new Map(
    rows.map(({ drop_id, state, opened_at, granted }) => {
      const plan = documents.get(`drop/${drop_id}`)?.document as { quota: number } | null | undefined;
      const openedMs = opened_at === null ? null : Date.parse(opened_at);
      return [drop_id, { state, openedMs, granted, quota: plan?.quota ?? Number.POSITIVE_INFINITY }];
    }),
  );
}

async function miscounted(file: string): Promise<string[]> {
  const store = await openSqliteStore({ file, clock: systemClock, ids: uuidIds });
  try {
    const found: string[] = [];
    const { wrong } = await recountDrops(store);
    for (const { dropId, differences } of wrong)
      found.push(...differences.map(({ figure }) => `drop ${dropId}: ${figure}`));
    for await (const { target, differences } of recountOrders(store))
      found.push(...differences.map(({ figure }) => `orders of ${target.showId}: ${figure}`));
    return found;
  } finally {
    await store.close();
  }
}
