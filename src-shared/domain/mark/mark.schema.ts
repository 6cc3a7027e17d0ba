import { z } from 'zod';
import { markIdSchema, productIdSchema, runIdSchema, showIdSchema, slotIdSchema } from '../../sync/ids.ts';
import { isoTimeSchema, runKindSchema } from '../show/show.schema.ts';

export const markNoteSchema = z.string().trim().max(200);

/** A moment of a broadcast that somebody wants to find again: where a clip is cut from. */
export const markSchema = z.object({
  id: markIdSchema,
  showId: showIdSchema,
  runKind: runKindSchema,
  runId: runIdSchema,
  /** The moment itself, by the clock of the console that made it. */
  at: isoTimeSchema,
  /** Pressed while it happened, or kept afterwards from a minute that sold far more than usual. */
  source: z.enum(['key', 'spike']),
  note: markNoteSchema,
  /** What was on air; null where nothing was, or where the report says it better. */
  slotId: slotIdSchema.nullable(),
  productId: productIdSchema.nullable(),
  markedBy: z.string(),
});
export type Mark = z.infer<typeof markSchema>;
