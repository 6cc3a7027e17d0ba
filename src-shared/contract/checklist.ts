/** What the checklist before a show asks the hub, and what it tells the screen. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { checkResultSchema } from '../domain/checklist/checklist.schema.ts';
import { platformHealthStateSchema, platformOfferSchema } from '../domain/platform/platform.schema.ts';
import { runIdSchema } from '../sync/ids.ts';

/** Offers that are asked for at a time: a slow platform shows progress rather than nothing. */
export const CHECK_PAGE = 20;

export const platformCheckSchema = z.object({
  /** `house` = the hub itself. */
  name: z.string(),
  state: platformHealthStateSchema,
  /** Why it is bad, as an error code; null otherwise. */
  reason: z.string().nullable(),
  checkedAt: z.string(),
  /** Null where the platform cannot tell. */
  offers: z.array(z.object({ productId: z.string(), offer: platformOfferSchema.nullable() })),
});
export type PlatformCheck = z.infer<typeof platformCheckSchema>;

export const hubConditionSchema = z.object({
  freeBytes: z.number().nullable(),
  backupAt: z.string().nullable(),
});
export type HubCondition = z.infer<typeof hubConditionSchema>;

/** A checklist as it stands: what is not there yet is among `waiting`. */
export const checklistSchema = z.object({
  runId: z.string(),
  /** This desk's time. */
  checkedAt: z.string(),
  /** Offers of the platform looked at, of how many. */
  done: z.int(),
  total: z.int(),
  complete: z.boolean(),
  results: z.array(checkResultSchema),
});
export type Checklist = z.infer<typeof checklistSchema>;

export const checklistContract = {
  checklist: {
    /** Looks at everything once, as far as it can be reached; each answer says what has been found so far. */
    get: oc.input(z.object({ runId: runIdSchema })).output(checklistSchema),
  },
};
