/** SQL of drop effects and claims. A claim is decided where it is stored, so that no two can take the last coupon. */
import type Database from 'better-sqlite3';
import type { ClaimOutcome } from '#shared/contract/ingest.ts';
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import type { DropState } from '#shared/domain/drop/drop.states.ts';
import type { DropChange, DropRecord, DropRecount } from '../hub-store.ts';
import type { DocumentTables } from './document-tables.ts';

interface EffectRow {
  state: DropState;
  revision: number;
  opened_at: string | null;
  closes_at: string | null;
  closed_at: string | null;
  granted: number;
  refused: number;
  reason: string | null;
  fired_by: string | null;
  fired_at: string | null;
}

const neverMoved: EffectRow = {
  state: 'planned',
  revision: 0,
  opened_at: null,
  closes_at: null,
  closed_at: null,
  granted: 0,
  refused: 0,
  reason: null,
  fired_by: null,
  fired_at: null,
};

export type DropTables = ReturnType<typeof dropTables>;

export function dropTables(db: Database, documents: DocumentTables) {
  const selectEffect = db.prepare<[string], EffectRow>('SELECT * FROM drop_effects WHERE drop_id = ?');
  const selectInState = db
    .prepare<[string], string>('SELECT drop_id FROM drop_effects WHERE state = ? ORDER BY drop_id')
    .pluck();
  const ensureEffect = db.prepare<[string]>(
    "INSERT INTO drop_effects (drop_id, state, revision) VALUES (?, 'planned', 0) ON CONFLICT DO NOTHING",
  );
  const updateEffect = db.prepare<
    [
      ...[string, string | null, string | null, string | null, string | null, string | null, string | null],
      ...[string, number],
    ]
  >(`
    UPDATE drop_effects SET state = ?, revision = revision + 1, opened_at = ?, closes_at = ?, closed_at = ?,
      fired_by = ?, fired_at = ?, reason = ? WHERE drop_id = ? AND revision = ?`);
  const selectClaim = db.prepare<[string, string], { buyer_id: string; outcome: ClaimOutcome }>(
    'SELECT buyer_id, outcome FROM drop_claims WHERE drop_id = ? AND claim_id = ?',
  );
  const insertClaim = db.prepare<[string, string, string, string, string]>(
    'INSERT INTO drop_claims (drop_id, claim_id, buyer_id, outcome, at) VALUES (?, ?, ?, ?, ?)',
  );
  const selectBuyer = db
    .prepare<[string, string], number>('SELECT granted FROM drop_buyers WHERE drop_id = ? AND buyer_id = ?')
    .pluck();
  const countBuyer = db.prepare<[string, string]>(`
    INSERT INTO drop_buyers (drop_id, buyer_id, granted) VALUES (?, ?, 1)
    ON CONFLICT (drop_id, buyer_id) DO UPDATE SET granted = granted + 1`);
  const countGranted = db.prepare<[string]>(
    'UPDATE drop_effects SET granted = granted + 1 WHERE drop_id = ?',
  );
  const countRefused = db.prepare<[string]>(
    'UPDATE drop_effects SET refused = refused + 1 WHERE drop_id = ?',
  );

  const selectCounts = db.prepare<
    [],
    {
      dropId: string;
      granted: number;
      refused: number;
      toBuyers: number;
      claimed: number;
      turnedAway: number;
    }
  >(`
    WITH claimed AS (
      SELECT drop_id, sum(outcome = 'granted') AS granted,
        sum(outcome NOT IN ('granted', 'not-open')) AS refused
      FROM drop_claims GROUP BY drop_id
    ), buyers AS (SELECT drop_id, sum(granted) AS granted FROM drop_buyers GROUP BY drop_id)
    SELECT ids.drop_id AS dropId,
      coalesce(effect.granted, 0) AS granted, coalesce(effect.refused, 0) AS refused,
      coalesce(buyers.granted, 0) AS toBuyers,
      coalesce(claimed.granted, 0) AS claimed, coalesce(claimed.refused, 0) AS turnedAway
    FROM (
      SELECT drop_id FROM drop_effects UNION SELECT drop_id FROM claimed UNION SELECT drop_id FROM buyers
    ) AS ids
    LEFT JOIN drop_effects AS effect USING (drop_id)
    LEFT JOIN claimed USING (drop_id)
    LEFT JOIN buyers USING (drop_id)
    ORDER BY ids.drop_id`);

  const effectOf = (dropId: string) => selectEffect.get(dropId) ?? neverMoved;

  function recordOf(drop: Drop): DropRecord {
    const effect = effectOf(drop.id);
    const { state, revision, granted, refused, reason } = effect;
    return {
      dropId: drop.id,
      showId: drop.showId,
      state,
      revision,
      granted,
      refused,
      reason,
      openedAt: effect.opened_at,
      closesAt: effect.closes_at,
      closedAt: effect.closed_at,
      firedBy: effect.fired_by,
      firedAt: effect.fired_at,
    };
  }

  function get(dropId: string): DropRecord | null {
    const drop = documents.get('drop', dropId);
    return drop && recordOf(drop);
  }

  function decide(drop: Drop, buyerId: string, now: string): ClaimOutcome {
    const effect = effectOf(drop.id);
    if (effect.state === 'closed') return 'closed';
    if (effect.state !== 'open') return 'not-open';
    if (effect.closes_at !== null && Date.parse(now) >= Date.parse(effect.closes_at)) return 'closed';
    // Asked before the quota: a buyer who has theirs hears "limit" also when everything is gone.
    if ((selectBuyer.get(drop.id, buyerId) ?? 0) >= drop.perBuyer) return 'limit';
    return effect.granted >= drop.quota ? 'sold-out' : 'granted';
  }

  return {
    get,
    ofShow: (showId: string): DropRecord[] => documents.list('drop', showId).map(recordOf),
    inState: (state: DropState): DropRecord[] =>
      selectInState.all(state).flatMap((dropId) => get(dropId) ?? []),
    recount: (): DropRecount[] =>
      selectCounts.all().map(({ dropId, granted, refused, toBuyers, claimed, turnedAway }) => ({
        dropId,
        counted: { granted, refused, toBuyers },
        claims: { granted: claimed, refused: turnedAway, toBuyers: claimed },
      })),
    move(dropId: string, revision: number, change: DropChange): DropRecord | null {
      const before = get(dropId);
      if (!before || before.revision !== revision) return null;
      ensureEffect.run(dropId);
      const after = { ...before, ...change };
      updateEffect.run(
        after.state,
        after.openedAt,
        after.closesAt,
        after.closedAt,
        after.firedBy,
        after.firedAt,
        after.reason,
        dropId,
        revision,
      );
      return get(dropId);
    },
    claim(
      dropId: string,
      claimId: string,
      buyerId: string,
      now: string,
    ): ClaimOutcome | 'id-reused' | 'no-such-drop' {
      const known = selectClaim.get(dropId, claimId);
      if (known) return known.buyer_id === buyerId ? known.outcome : 'id-reused';
      const drop = documents.get('drop', dropId);
      if (!drop) return 'no-such-drop';
      const outcome = decide(drop, buyerId, now);
      insertClaim.run(dropId, claimId, buyerId, outcome, now);
      if (outcome === 'granted') {
        countGranted.run(dropId);
        countBuyer.run(dropId, buyerId);
      } else if (outcome !== 'not-open') {
        countRefused.run(dropId);
      }
      return outcome;
    },
  };
}
