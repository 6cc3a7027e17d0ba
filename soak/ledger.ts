/**
 * What people and shops were told, kept where no crash of ours can reach it. The oracle holds the hub and the consoles
 * to it.
 */
export interface ToldOp {
  readonly console: string;
  readonly path: string;
  readonly opId: string;
  /** `kept`: it is safe and will be offered to the hub. `refused`: it did not and will not happen. */
  readonly told: 'kept' | 'refused';
  readonly code: string | null;
}

/** An order to act that a person gave: it may take effect until `notAfterMs` of the ledger's own time. */
export interface ToldOrder {
  readonly console: string;
  readonly dropId: string;
  readonly notAfterMs: number;
  /** Null = the console ended before it said anything, or said that it does not know. */
  readonly answer: 'done' | 'not-done' | null;
}

export interface ToldClaim {
  readonly dropId: string;
  readonly claimId: string;
  readonly buyerId: string;
  readonly outcome: string;
}

/** A sale at a till: once its op is on the hub, its money is among the facts. */
export interface ToldSale {
  readonly opId: string;
  readonly eventId: string;
  readonly amountFen: number;
}

export interface Ledger {
  readonly ops: ToldOp[];
  /** Refused ops that a person has discarded or offered anew: they need stand in no tray any more. */
  readonly decided: Set<string>;
  readonly orders: ToldOrder[];
  readonly sales: ToldSale[];
  /** Event ids of sales that did not and will not happen. */
  readonly unsold: string[];
  /** Every event id that the hub said it has, with its amount in fen; refunds are negative. */
  readonly facts: Map<string, number>;
  readonly claims: ToldClaim[];
  /** Contradictions that were seen at once, such as one claim answered in two ways. */
  readonly violations: string[];
}

export function emptyLedger(): Ledger {
  return {
    ops: [],
    decided: new Set(),
    orders: [],
    sales: [],
    unsold: [],
    facts: new Map(),
    claims: [],
    violations: [],
  };
}
