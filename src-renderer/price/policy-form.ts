/** The policy as texts of a form, in per cent and pieces. Pure. */
import type { PolicyTerms } from '#shared/domain/policy/policy.schema.ts';

export const policyFields = [
  'move',
  'margin',
  'warnPieces',
  'warnShare',
  'dangerPieces',
  'dangerShare',
] as const;
export type PolicyField = (typeof policyFields)[number];
export type PolicyForm = Record<PolicyField, string>;

const percent = (bp: number) => String(bp / 100);

export function policyForm({ priceMoveBp, minMarginBp, stockWarn, stockDanger }: PolicyTerms): PolicyForm {
  return {
    move: percent(priceMoveBp),
    margin: percent(minMarginBp),
    warnPieces: String(stockWarn.pieces),
    warnShare: percent(stockWarn.shareBp),
    dangerPieces: String(stockDanger.pieces),
    dangerShare: percent(stockDanger.shareBp),
  };
}

/** Hundredths of a per cent from `12.5`; null where it is no share. */
function shareBp(text: string): number | null {
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(text.trim())) return null;
  const bp = Math.round(Number(text.trim()) * 100);
  return bp <= 10_000 ? bp : null;
}

function pieces(text: string): number | null {
  return /^\d{1,5}$/.test(text.trim()) ? Number(text.trim()) : null;
}

/** What stands in the form, or the fields that cannot be read. */
export function readPolicy(form: PolicyForm): PolicyTerms | { readonly bad: readonly PolicyField[] } {
  const read = {
    move: shareBp(form.move),
    margin: shareBp(form.margin),
    warnPieces: pieces(form.warnPieces),
    warnShare: shareBp(form.warnShare),
    dangerPieces: pieces(form.dangerPieces),
    dangerShare: shareBp(form.dangerShare),
  };
  const bad = policyFields.filter((field) => read[field] === null);
  if (bad.length > 0) return { bad };
  const known = read as Record<PolicyField, number>;
  return {
    priceMoveBp: known.move,
    minMarginBp: known.margin,
    stockWarn: { pieces: known.warnPieces, shareBp: known.warnShare },
    stockDanger: { pieces: known.dangerPieces, shareBp: known.dangerShare },
  };
}
