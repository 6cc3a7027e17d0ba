import { z } from 'zod';
import { blockedWordIdSchema } from '../../sync/ids.ts';
import { isoTimeSchema } from '../show/show.schema.ts';
import { LONGEST_PATTERN } from './pattern.ts';

/** A word or a pattern that keeps a comment from the stream. It holds for all shows of the workspace. */
export const blockedWordSchema = z.object({
  id: blockedWordIdSchema,
  kind: z.enum(['word', 'pattern']),
  text: z.string().trim().min(1).max(LONGEST_PATTERN),
  /** Why it is there, in the team's words. */
  note: z.string().trim().max(120),
  addedAt: isoTimeSchema,
  addedBy: z.string(),
});
export type BlockedWord = z.infer<typeof blockedWordSchema>;

/** More patterns than this would cost the hub too much at each comment; words cost next to nothing. */
export const MOST_PATTERNS = 50;
export const MOST_WORDS = 2000;
export const WORDS_AT_ONCE = 500;
