import { z } from 'zod';

/** What is looked at before a show, in the order in which a person reads it. */
export const checkIdSchema = z.enum([
  'rundown',
  'floor',
  'net-price',
  'platform',
  'platform-price',
  'platform-stock',
  'details',
  'timing',
  'drops',
  'approvals',
  'hub',
  'backup',
  'clock',
  'disk',
  'host-view',
]);
export type CheckId = z.infer<typeof checkIdSchema>;
export const checkIds = checkIdSchema.options;
