import { z } from 'zod';
import { cannedReplyIdSchema } from '../../sync/ids.ts';
import { isoTimeSchema } from '../show/show.schema.ts';

/** What platforms take as one comment. */
export const MOST_REPLY_CHARS = 200;
export const replyTextSchema = z.string().trim().min(1).max(MOST_REPLY_CHARS);

/** An answer kept ready, with variables such as `{昵称}`; for all shows of the workspace. */
export const cannedReplySchema = z.object({
  id: cannedReplyIdSchema,
  title: z.string().trim().min(1).max(40),
  text: replyTextSchema,
  updatedAt: isoTimeSchema,
});
export type CannedReply = z.infer<typeof cannedReplySchema>;
export const MOST_CANNED = 200;
