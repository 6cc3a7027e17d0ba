import { z } from 'zod';
import { groupIdSchema } from '../../sync/ids.ts';

export const groupPlatformSchema = z.enum(['wecom-customer', 'wecom-internal', 'wechat', 'other']);
export type GroupPlatform = z.infer<typeof groupPlatformSchema>;

/** A chat group that announcements go to. Its robot's address is a secret of the hub; here is only whether it has one. */
export const groupSchema = z.object({
  id: groupIdSchema,
  name: z.string().trim().min(1).max(120),
  owner: z.string().max(60),
  platform: groupPlatformSchema,
  size: z.int().min(0).max(1_000_000).nullable(),
  tags: z.array(z.string().min(1).max(60)).max(50),
  brand: z.string().max(60),
  hasRobot: z.boolean(),
});
export type Group = z.infer<typeof groupSchema>;
