import { z } from 'zod';
import { groupIdSchema, showIdSchema, signupIdSchema } from '../../sync/ids.ts';
import { deviceIdSchema, deviceNameSchema } from '../lease/lease.schema.ts';
import { isoTimeSchema } from '../show/show.schema.ts';
import { phoneSchema } from './phone.ts';

/** A person who wants into a group, and what they agreed to. A fact: kept encrypted at the hub, never in a document. */
export const signupSchema = z.object({
  id: signupIdSchema,
  showId: showIdSchema,
  name: z.string().trim().min(1).max(60),
  phone: phoneSchema,
  groupId: groupIdSchema.nullable(),
  /** As it stood on the screen that they agreed on. */
  consentText: z.string().max(1000),
  consentAt: isoTimeSchema,
  deviceId: deviceIdSchema,
  deviceName: deviceNameSchema,
  personId: z.string(),
});
export type Signup = z.infer<typeof signupSchema>;

/** A sign-up without what would let somebody call. */
export const maskedSignupSchema = signupSchema
  .pick({ id: true, name: true, groupId: true, deviceName: true })
  .extend({ phone: z.string(), at: z.string() });
export type MaskedSignup = z.infer<typeof maskedSignupSchema>;
