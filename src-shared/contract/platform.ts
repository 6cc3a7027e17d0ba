/** Which platform live shows act on: what the owner says of it, to the hub at once and never kept on a console. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { platformHealthStateSchema } from '../domain/platform/platform.schema.ts';
import { answerSchema } from './answer.ts';

export const shopAccessSchema = z.object({
  url: z.string().trim().min(1).max(500),
  /** Sent with every call as `Authorization: Bearer`; the hub keeps it and tells nobody. */
  secret: z.string().trim().min(8).max(500),
});

export const platformSettingSchema = z.object({
  /** The shop backend's host; null = the hub itself, which mini-programs read by REST. */
  host: z.string().nullable(),
  health: platformHealthStateSchema,
  /** Why it is not well, as an error code. */
  reason: z.string().nullable(),
});
export type PlatformSetting = z.infer<typeof platformSettingSchema>;

/** Requests of a desk to its hub. */
export const platformRequests = {
  platform: { input: z.object({}), answer: answerSchema(platformSettingSchema) },
  /** Owners; null = the hub itself again. Answers how the named one is. Throws `platform/address`. */
  setPlatform: {
    input: z.object({ shop: shopAccessSchema.nullable() }),
    answer: answerSchema(platformSettingSchema),
  },
} as const;

export const platformContract = {
  platform: {
    /** Asked of the hub now; `hub/away` without it. */
    get: oc.output(platformSettingSchema),
    set: oc.input(z.object({ shop: shopAccessSchema.nullable() })).output(platformSettingSchema),
  },
};
