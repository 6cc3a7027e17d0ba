/** SQL of drop effects and claims. A claim is decided where it is stored, so that no two can take the last coupon. */
import type Database from 'better-sqlite3';
import type { ClaimOutcome } from '#shared/contract/ingest.ts';
import { answerClaim, type ClaimWho } from '#shared/domain/drop/claim.ts';
import { seedHash } from '#shared/domain/drop/draw.ts';
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import type { DropState } from '#shared/domain/drop/drop.states.ts';
import type { CommentEvent } from '#shared/domain/order/order.schema.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import type { ClaimGives, DropChange, DropRecord, DropRecount, PriceBack } from '../hub-store.ts';
import type { DocumentTables } from './document-tables.ts';
import { dropEntries } from './drop-entries.ts';
import { type DropUses, NO_USE } from './drop-uses.ts';
import type { Targets } from './targets.ts';

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
  opens_at: string | null;
  seed: string | null;
  granted_fen: number;
  entered: number;
  price_back: PriceBack | null;
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
  opens_at: null,
  seed: null,
  granted_fen: 0,
  entered: 0,
  price_back: null,
};

export type DropTables = ReturnType<typeof dropTables>;

export interface DropTablesPorts {
  readonly documents: DocumentTables;
  readonly targets: Targets;
  readonly uses: DropUses;
}

