/** What the drop dialog holds as text, and what it means. Pure. */
import type { CouponPlan, DropPlanInput } from '#shared/domain/drop/drop.schema.ts';
import { fen } from '#shared/domain/money.ts';
import { fenToInput, parseFen } from '../ui/format.ts';

export interface DropForm {
  amount: string;
  threshold: string;
  quota: string;
  perBuyer: string;
  openSec: string;
  title: string;
}

type PlanInput = DropPlanInput;

export function dropFormOf(begun: PlanInput | null): DropForm {
  const drop = begun?.kind === 'coupon' ? begun : null;
  return {
    amount: drop ? fenToInput(drop.amountFen) : '',
    threshold: drop && drop.thresholdFen > 0 ? fenToInput(drop.thresholdFen) : '',
    quota: drop ? String(drop.quota) : '',
    perBuyer: String(drop?.perBuyer ?? 1),
    openSec: String(drop?.openSec ?? 60),
    title: drop?.title ?? '',
  };
}

export function parseThreshold(text: string): number | null {
  return text.trim() === '' ? 0 : parseFen(text);
}

/** A whole number between 1 and `most`, or null. */
export function parseWhole(text: string, most: number): number | null {
  const clean = text.trim().normalize('NFKC').replaceAll(',', '');
  if (!/^\d{1,9}$/.test(clean)) return null;
  const value = Number(clean);
  return value >= 1 && value <= most ? value : null;
}

export const MOST = { quota: 1_000_000, perBuyer: 1000, openSec: 86_400 } as const;

/** Field names that are wrong. */
export function dropFormErrors(form: DropForm): ReadonlySet<keyof DropForm> {
  const wrong = new Set<keyof DropForm>();
  const amount = parseFen(form.amount);
  const threshold = parseThreshold(form.threshold);
  if (threshold === null) wrong.add('threshold');
  if (amount === null || amount <= 0 || (threshold !== null && threshold > 0 && amount >= threshold))
    wrong.add('amount');
  for (const name of ['quota', 'perBuyer', 'openSec'] as const)
    if (parseWhole(form[name], MOST[name]) === null) wrong.add(name);
  return wrong;
}

/** The most that the drop may cost, as far as the form says. */
export function formRiskFen(form: Pick<DropForm, 'amount' | 'quota'>): number | null {
  const amount = parseFen(form.amount);
  const quota = parseWhole(form.quota, MOST.quota);
  return amount === null || quota === null ? null : amount * quota;
}

/** The plan of a form without errors; `autoTitle` names it where the person did not. */
export function planOf(form: DropForm, autoTitle: string): CouponPlan {
  return {
    kind: 'coupon',
    title: form.title.trim() || autoTitle,
    amountFen: fen(parseFen(form.amount) ?? 0),
    thresholdFen: fen(parseThreshold(form.threshold) ?? 0),
    quota: parseWhole(form.quota, MOST.quota) ?? 0,
    perBuyer: parseWhole(form.perBuyer, MOST.perBuyer) ?? 0,
    openSec: parseWhole(form.openSec, MOST.openSec) ?? 0,
    audience: { to: 'everyone' },
    countdownSec: 0,
    tiers: [],
  };
}
