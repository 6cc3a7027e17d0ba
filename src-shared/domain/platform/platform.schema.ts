/** What a selling platform (live room, shop backend, mini-program) shows of a show, in the words of every connector. */
import { z } from 'zod';
import { fenSchema } from '../money.ts';

/** `off` is taken off the shelf by a person; `sold-out` stays visible and cannot be bought. */
export const shelfSchema = z.enum(['on', 'off', 'sold-out']);
export type Shelf = z.infer<typeof shelfSchema>;

/** An offer as buyers see it. `stock` null = the platform does not count it. */
export const platformOfferSchema = z.object({
  priceFen: fenSchema,
  shelf: shelfSchema,
  stock: z.int().nullable(),
});
export type PlatformOffer = z.infer<typeof platformOfferSchema>;

/** How an imitated platform misbehaves: see connectors/sandbox/platform.ts. */
export const platformFaultSchema = z.enum(['none', 'loses-answers', 'swallows-pushes', 'outage']);
export type PlatformFault = z.infer<typeof platformFaultSchema>;

/** `unknown` = not asked yet. */
export const platformHealthStateSchema = z.enum(['good', 'bad', 'unknown']);
export type PlatformHealthState = z.infer<typeof platformHealthStateSchema>;
