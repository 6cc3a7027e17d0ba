import { z } from 'zod';
import { groupIdSchema, showIdSchema } from '../../sync/ids.ts';

/** Characters of a picture as a data URL: some 110 KB of PNG. Every console of the team keeps a copy. */
export const MAX_PICTURE_CHARS = 150_000;
/** No SVG: it may carry script, and comes from wherever somebody saved it. */
export const pictureSchema = z
  .string()
  .max(MAX_PICTURE_CHARS)
  .regex(/^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/);

/** A group's code: the picture that WeChat makes, or a text (such as a join link) that is shown as a QR code. */
export const groupCodeSchema = z.discriminatedUnion('as', [
  z.object({ as: z.literal('picture'), picture: pictureSchema }),
  z.object({ as: z.literal('text'), text: z.string().trim().min(1).max(1000) }),
]);

/** What the tills of one show have in common. Its id is the show's. */
export const tillSchema = z.object({
  id: showIdSchema,
  showId: showIdSchema,
  /** Stands before every receipt number. */
  prefix: z
    .string()
    .trim()
    .max(8)
    .regex(/^[\p{L}\p{N}]*$/u),
  /** The payment code that is shown to buyers. */
  payQr: pictureSchema.nullable(),
  /** The group that sign-ups are for. */
  groupId: groupIdSchema.nullable(),
  groupCode: groupCodeSchema.nullable(),
  /** When the group's code stops working, local date `2026-06-18`: WeChat's live seven days. */
  groupCodeUntil: z.iso.date().nullable(),
  /** What a person agrees to who signs up. Kept with each sign-up as it stood then. */
  consentText: z.string().trim().max(1000),
});
export type Till = z.infer<typeof tillSchema>;
