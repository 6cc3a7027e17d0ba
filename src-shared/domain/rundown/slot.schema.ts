import { z } from 'zod';
import { productIdSchema, runIdSchema, slotIdSchema } from '../../sync/ids.ts';
import { isoTimeSchema } from '../show/show.schema.ts';

export const plannedSecSchema = z
  .int()
  .min(0)
  .max(12 * 3600);

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
});
export type Slot = z.infer<typeof slotSchema>;
