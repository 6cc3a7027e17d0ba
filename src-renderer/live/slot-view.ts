/** What one row of the rundown says, worked out from the rundown, its timing and the live figures. Pure. */
import type { Rundown } from '#shared/contract/desk.ts';
import type { ProductCounter } from '#shared/domain/order/counters.ts';
import { needsSecondPerson, type Product } from '#shared/domain/product/product.schema.ts';
import { inOrder, nextSlot } from '#shared/domain/rundown/rundown.order.ts';
import type { Slot } from '#shared/domain/rundown/slot.schema.ts';

export interface NumberedSlot {
  readonly slot: Slot;
  readonly product: Product;
  /** `01`, `02`, … as the operator types it. */
  readonly number: string;
  readonly at: number;
  /** Pieces of the product that tills hold and have not sold. */
  readonly atTills: number;
}

/** Slots in order with their products and numbers. A slot whose product is not there yet is left out. */
export function numberedSlots({
  slots,
  products,
  atTills,
}: Pick<Rundown, 'slots' | 'products' | 'atTills'>): NumberedSlot[] {
  const byId = new Map<string, Product>(products.map((product) => [product.id, product]));
  return inOrder(slots).flatMap((slot, at) => {
    const product = byId.get(slot.productId);
    if (!product) return [];
    const number = String(at + 1).padStart(2, '0');
    return [{ slot, product, at: at + 1, number, atTills: atTills[product.id] ?? 0 }];
  });
}

export interface TakeView {
  readonly next: NumberedSlot | null;
  /** What a take now may not do: its price needs a second person first. */
  readonly blocked: boolean;
  readonly afterwards: readonly NumberedSlot[];
}

/** What the next plain take takes, and what would come after it. */
export function takeView(rundown: Rundown, numbered: readonly NumberedSlot[]): TakeView {
  if (rundown.run.state === 'ended') return { next: null, blocked: false, afterwards: [] };
  const slot = nextSlot(rundown.run, rundown.slots);
  const next = numbered.find((each) => each.slot.id === slot?.id) ?? null;
  if (!next) return { next: null, blocked: false, afterwards: [] };
  const afterwards = numbered
    .slice(next.at)
    .filter((each) => each.slot.state === 'waiting' && each.slot.id !== next.slot.id)
    .slice(0, 3);
  return { next, blocked: needsSecondPerson(next.product), afterwards };
}

export interface StockView {
  readonly sold: number | null;
  readonly left: number | null;
}

/**
 * What tills have with them is not left for the show.
 * Without a SKU nobody can tell what was sold.
 */
export function stockView(
  { product, atTills }: Pick<NumberedSlot, 'product' | 'atTills'>,
  counter: ProductCounter | undefined,
): StockView {
  const sold = product.sku === null ? null : (counter?.qty ?? 0);
  if (product.stockDeclared === null) return { sold, left: null };
  return { sold, left: product.stockDeclared - (sold ?? 0) - atTills };
}

/** The slot to arm when the armed mark moves by `step` from where it is (or from what comes next). */
export function armStep(
  numbered: readonly NumberedSlot[],
  fromSlotId: string | null,
  step: 1 | -1,
): NumberedSlot | null {
  const waiting = numbered.filter((each) => each.slot.state === 'waiting');
  if (waiting.length === 0) return null;
  const at = waiting.findIndex((each) => each.slot.id === fromSlotId);
  if (at < 0) return waiting[0] ?? null;
  return waiting[Math.min(waiting.length - 1, Math.max(0, at + step))] ?? null;
}
