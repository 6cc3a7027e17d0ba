import { z } from 'zod';
import { productIdSchema, showIdSchema } from '../../sync/ids.ts';
import { fenSchema } from '../money.ts';
import { shelfSchema } from '../platform/platform.schema.ts';

/** One show's offer of a shop's product: price, floor and stock hold for this show alone. */
export const productSchema = z.object({
  id: productIdSchema,
  showId: showIdSchema,
  shopId: z.string().min(1).max(60),
  sku: z.string().max(80).nullable(),
  name: z.string().trim().min(1).max(200),
  spec: z.string().max(200),
  listFen: fenSchema.nullable(),
  priceFen: fenSchema,
  floorFen: fenSchema.nullable(),
  /** Pieces declared for the show; null = not tracked. What is left is computed, never stored. */
  stockDeclared: z.int().min(0).max(100_000_000).nullable(),
  commissionBp: z.int().min(0).max(10_000).nullable(),
  /** Gift or mechanism, in the team's words (机制/赠品). */
  mechanics: z.string().max(500),
  points: z.array(z.string().max(300)).max(20),
  /** Who set the current price, and who confirmed it when it lies below the floor. */
  pricedBy: z.string(),
  confirmedBy: z.string().nullable(),
  /** The price that the policy's share counts from: as imported, or as two people have last seen it. Absent = priceFen. */
  anchorFen: fenSchema.optional(),
  /** What the product costs the house; absent or null = not known, so no margin can be told. */
  costFen: fenSchema.nullable().optional(),
  /** Coupons do not count for it (不参与用券). */
  noCoupons: z.boolean().optional(),
  /** How the team wants it on the platform; absent = on the shelf. */
  shelf: shelfSchema.optional(),
});
export type Product = z.infer<typeof productSchema>;

/** A price below its floor may not go live before a second person has confirmed it. */
export function needsSecondPerson(product: Pick<Product, 'floorFen' | 'priceFen' | 'confirmedBy'>): boolean {
  return product.floorFen !== null && product.priceFen < product.floorFen && product.confirmedBy === null;
}
