import { z } from 'zod';
import { productIdSchema, runIdSchema, showIdSchema, slotIdSchema } from '../../sync/ids.ts';
import { fenSchema } from '../money.ts';
import { isoTimeSchema, runKindSchema } from '../show/show.schema.ts';
import { actStateSchema } from './act.states.ts';
import { platformHealthStateSchema, shelfSchema } from './platform.schema.ts';

export const actIdSchema = z.string().min(1).max(64);

export const actKindSchema = z.enum(['push', 'price', 'shelf', 'stock']);
export type ActKind = z.infer<typeof actKindSchema>;

/** What is changed of an offer: the one field that its kind names, the others null. All null for a push. */
export const actChangeSchema = z.object({
  priceFen: fenSchema.nullable(),
  shelf: shelfSchema.nullable(),
  /** Pieces added (or, below zero, taken away). */
  stockDelta: z.int().min(-1_000_000).max(1_000_000).nullable(),
});
export type ActChange = z.infer<typeof actChangeSchema>;

export const noChange: ActChange = { priceFen: null, shelf: null, stockDelta: null };

/** `take` follows a take by itself, `again` was asked for, `repush` is the hub's own; `order` is anything but a push. */
export const actOriginSchema = z.enum(['take', 'again', 'repush', 'order']);
export type ActOrigin = z.infer<typeof actOriginSchema>;

/** Something done on a platform, as it stands at the hub. */
export const platformActSchema = z.object({
  actId: actIdSchema,
  showId: showIdSchema,
  runKind: runKindSchema,
  /** Null for what no run asked for. */
  runId: runIdSchema.nullable(),
  kind: actKindSchema,
  productId: productIdSchema,
  /** The slot that a push is for. */
  slotId: slotIdSchema.nullable(),
  change: actChangeSchema,
  origin: actOriginSchema,
  state: actStateSchema,
  /** Counts every move. */
  revision: z.int(),
  /** Who ordered it; null = the hub by itself. */
  orderedBy: z.string().nullable(),
  orderedAt: isoTimeSchema,
  sentAt: isoTimeSchema.nullable(),
  /** When it came to the state that it is in. */
  movedAt: isoTimeSchema,
  /** Why it is not shown, as an error code; null otherwise. */
  reason: z.string().nullable(),
  /** What the platform itself said with a refusal, shortened; null otherwise. */
  detail: z.string().max(200).nullable(),
});
export type PlatformAct = z.infer<typeof platformActSchema>;

/** When a product on air is pushed again by itself, by the hub's wall clock. */
export const nextRepushSchema = z.object({ runId: runIdSchema, slotId: slotIdSchema, at: isoTimeSchema });
export type NextRepush = z.infer<typeof nextRepushSchema>;

/** The platform that a show's run acts on, and how it is. */
export const platformStatusSchema = z.object({
  /** `house` = the hub itself, `sandbox`, or the host of a shop backend. */
  name: z.string(),
  health: platformHealthStateSchema,
  /** Why it is bad, as an error code; null otherwise. */
  reason: z.string().nullable(),
  /** Since when it is so, by the hub; null = not asked yet. */
  since: isoTimeSchema.nullable(),
  repushes: z.array(nextRepushSchema),
});
export type PlatformStatus = z.infer<typeof platformStatusSchema>;
