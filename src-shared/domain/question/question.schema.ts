import { z } from 'zod';
import { questionIdSchema, showIdSchema } from '../../sync/ids.ts';
import { isoTimeSchema, runKindSchema } from '../show/show.schema.ts';

/** A viewer's question that the desk has put before the host. */
export const questionSchema = z.object({
  id: questionIdSchema,
  showId: showIdSchema,
  runKind: runKindSchema,
  text: z.string().trim().min(1).max(300),
  /** Who asked; empty where the desk wrote it by itself. */
  userName: z.string().max(120),
  state: z.enum(['queued', 'answered']),
  queuedAt: isoTimeSchema,
  queuedBy: z.string(),
  settledAt: isoTimeSchema.nullable(),
});
export type Question = z.infer<typeof questionSchema>;
