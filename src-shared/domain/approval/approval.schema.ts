/** A price change that one person alone may not make, waiting for a second one. The price stays as it is meanwhile. */
import { z } from 'zod';
import { productIdSchema, showIdSchema } from '../../sync/ids.ts';
import { fenSchema } from '../money.ts';
import { isoTimeSchema } from '../show/show.schema.ts';

/** That of the op which asked for it. */
export const approvalIdSchema = z.string().min(1).max(64);

export const approvalReasonSchema = z.enum([
  'below-floor',
  /** Moved by more than the policy's share. */
  'beyond-share',
  /** The floor itself is lowered or taken away. */
  'floor-lowered',
  'below-margin',
]);
export type ApprovalReason = z.infer<typeof approvalReasonSchema>;

/** `outdated`: price or floor was changed another way since. `withdrawn`: by who asked. */
export const approvalStateSchema = z.enum(['waiting', 'confirmed', 'refused', 'withdrawn', 'outdated']);
export type ApprovalState = z.infer<typeof approvalStateSchema>;

/** A request that stands longer has missed the moment it was meant for: shown as expired, and confirmed only on purpose. */
export const APPROVAL_TTL_MS = 30 * 60_000;

export const approvalSchema = z.object({
  id: approvalIdSchema,
  showId: showIdSchema,
  productId: productIdSchema,
  /** Price and floor as they were, and as they shall be. */
  fromPriceFen: fenSchema,
  fromFloorFen: fenSchema.nullable(),
  priceFen: fenSchema,
  floorFen: fenSchema.nullable(),
  reasons: z.array(approvalReasonSchema).min(1),
  state: approvalStateSchema,
  askedBy: z.string(),
  /** As that console names its person: for showing, never for judging. */
  askedName: z.string().max(60),
  askedAt: isoTimeSchema,
  settledBy: z.string().nullable(),
  settledAt: isoTimeSchema.nullable(),
});
export type Approval = z.infer<typeof approvalSchema>;

/** By the wall clock of whoever looks: for showing, never for judging. */
export function approvalExpired({ askedAt }: Pick<Approval, 'askedAt'>, nowMs: number): boolean {
  return nowMs - Date.parse(askedAt) > APPROVAL_TTL_MS;
}
