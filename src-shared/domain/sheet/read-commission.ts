/**
 * Commission is written as `20%`, `0.2` or `20`, often mixed. How bare numbers are meant is decided by what most
 * of the column is, and said; what stays open is asked.
 */
import type { Cell } from './book.ts';
import { type Digits, finding, numberRules, type Reading, readDigits, shiftPoint } from './number-text.ts';

export type CommissionStyle = 'percent' | 'points' | 'fraction';

const commissionRules = numberRules('约', '个点|点');

function isZero({ whole, fraction }: Digits): boolean {
  return /^0*$/.test(whole + fraction);
}

function isBelowOne({ whole }: Digits): boolean {
  return /^0*$/.test(whole);
}

function isExactlyOne({ whole, fraction }: Digits): boolean {
  return /^0*1$/.test(whole) && /^0*$/.test(fraction);
}

/** The style most cells are written in; `null` for a tie between bare styles, or a column without numbers. */
export function commissionStyle(cells: readonly Cell[]): CommissionStyle | null {
  const votes = { percent: 0, points: 0, fraction: 0 };
  for (const cell of cells) {
    const digits = readDigits(cell, commissionRules).value;
    if (digits === null || isZero(digits) || (!digits.percent && isExactlyOne(digits))) continue;
    votes[digits.percent ? 'percent' : isBelowOne(digits) ? 'fraction' : 'points'] += 1;
  }
  const most = Math.max(votes.percent, votes.points, votes.fraction);
  if (most === 0) return null;
  if (votes.percent === most) return 'percent';
  if (votes.points === votes.fraction) return null;
  return votes.points === most ? 'points' : 'fraction';
}

/** How one bare number is meant, given the column's style; `null` if only the person can say. */
function meaning(digits: Digits, style: CommissionStyle | null): 'points' | 'fraction' | null {
  if (isZero(digits)) return 'points';
  if (isExactlyOne(digits)) return style === 'percent' ? null : style;
  // More than one can only be per cent: nobody pays twenty times the price.
  if (!isBelowOne(digits)) return style === null ? null : 'points';
  return style === 'percent' ? 'fraction' : style;
}

/** Hundredths of a per cent (basis points), exactly. */
export function readCommission(cell: Cell, style: CommissionStyle | null): Reading<number> {
  const { value: digits, findings } = readDigits(cell, commissionRules);
  if (digits === null) return { value: null, findings };
  const text = cell.text.trim();
  const meant = digits.percent ? 'points' : meaning(digits, style);
  if (meant === null) {
    const candidate = isBelowOne(digits) || isExactlyOne(digits) ? null : `${joinedDigits(digits)}%`;
    return { value: null, findings: [finding('sheet/commission-unclear', { text }, candidate)] };
  }
  const [whole, fraction] = shiftPoint(digits.whole, digits.fraction, meant === 'fraction' ? 4 : 2);
  if (digits.negative && !isZero(digits))
    return { value: null, findings: [finding('sheet/negative', { text })] };
  if (fraction !== '') return { value: null, findings: [finding('sheet/too-many-decimals', { text })] };
  const basisPoints = Number(whole);
  if (basisPoints > 10_000)
    return { value: null, findings: [finding('sheet/commission-too-high', { text })] };
  if (digits.percent || isZero(digits)) return { value: basisPoints, findings };
  const percent = `${basisPoints / 100}%`;
  const small = meant === 'points' && isBelowOne(digits);
  const said = finding(small ? 'sheet/commission-small' : 'sheet/commission-read', { text, percent });
  return { value: basisPoints, findings: [...findings, said] };
}

function joinedDigits({ whole, fraction }: Digits): string {
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
