import { z } from 'zod';
import { productIdSchema, runIdSchema, slotIdSchema } from '../../sync/ids.ts';
import { isoTimeSchema } from '../show/show.schema.ts';

export const plannedSecSchema = z
  .int()
  .min(0)
  .max(12 * 3600);

const thresholdSecSchema = z.int().min(0).max(3600);
/** Seconds left at which the clock warns and alarms where a slot names no others. */
export const WARN_SEC = 60;
export const DANGER_SEC = 15;

/** One place in a run's rundown. The same product may stand in several slots. */
export const slotSchema = z.object({
  id: slotIdSchema,
  runId: runIdSchema,
  productId: productIdSchema,
  /** Fractional index: slots are sorted by it, then by id. */
  orderKey: z.string().min(1).max(200),
  /** The team's own word for the block, such as 福利款 or 返场. */
  type: z.string().max(40),
  plannedSec: plannedSecSchema,
  state: z.enum(['waiting', 'on-air', 'done', 'skipped']),
  /** First time on air. */
  takenAt: isoTimeSchema.nullable(),
  /** Seconds on air before the current stretch. */
  airedSec: z.number().min(0),
  remark: z.string().max(500),
  /** Starts at this time of its own; null = linked to the end of the slot before. */
  fixedStartAt: isoTimeSchema.nullable().default(null),
  /** Seconds left at which the clock warns, and at which it alarms; null = the house's own. */
  warnSec: thresholdSecSchema.nullable().default(null),
  dangerSec: thresholdSecSchema.nullable().default(null),
  /** Last changed by a person while the run was live, and by whom; null = stands as planned. */
  changedLiveAt: isoTimeSchema.nullable().default(null),
  changedLiveBy: z.string().nullable().default(null),
});
export type Slot = z.infer<typeof slotSchema>;

/** What a person plans of a slot. */
export const slotPlanSchema = z.object({
  plannedSec: plannedSecSchema,
  fixedStartAt: isoTimeSchema.nullable(),
  warnSec: thresholdSecSchema.nullable(),
  dangerSec: thresholdSecSchema.nullable(),
});
