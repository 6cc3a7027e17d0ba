import { z } from 'zod';
import { postIdSchema, productIdSchema, showIdSchema } from '../../sync/ids.ts';
import { isoTimeSchema } from '../show/show.schema.ts';

/** An announcement as written: text with `{{group.name}}`-like variables, and the groups it is meant for. */
export const postSchema = z.object({
  id: postIdSchema,
  showId: showIdSchema,
  title: z.string().max(100),
  text: z.string().max(8000),
  productId: productIdSchema.nullable(),
  /** A group is meant when it carries any of these tags; an empty list means every group. */
  tags: z.array(z.string().max(60)).max(50),
  updatedAt: isoTimeSchema,
});
export type Post = z.infer<typeof postSchema>;
