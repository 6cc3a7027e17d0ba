import { z } from 'zod';
import { handoverIdSchema, showIdSchema } from '../../sync/ids.ts';
import { isoTimeSchema, runKindSchema } from '../show/show.schema.ts';

/** What was open when a shift ended, as it was seen then. */
export const handoverCountsSchema = z.object({
  drops: z.int().min(0),
  unknown: z.int().min(0),
  promises: z.int().min(0),
  stock: z.int().min(0),
  questions: z.int().min(0),
  conflicts: z.int().min(0),
});
export type HandoverCounts = z.infer<typeof handoverCountsSchema>;

/** One person's shift given to the next: both names and both times, and what was said. */
export const handoverSchema = z.object({
  id: handoverIdSchema,
  showId: showIdSchema,
  runKind: runKindSchema,
  byId: z.string(),
  byName: z.string().max(60),
  /** To whom; null = whoever takes over. */
  toId: z.string().max(64).nullable(),
  toName: z.string().trim().max(60),
  note: z.string().trim().max(1000),
  counts: handoverCountsSchema,
  at: isoTimeSchema,
  state: z.enum(['offered', 'acknowledged', 'withdrawn']),
  endedAt: isoTimeSchema.nullable(),
  endedById: z.string().nullable(),
  endedByName: z.string().max(60).nullable(),
});
export type Handover = z.infer<typeof handoverSchema>;
