/** Checks of what was planned: rundown, prices, words, minutes, drops. They need no network. */
import type { Drop } from '../drop/drop.schema.ts';
import { breachCombination } from '../offer/breach-error.ts';
import { floorBreach } from '../offer/lowest-price.ts';
import type { Product } from '../product/product.schema.ts';
import type { Finding } from './checklist.schema.ts';
import { aboutNothing, aboutProduct, type ChecklistFacts, shownProducts } from './checklist-facts.ts';
import { documentErrors } from './document-errors.ts';

export function rundownFindings(facts: ChecklistFacts): Finding[] {
  if (facts.slots.every(({ state }) => state === 'skipped'))
    return [{ ...aboutNothing, code: 'no-slots', level: 'warning', facts: {} }];
  return documentErrors(facts.slots, facts.products)
    .filter(({ check }) => check === 'rundown')
    .map(({ slotId }) => ({ ...aboutNothing, slotId, code: 'no-product', level: 'error', facts: {} }));
}

export function floorFindings({ slots, products }: ChecklistFacts): Finding[] {
  return documentErrors(slots, products)
    .filter(({ check }) => check === 'floor')
    .map(({ slotId, productId }) => {
      const product = products.find(({ id }) => id === productId) ?? null;
      return {
        ...{ ...aboutProduct(product), slotId, code: 'below-floor', level: 'error' },
        facts: { priceFen: product?.priceFen ?? 0, floorFen: product?.floorFen ?? 0 },
      };
    });
}

/** What a buyer can really end up paying, with everything that stacks. */
export function netPriceFindings(facts: ChecklistFacts): Finding[] {
  return shownProducts(facts).flatMap((product): Finding[] => {
    const breach = floorBreach(product, facts.drops);
    if (!breach) return [];
    const { worthFen, floorFen } = breach;
    return [
      {
        ...{ ...aboutProduct(product), code: 'net-below-floor', level: 'error' },
        facts: { worthFen, floorFen, parts: breachCombination(breach) },
      },
    ];
  });
}

/** What the host reads out and what orders are told apart by. */
export function detailFindings(facts: ChecklistFacts): Finding[] {
  return shownProducts(facts).flatMap((product): Finding[] => {
    const about = { ...aboutProduct(product), level: 'warning' as const, facts: {} };
    return [
      ...(product.points.every((point) => point.trim() === '')
        ? [{ ...about, code: 'no-points' as const }]
        : []),
      ...(product.sku ? [] : [{ ...about, code: 'no-sku' as const }]),
      ...(product.priceFen === 0 ? [{ ...about, code: 'no-price' as const }] : []),
    ];
  });
}

export function timingFindings({ slots, products, show }: ChecklistFacts): Finding[] {
  const shown = slots.filter(({ state }) => state !== 'skipped');
  const names = new Map<string, string>(products.map(({ id, name }) => [id, name]));
  const untimed = shown
    .filter(({ plannedSec }) => plannedSec === 0)
    .map(
      ({ id, productId }): Finding => ({
        ...{ ...aboutNothing, slotId: id, productId, name: names.get(productId) ?? null },
        ...{ code: 'no-duration', level: 'warning', facts: {} },
      }),
    );
  const { startsAt, plannedEndAt } = show;
  if (startsAt === null || plannedEndAt === null) return untimed;
  const hasSec = Math.round((Date.parse(plannedEndAt) - Date.parse(startsAt)) / 1000);
  const needsSec = shown.reduce((sum, { plannedSec }) => sum + plannedSec, 0);
  if (needsSec <= hasSec) return untimed;
  const facts = { overSec: needsSec - hasSec };
  return [...untimed, { ...aboutNothing, code: 'over-plan', level: 'warning', facts }];
}

/** Figures of a drop that cannot be meant. */
export function dropFindings(facts: ChecklistFacts): Finding[] {
  const byId = new Map<string, Product>(facts.products.map((product) => [product.id, product]));
  const dearest = Math.max(0, ...shownProducts(facts).map(({ priceFen }) => priceFen));
  return facts.drops.flatMap((drop) => wrongFigures(drop, byId, dearest));
}

function wrongFigures(drop: Drop, products: ReadonlyMap<string, Product>, dearestFen: number): Finding[] {
  const about = { ...aboutNothing, name: drop.title, dropId: drop.id };
  if (drop.kind === 'coupon') {
    const { amountFen, thresholdFen } = drop;
    if (thresholdFen > 0 && amountFen >= thresholdFen)
      return [{ ...about, code: 'drop-over-threshold', level: 'error', facts: { amountFen, thresholdFen } }];
    if (dearestFen > 0 && thresholdFen > dearestFen)
      return [{ ...about, code: 'drop-unusable', level: 'warning', facts: { thresholdFen, dearestFen } }];
    return [];
  }
  const productId = drop.kind === 'flash-price' || drop.kind === 'gift' ? drop.productId : null;
  const product = productId === null ? null : products.get(productId);
  if (product === undefined) return [{ ...about, code: 'drop-no-product', level: 'error', facts: {} }];
  if (drop.kind !== 'flash-price' || product === null) return [];
  const { priceFen, quota } = drop;
  const found: Finding[] = [];
  if (priceFen >= product.priceFen)
    found.push({
      ...{ ...about, code: 'drop-no-saving', level: 'error' },
      facts: { priceFen, ownFen: product.priceFen },
    });
  if (product.floorFen !== null && priceFen < product.floorFen)
    found.push({
      ...{ ...about, code: 'drop-below-floor', level: 'error' },
      facts: { priceFen, floorFen: product.floorFen },
    });
  if (product.stockDeclared !== null && quota > product.stockDeclared)
    found.push({
      ...{ ...about, code: 'drop-over-stock', level: 'error' },
      facts: { quota, stock: product.stockDeclared },
    });
  return found;
}
