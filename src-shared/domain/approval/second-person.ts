/** Which price changes need a second person, and why. Pure. */
import { netAfterCommission } from '../offer/margin.ts';
import type { PolicyTerms } from '../policy/policy.schema.ts';
import type { Product } from '../product/product.schema.ts';
import type { ApprovalReason } from './approval.schema.ts';

export interface PriceChange {
  readonly priceFen?: number | undefined;
  readonly floorFen?: number | null | undefined;
}

/**
 * Empty = one person may do it. The share counts from `anchorFen`, the price that was imported or that two people have
 * seen: many small steps add up to a large one.
 */
export function reasonsForSecondPerson(
  product: Pick<Product, 'priceFen' | 'floorFen' | 'anchorFen' | 'commissionBp' | 'costFen'>,
  { priceFen = product.priceFen, floorFen = product.floorFen }: PriceChange,
  policy: Pick<PolicyTerms, 'priceMoveBp' | 'minMarginBp'>,
): ApprovalReason[] {
  const priceMoves = priceFen !== product.priceFen;
  const reasons: ApprovalReason[] = [];
  if (product.floorFen !== null && (floorFen === null || floorFen < product.floorFen))
    reasons.push('floor-lowered');
  if (!priceMoves) return reasons;
  if (floorFen !== null && priceFen < floorFen) reasons.push('below-floor');
  if (moveBp(product.anchorFen ?? product.priceFen, priceFen) > policy.priceMoveBp)
    reasons.push('beyond-share');
  if (product.costFen !== undefined && product.costFen !== null) {
    const marginFen = netAfterCommission(priceFen, product.commissionBp) - product.costFen;
    if (marginFen * 10_000 < priceFen * policy.minMarginBp) reasons.push('below-margin');
  }
  return reasons;
}

/** How far a price moves, in hundredths of a percent of where it comes from, rounded up. From nothing it is no share. */
export function moveBp(fromFen: number, toFen: number): number {
  return fromFen === 0 ? 0 : Math.ceil((Math.abs(toFen - fromFen) * 10_000) / fromFen);
}
