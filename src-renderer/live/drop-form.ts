/** What the drop dialog holds as text, kind by kind, and what it means. Pure. */
import {
  type DropAudience,
  type DropKind,
  type DropPlan,
  type DropPlanInput,
  dropPlanSchema,
  moneyAtRiskFen,
} from '#shared/domain/drop/drop.schema.ts';
import { fenToInput, parseFen } from '../ui/format.ts';

export interface TierForm {
  level: string;
  amount: string;
  threshold: string;
}

export interface DropForm {
  kind: DropKind;
  title: string;
  quota: string;
  perBuyer: string;
  openSec: string;
  countdownSec: string;
  audienceTo: DropAudience['to'];
  /** Member levels, comma after comma. */
  levels: string;
  groupIds: string[];
  amount: string;
  threshold: string;
  tiers: TierForm[];
  total: string;
  split: 'even' | 'random';
  keyword: string;
  prize: string;
  cost: string;
  productId: string;
  price: string;
  gift: string;
}
/** Fields of a form that are wrong; those of tiers as `tiers`. */
export type DropField = keyof DropForm;

/** What the show's products cost, by their ids: a flash price lies below. */
export type PriceOf = (productId: string) => number | null;

export const MOST = { quota: 1_000_000, perBuyer: 1000, openSec: 86_400, countdownSec: 30 } as const;

export function dropFormOf(drop: DropPlanInput | null, kind: DropKind = 'coupon'): DropForm {
  const { audience } = drop ?? {};
  const money = (amount: number | undefined) => (amount === undefined ? '' : fenToInput(amount));
  const some = (amount: number | undefined) => (amount ? fenToInput(amount) : '');
  const of = <K extends DropKind>(wanted: K) =>
    drop?.kind === wanted ? (drop as Extract<DropPlanInput, { kind: K }>) : undefined;
  const [coupon, packet, bag] = [of('coupon'), of('cash-packet'), of('lucky-bag')];
  const [flash, gift] = [of('flash-price'), of('gift')];
  return {
    kind: drop?.kind ?? kind,
    title: drop?.title ?? '',
    quota: drop ? String(drop.quota) : '',
    perBuyer: String(drop?.perBuyer ?? 1),
    openSec: String(drop?.openSec ?? 60),
    countdownSec: String(drop ? (drop.countdownSec ?? 0) : 3),
    audienceTo: audience?.to ?? 'everyone',
    levels: audience?.to === 'members' ? audience.levels.join(', ') : '',
    groupIds: audience?.to === 'fans' ? [...audience.groupIds] : [],
    amount: money(coupon?.amountFen),
    threshold: some(coupon?.thresholdFen ?? gift?.thresholdFen),
    tiers: (coupon?.tiers ?? []).map(({ level, amountFen, thresholdFen }) => ({
      ...{ level, amount: fenToInput(amountFen), threshold: some(thresholdFen) },
    })),
    total: money(packet?.totalFen),
    split: packet?.split ?? 'random',
    keyword: bag?.keyword ?? '',
    prize: bag?.prize ?? '',
    cost: money(bag?.costFen ?? gift?.costFen),
    productId: flash?.productId ?? gift?.productId ?? '',
    price: money(flash?.priceFen),
    gift: gift?.gift ?? '',
  };
}

export function parseThreshold(text: string): number | null {
  return text.trim() === '' ? 0 : parseFen(text);
}

/** A whole number between `least` and `most`, or null. */
export function parseWhole(text: string, most: number, least = 1): number | null {
  const clean = text.trim().normalize('NFKC').replaceAll(',', '');
  if (!/^\d{1,9}$/.test(clean)) return null;
  const value = Number(clean);
  return value >= least && value <= most ? value : null;
}