export function dropTables(db: Database, { documents, targets, uses }: DropTablesPorts) {
  const entries = dropEntries(db);
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
      ...[string | null, string | null, PriceBack | null, string, number],
    ]
  >(`
    UPDATE drop_effects SET state = ?, revision = revision + 1, opened_at = ?, closes_at = ?, closed_at = ?,
      fired_by = ?, fired_at = ?, reason = ?, opens_at = ?, seed = ?, price_back = ? WHERE drop_id = ? AND revision = ?`);
  const selectClaim = db.prepare<[string, string], { buyer_id: string; outcome: ClaimOutcome }>(
    'SELECT buyer_id, outcome FROM drop_claims WHERE drop_id = ? AND claim_id = ?',
  );
  const insertClaim = db.prepare<
    [string, string, string, string, string, number, number | null, number | null]
  >(`
    INSERT INTO drop_claims (drop_id, claim_id, buyer_id, outcome, at, cost_fen, gives_fen, from_fen)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const selectGives = db.prepare<[string, string], ClaimGives>(`
    SELECT gives_fen AS amountFen, from_fen AS thresholdFen FROM drop_claims
    WHERE drop_id = ? AND claim_id = ? AND gives_fen IS NOT NULL`);
  const selectBuyer = db
    .prepare<[string, string], number>('SELECT granted FROM drop_buyers WHERE drop_id = ? AND buyer_id = ?')
    .pluck();
  const countBuyer = db.prepare<[string, string]>(`
    INSERT INTO drop_buyers (drop_id, buyer_id, granted) VALUES (?, ?, 1)
    ON CONFLICT (drop_id, buyer_id) DO UPDATE SET granted = granted + 1`);
  const countGranted = db.prepare<[number, string]>(
    'UPDATE drop_effects SET granted = granted + 1, granted_fen = granted_fen + ? WHERE drop_id = ?',
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
      grantedFen: number;
      claimedFen: number;
      entered: number;
    }
  >(`
    WITH claimed AS (
      SELECT drop_id, sum(outcome = 'granted') AS granted,
        sum(outcome NOT IN ('granted', 'not-open')) AS refused, sum(cost_fen) AS cost_fen
      FROM drop_claims GROUP BY drop_id
    ), buyers AS (SELECT drop_id, sum(granted) AS granted FROM drop_buyers GROUP BY drop_id)
    SELECT ids.drop_id AS dropId,
      coalesce(effect.granted, 0) AS granted, coalesce(effect.refused, 0) AS refused,
      coalesce(buyers.granted, 0) AS toBuyers,
      coalesce(claimed.granted, 0) AS claimed, coalesce(claimed.refused, 0) AS turnedAway,
      coalesce(effect.granted_fen, 0) AS grantedFen, coalesce(claimed.cost_fen, 0) AS claimedFen,
      coalesce(effect.entered, 0) AS entered
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
    const { state, revision, granted, refused, reason, seed } = effect;
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
      opensAt: effect.opens_at,
      seed,
      seedHash: drop.kind === 'lucky-bag' && seed !== null ? seedHash(seed) : null,
      grantedFen: effect.granted_fen,
      entered: effect.entered,
      priceBack: effect.price_back,
      ...uses.of(targets.find(drop), drop.id),
    };
  }

  function get(dropId: string): DropRecord | null {
    const drop = documents.get('drop', dropId);
    return drop && recordOf(drop);
  }

  function grant(dropId: string, buyerId: string, costFen: number): void {
    countGranted.run(costFen, dropId);
    countBuyer.run(dropId, buyerId);
  }

  /** With the move that closes a lucky bag: its winners are what it has granted. */
  function draw(drop: Drop, seed: string | null, at: string): void {
    if (drop.kind !== 'lucky-bag' || seed === null) return;
    for (const [index, userId] of entries.draw(drop, seed).entries()) {
      insertClaim.run(drop.id, `draw:${index + 1}`, userId, 'granted', at, drop.costFen, null, null);
      grant(drop.id, userId, drop.costFen);
    }
  }

  return {
    get,
    ofShow: (showId: string): DropRecord[] => documents.list('drop', showId).map(recordOf),
    inState: (state: DropState): DropRecord[] =>
      selectInState.all(state).flatMap((dropId) => get(dropId) ?? []),
    recount(): DropRecount[] {
      const used = uses.recount();
      const entered = entries.counts();
      const rows = selectCounts.all();
      const ids = new Set(rows.map(({ dropId }) => dropId));
      const useOf = (of: typeof used.counted, dropId: string) => of.get(dropId) ?? NO_USE;
      const drops = rows.map(({ dropId, granted, refused, toBuyers, ...row }) => ({
        dropId,
        counted: {
          ...{ granted, refused, toBuyers, grantedFen: row.grantedFen, entered: row.entered },
          ...useOf(used.counted, dropId),
        },
        claims: {
          ...{ granted: row.claimed, refused: row.turnedAway, toBuyers: row.claimed },
          ...{ grantedFen: row.claimedFen, entered: entered.get(dropId) ?? 0 },
          ...useOf(used.facts, dropId),
        },
      }));
      // Orders may name a drop that nobody claimed here, such as one of another platform.
      const named = new Set([...used.counted.keys(), ...used.facts.keys()]);
      const none = { granted: 0, refused: 0, toBuyers: 0, grantedFen: 0, entered: 0 };
      return [
        ...drops,
        ...[...named]
          .filter((dropId) => !ids.has(dropId))
          .map((dropId) => ({
            dropId,
            counted: { ...none, ...useOf(used.counted, dropId) },
            claims: { ...none, ...useOf(used.facts, dropId) },
          })),
      ];
    },
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
        after.opensAt,
        after.seed,
        after.priceBack,
        dropId,
        revision,
      );
      if (after.state === 'closed' && before.state !== 'closed') {
        const drop = documents.get('drop', dropId);
        if (drop) draw(drop, after.seed, after.closedAt ?? '');
      }
      return get(dropId);
    },
    claim(
      dropId: string,
      claimId: string,
      buyerId: string,
      now: string,
      who: ClaimWho = {},
    ): ClaimOutcome | 'id-reused' | 'no-such-drop' | 'by-comment' {
      const known = selectClaim.get(dropId, claimId);
      if (known) return known.buyer_id === buyerId ? known.outcome : 'id-reused';
      const drop = documents.get('drop', dropId);
      if (!drop) return 'no-such-drop';
      if (drop.kind === 'lucky-bag') return 'by-comment';
      const { state, closes_at: closesAt, granted } = effectOf(dropId);
      const grantedToBuyer = selectBuyer.get(dropId, buyerId) ?? 0;
      const facts = { state, closesAt, granted, grantedToBuyer, now };
      const { outcome, costFen, gives } = answerClaim(drop, facts, who);
      insertClaim.run(
        ...([dropId, claimId, buyerId, outcome, now, costFen] as const),
        ...([gives?.amountFen ?? null, gives?.thresholdFen ?? null] as const),
      );
      if (outcome === 'granted') grant(dropId, buyerId, costFen);
      else if (outcome !== 'not-open') countRefused.run(dropId);
      return outcome;
    },
    gives: (dropId: string, claimId: string): ClaimGives | null => selectGives.get(dropId, claimId) ?? null,
    /** Enters comments that were not known before into the bags of their show that are open. */
    enter({ showId, runKind }: FactTarget, comments: readonly CommentEvent[]): void {
      if (comments.length === 0) return;
      for (const dropId of selectInState.all('open')) {
        const drop = documents.get('drop', dropId);
        if (drop?.kind !== 'lucky-bag' || drop.showId !== showId || drop.runKind !== runKind) continue;
        entries.enter(drop, comments);
      }
    },
    entries: entries.page,
  };
}
