/** What a claim is answered. Pure: the store asks it in the transaction that keeps the answer. */
import type { ClaimOutcome } from '../../contract/ingest.ts';
import { type Fen, fen } from '../money.ts';
import type { Drop, DropAudience } from './drop.schema.ts';
import { costPerClaimFen } from './drop.schema.ts';
import type { DropState } from './drop.states.ts';
import { packetFen } from './packets.ts';

/** What the integrator says of the buyer; the hub knows no members. */
export interface ClaimWho {
  readonly level?: string | undefined;
  readonly groupIds?: readonly string[] | undefined;
}

/** How the drop stands at the moment of the claim. */
export interface ClaimFacts {
  readonly state: DropState;
  readonly closesAt: string | null;
  /** Claims of this drop that were granted so far, and to this buyer. */
  readonly granted: number;
  readonly grantedToBuyer: number;
  /** The hub's clock. */
  readonly now: string;
}

export interface ClaimAnswer {
  readonly outcome: ClaimOutcome;
  /** What the house may have to pay for it; 0 unless granted. */
  readonly costFen: Fen;
  /** What the buyer gets where that is not the same for all: a packet's amount, a level's coupon. Else null. */
  readonly gives: { readonly amountFen: Fen; readonly thresholdFen: Fen } | null;
}

export function answerClaim(drop: Drop, facts: ClaimFacts, who: ClaimWho): ClaimAnswer {
  const outcome = outcomeOf(drop, facts, who);
  if (outcome !== 'granted') return { outcome, costFen: fen(0), gives: null };
  if (drop.kind === 'cash-packet') {
    const amountFen = packetFen(drop, facts.granted);
    return { outcome, costFen: amountFen, gives: { amountFen, thresholdFen: fen(0) } };
  }
  if (drop.kind === 'coupon' && drop.tiers.length > 0) {
    const { amountFen, thresholdFen } = drop.tiers.find(({ level }) => level === who.level) ?? drop;
    return { outcome, costFen: amountFen, gives: { amountFen, thresholdFen } };
  }
  return { outcome, costFen: costPerClaimFen(drop), gives: null };
}

function outcomeOf(drop: Drop, facts: ClaimFacts, who: ClaimWho): ClaimOutcome {
  if (facts.state === 'closed') return 'closed';
  if (facts.state !== 'open') return 'not-open';
  if (facts.closesAt !== null && Date.parse(facts.now) >= Date.parse(facts.closesAt)) return 'closed';
  if (!isFor(drop.audience, who)) return 'not-for-you';
  // Asked before the quota: a buyer who has theirs hears "limit" also when everything is gone.
  if (facts.grantedToBuyer >= drop.perBuyer) return 'limit';
  return facts.granted >= drop.quota ? 'sold-out' : 'granted';
}

/** Whoever the integrator says nothing of is nobody's member and no fan. */
export function isFor(audience: DropAudience, { level, groupIds = [] }: ClaimWho): boolean {
  switch (audience.to) {
    case 'everyone':
      return true;
    case 'members':
      return level !== undefined && audience.levels.includes(level);
    case 'fans':
      return audience.groupIds.some((id) => groupIds.includes(id));
  }
}