/** Field names that are wrong. */
export function dropFormErrors(form: DropForm, priceOf: PriceOf = () => null): ReadonlySet<DropField> {
  const wrong = new Set<DropField>();
  const need = (name: DropField, good: boolean) => {
    if (!good) wrong.add(name);
  };
  for (const name of ['quota', 'openSec'] as const) need(name, parseWhole(form[name], MOST[name]) !== null);
  need('countdownSec', parseWhole(form.countdownSec, MOST.countdownSec, 0) !== null);
  if (form.kind !== 'lucky-bag') {
    need('perBuyer', parseWhole(form.perBuyer, MOST.perBuyer) !== null);
    if (form.audienceTo === 'members') need('levels', levelsOf(form.levels).length > 0);
    if (form.audienceTo === 'fans') need('groupIds', form.groupIds.length > 0);
  }
  const threshold = parseThreshold(form.threshold);
  switch (form.kind) {
    case 'coupon': {
      need('threshold', threshold !== null);
      need('amount', isOff(form.amount, form.threshold));
      const levels = form.tiers.map(({ level }) => level.trim());
      const distinct = new Set(levels).size === levels.length && levels.every((level) => level !== '');
      need('tiers', distinct && form.tiers.every((tier) => isOff(tier.amount, tier.threshold)));
      break;
    }
    case 'cash-packet':
      need('total', (parseFen(form.total) ?? 0) >= (parseWhole(form.quota, MOST.quota) ?? 1));
      break;
    case 'lucky-bag':
      need('keyword', form.keyword.trim() !== '');
      need('prize', form.prize.trim() !== '');
      need('cost', parseThreshold(form.cost) !== null);
      break;
    case 'flash-price': {
      const price = parseFen(form.price);
      const from = priceOf(form.productId);
      need('productId', form.productId !== '');
      need('price', price !== null && price > 0 && (from === null || price < from));
      break;
    }
    case 'gift':
      need('gift', form.gift.trim() !== '');
      need('threshold', threshold !== null);
      need('cost', parseThreshold(form.cost) !== null);
  }
  return wrong;
}

function isOff(amountText: string, thresholdText: string): boolean {
  const amount = parseFen(amountText);
  const threshold = parseThreshold(thresholdText);
  if (amount === null || amount <= 0) return false;
  return threshold === null || threshold === 0 || amount < threshold;
}

export function levelsOf(text: string): string[] {
  const levels = text.split(/[,，、;；\n]/u).map((level) => level.trim());
  return [...new Set(levels.filter((level) => level !== ''))];
}

function audienceOf(form: DropForm): DropPlanInput['audience'] {
  if (form.audienceTo === 'members') return { to: 'members', levels: levelsOf(form.levels) };
  if (form.audienceTo === 'fans') return { to: 'fans', groupIds: form.groupIds };
  return { to: 'everyone' };
}

/** The plan of a form without errors; `autoTitle` names it where the person did not. */
export function planOf(form: DropForm, autoTitle: string, priceOf: PriceOf = () => null): DropPlan {
  const amount = (text: string) => parseFen(text) ?? 0;
  const common = {
    title: form.title.trim() || autoTitle,
    quota: parseWhole(form.quota, MOST.quota) ?? 0,
    perBuyer: parseWhole(form.perBuyer, MOST.perBuyer) ?? 0,
    openSec: parseWhole(form.openSec, MOST.openSec) ?? 0,
    countdownSec: parseWhole(form.countdownSec, MOST.countdownSec, 0) ?? 0,
    audience: audienceOf(form),
  };
  const plan = (): unknown => {
    switch (form.kind) {
      case 'coupon':
        return {
          ...{ kind: 'coupon', ...common, amountFen: amount(form.amount) },
          thresholdFen: parseThreshold(form.threshold) ?? 0,
          tiers: form.tiers.map(({ level, ...tier }) => ({
            ...{ level: level.trim(), amountFen: amount(tier.amount) },
            thresholdFen: parseThreshold(tier.threshold) ?? 0,
          })),
        };
      case 'cash-packet':
        return { kind: 'cash-packet', ...common, totalFen: amount(form.total), split: form.split };
      case 'lucky-bag': {
        const { keyword, prize } = form;
        const once = { perBuyer: 1, audience: { to: 'everyone' } };
        return {
          ...{ kind: 'lucky-bag', ...common, ...once, keyword, prize },
          costFen: parseThreshold(form.cost) ?? 0,
        };
      }
      case 'flash-price': {
        const { productId } = form;
        return {
          ...{ kind: 'flash-price', ...common, productId, priceFen: amount(form.price) },
          fromFen: priceOf(productId),
        };
      }
      case 'gift':
        return {
          ...{ kind: 'gift', ...common, gift: form.gift, productId: form.productId || null },
          thresholdFen: parseThreshold(form.threshold) ?? 0,
          costFen: parseThreshold(form.cost) ?? 0,
        };
    }
  };
  return dropPlanSchema.parse(plan());
}

/** The most that the drop may cost, as far as the form says. */
export function formRiskFen(form: DropForm, priceOf: PriceOf = () => null): number | null {
  if (dropFormErrors(form, priceOf).size > 0) return null;
  return moneyAtRiskFen(planOf(form, '…', priceOf));
}
