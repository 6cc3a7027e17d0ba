/** What the checks look at, and how a finding says what it is about. */
import type { Drop } from '../drop/drop.schema.ts';
import type { PlatformOffer } from '../platform/platform.schema.ts';
import type { Product } from '../product/product.schema.ts';
import type { Slot } from '../rundown/slot.schema.ts';
import type { Run, Show } from '../show/show.schema.ts';

export interface ChecklistFacts {
  readonly show: Show;
  readonly run: Run;
  readonly slots: readonly Slot[];
  readonly products: readonly Product[];
  /** Of the run's kind. */
  readonly drops: readonly Drop[];
  /** What the platform said; null where it could not be asked. */
  readonly platform: PlatformFacts | null;
  /** It is still being asked. */
  readonly platformWaiting: boolean;
  readonly hub: {
    readonly online: boolean;
    /** An error code of why it takes nothing, though it is there. */
    readonly trouble: string | null;
    /** The console's own, on this machine. */
    readonly own: boolean;
    readonly skewMs: number | null;
    /** Null while it is not known. */
    readonly condition: { readonly freeBytes: number | null; readonly backupAt: string | null } | null;
  };
  /** Ids of documents with changes that the hub has not confirmed. */
  readonly pendingIds: readonly string[];
  /** Operations that the hub has refused and nobody has looked at. */
  readonly refusedCount: number;
  readonly deskFreeBytes: number | null;
  readonly host: { readonly open: boolean; readonly viewers: number };
  readonly nowMs: number;
}

export interface PlatformFacts {
  readonly name: string;
  readonly good: boolean;
  readonly reason: string | null;
  /** By product; null where the platform cannot tell, absent where it was not asked yet. */
  readonly offers: ReadonlyMap<string, PlatformOffer | null>;
}

export const aboutNothing = { name: null, slotId: null, productId: null, dropId: null } as const;

export function aboutProduct(product: Pick<Product, 'id' | 'name'> | null) {
  return { ...aboutNothing, name: product?.name ?? null, productId: product?.id ?? null };
}

/** Products that this run means to show, each once, in the order of its slots. */
export function shownProducts({ slots, products }: Pick<ChecklistFacts, 'slots' | 'products'>): Product[] {
  const wanted = new Set<string>(
    slots.filter(({ state }) => state !== 'skipped').map(({ productId }) => productId),
  );
  return products.filter(({ id }) => wanted.has(id));
}
