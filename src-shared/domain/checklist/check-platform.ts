/** Checks against what the platform shows now. */
import type { PlatformOffer } from '../platform/platform.schema.ts';
import type { Product } from '../product/product.schema.ts';
import type { Finding } from './checklist.schema.ts';
import { aboutNothing, aboutProduct, type ChecklistFacts, shownProducts } from './checklist-facts.ts';

const unchecked: Finding = { ...aboutNothing, code: 'unchecked', level: 'warning', facts: {} };

export function platformFindings({ platform, platformWaiting }: ChecklistFacts): Finding[] {
  if (platform === null) return platformWaiting ? [] : [unchecked];
  if (platform.good) return [];
  const facts = { platform: platform.name, reason: platform.reason ?? '' };
  return [{ ...aboutNothing, code: 'platform-bad', level: 'warning', facts }];
}

/** Each product that was asked for, with its offer; what cannot be known is one finding, not one a product. */
function perOffer(
  facts: ChecklistFacts,
  find: (product: Product, offer: PlatformOffer) => Finding[],
): Finding[] {
  const { platform, platformWaiting } = facts;
  if (platform === null) return platformWaiting ? [] : [unchecked];
  const found: Finding[] = [];
  let unknown = 0;
  for (const product of shownProducts(facts)) {
    const offer = platform.offers.get(product.id);
    if (offer === null) unknown += 1;
    else if (offer === undefined) unknown += platformWaiting ? 0 : 1;
    else found.push(...find(product, offer));
  }
  if (unknown > 0)
    found.push({ ...aboutNothing, code: 'price-unknown', level: 'warning', facts: { products: unknown } });
  return found;
}

/** The sheet's price is what the host says: a platform that sells at another one is wrong, whichever way. */
export function priceFindings(facts: ChecklistFacts): Finding[] {
  return perOffer(facts, (product, { priceFen }) =>
    priceFen === product.priceFen
      ? []
      : [
          {
            ...{ ...aboutProduct(product), code: 'price-differs', level: 'error' },
            facts: { sheetFen: product.priceFen, platformFen: priceFen },
          },
        ],
  );
}

/** More on the platform than there is means selling what nobody has; less can be meant. */
export function stockFindings(facts: ChecklistFacts): Finding[] {
  return perOffer(facts, (product, { stock, shelf }) => {
    const found: Finding[] = [];
    const declared = product.stockDeclared;
    if (stock !== null && declared !== null && stock !== declared)
      found.push({
        ...{ ...aboutProduct(product), facts: { declared, stock } },
        ...(stock > declared
          ? ({ code: 'stock-above-declared', level: 'error' } as const)
          : ({ code: 'stock-below-declared', level: 'warning' } as const)),
      });
    if (shelf !== 'on')
      found.push({ ...aboutProduct(product), code: 'shelf-off', level: 'warning', facts: { shelf } });
    return found;
  });
}
