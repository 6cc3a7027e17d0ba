import { z } from 'zod';
import { runIdSchema, showIdSchema } from '../../sync/ids.ts';

/** Shorter than a push's own gap and its read-back makes no sense; longer than an hour is off. */
export const repushSecSchema = z.int().min(10).max(3600);

export const repushSchema = z
  .object({ minSec: repushSecSchema, maxSec: repushSecSchema })
  .refine(({ minSec, maxSec }) => minSec <= maxSec, { path: ['maxSec'] });
export type Repush = z.infer<typeof repushSchema>;

/** How a run pushes; its id is the run's. Where there is none, `defaultPushPolicy` holds. */
export const pushPolicySchema = z.object({
  id: runIdSchema,
  showId: showIdSchema,
  /** A take that reached the hub is pushed at once. */
  onTake: z.boolean(),
  /** While a product stays on air it is pushed again after a random time between the two; null = never. */
  repush: repushSchema.nullable(),
});
export type PushPolicy = z.infer<typeof pushPolicySchema>;

export const defaultPushPolicy = { onTake: true, repush: null } as const;
