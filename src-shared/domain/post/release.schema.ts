/** An announcement that may go out by itself once the hub is back, because a person chose so ([SY56]). */
import { z } from 'zod';
import { batchIdSchema, postIdSchema, releaseIdSchema, showIdSchema } from '../../sync/ids.ts';
import { isoTimeSchema, runKindSchema } from '../show/show.schema.ts';

/** No announcement is still meant after so long. */
export const LONGEST_RELEASE_MS = 24 * 3_600_000;

/**
 * A document: what the person wants. What became of it is an effect, the batch of that id, which the hub makes exactly
 * once, also to say that it was too late or that something had changed. No batch: it was not sent.
 */
export const releaseSchema = z.object({
  id: releaseIdSchema,
  showId: showIdSchema,
  postId: postIdSchema,
  runKind: runKindSchema,
  /** The announcement's title as it was. */
  title: z.string(),
  batchId: batchIdSchema,
  /** The fingerprint of the dry run that was seen: nothing else is sent. */
  planHash: z.string().min(1).max(100),
  /** Groups of that dry run: by robot, and by hand. */
  robots: z.int().min(0),
  hands: z.int().min(0),
  /** The latest moment, by the hub's wall clock: a time of day means nothing else here. */
  until: isoTimeSchema,
  /** The console that hands it to the hub, once it has said everything else that it had to say. */
  consoleId: z.string().min(1).max(64),
  releasedAt: isoTimeSchema,
});
export type Release = z.infer<typeof releaseSchema>;
