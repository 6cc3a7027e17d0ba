/** How a run pushes, and what a person does about a push: part of the desk's contract. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { actIdSchema } from '../domain/platform/act.schema.ts';
import { pushPolicySchema } from '../domain/platform/push-policy.schema.ts';
import { runIdSchema, slotIdSchema } from '../sync/ids.ts';

const done = z.object({});
const byRun = z.object({ runId: runIdSchema });
const byAct = z.object({ actId: actIdSchema });

export const pushStateSchema = z.object({
  policy: pushPolicySchema.pick({ onTake: true, repush: true }),
  /** Whether the policy has changes that the hub has not confirmed. */
  pending: z.boolean(),
  /** Why this console sent no push for what it took last, as an error code; null where it did, or took nothing. */
  unsent: z.object({ slotId: slotIdSchema, code: z.string() }).nullable(),
});
export type PushState = z.infer<typeof pushStateSchema>;

export const pushContract = {
  push: {
    state: oc.input(byRun).output(pushStateSchema),
    set: oc
      .input(byRun.extend(pushPolicySchema.pick({ onTake: true, repush: true }).partial().shape))
      .output(done),
    /** Orders to act: they reach the hub within seconds or expire (`effect/expired`). */
    again: oc.input(byRun.extend({ slotId: slotIdSchema })).output(done),
    /** Looks again; `act/cannot-tell` when the platform cannot say. */
    ask: oc.input(byAct).output(done),
    /** A person has done it at the platform's own desk, or has seen there that it is not done. */
    settle: oc.input(byAct.extend({ done: z.boolean() })).output(done),
  },
};
