/** What a buyer is about to buy. Prices are the sheet's as it stands now; the basket holds pieces alone. */
import type { TillProduct, TillSheet } from '#shared/contract/till.ts';
import { MAX_TICKET_LINES } from '#shared/domain/till/ticket.schema.ts';

export interface BasketEntry {
  readonly productId: string;
  readonly qty: number;
}
export type Basket = readonly BasketEntry[];

/** More of one product in one basket is a scanner gone wild. */
const MOST_PIECES = 9999;

export type AddProblem = 'gone' | 'needs-second-person' | 'none-left' | 'too-many-lines' | 'too-many';

/** Pieces that can be sold now: of this till's lease, and with the hub there what it can still lease. Null = any. */
export function sellableNow({ left, free }: Pick<TillProduct, 'left' | 'free'>): number | null {
  return left === null ? null : left + Math.max(0, free ?? 0);
}

export function qtyIn(basket: Basket, productId: string): number {
  return basket.find((entry) => entry.productId === productId)?.qty ?? 0;
}

/** Why one more piece may not go into the basket; null when it may. */
export function addProblem(basket: Basket, product: TillProduct | undefined): AddProblem | null {
  if (!product) return 'gone';
  if (product.needsSecondPerson) return 'needs-second-person';
  const qty = qtyIn(basket, product.productId);
  if (qty === 0 && basket.length >= MAX_TICKET_LINES) return 'too-many-lines';
  if (qty >= MOST_PIECES) return 'too-many';
  const most = sellableNow(product);
  return most !== null && qty >= most ? 'none-left' : null;
}

/** One more piece; a product stands in the basket once, where it was first put. */
export function withOneMore(basket: Basket, productId: string): Basket {
  const known = basket.some((entry) => entry.productId === productId);
  return known
    ? basket.map((entry) => (entry.productId === productId ? { productId, qty: entry.qty + 1 } : entry))
    : [...basket, { productId, qty: 1 }];
}

/** None is taken out. What is more than can be sold is cut to that. */
export function withQty(basket: Basket, product: TillProduct, qty: number): Basket {
  const most = Math.min(MOST_PIECES, sellableNow(product) ?? MOST_PIECES);
  const next = Math.min(Math.max(0, Math.trunc(qty)), most);
  return next === 0
    ? without(basket, product.productId)
    : basket.map((entry) => (entry.productId === product.productId ? { ...entry, qty: next } : entry));
}

export function without(basket: Basket, productId: string): Basket {
  return basket.filter((entry) => entry.productId !== productId);
}

export interface BasketLine {
  readonly product: TillProduct;
  readonly qty: number;
  readonly amountFen: number;
  /** Somebody sold or reclaimed what was counted on, or the price went below its floor. */
  readonly problem: 'none-left' | 'needs-second-person' | null;
}

export interface PricedBasket {
  readonly lines: readonly BasketLine[];
  readonly pieces: number;
  readonly totalFen: number;
  /** Products that have left the sheet since. */
  readonly gone: number;
  readonly canSell: boolean;
}

export function priced(basket: Basket, sheet: Pick<TillSheet, 'products'>): PricedBasket {
  const products = new Map(sheet.products.map((product) => [product.productId as string, product]));
  const lines = basket.flatMap(({ productId, qty }): BasketLine[] => {
    const product = products.get(productId);
    if (!product) return [];
    const most = sellableNow(product);
    const problem = product.needsSecondPerson
      ? 'needs-second-person'
      : most !== null && qty > most
        ? 'none-left'
        : null;
    return [{ product, qty, amountFen: qty * product.priceFen, problem }];
  });
  const gone = basket.length - lines.length;
  return {
    lines,
    pieces: lines.reduce((sum, line) => sum + line.qty, 0),
    totalFen: lines.reduce((sum, line) => sum + line.amountFen, 0),
    gone,
    canSell: lines.length > 0 && gone === 0 && lines.every(({ problem }) => problem === null),
  };
}
