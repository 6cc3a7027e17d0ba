/** What waits for the hub on this console, and what the hub would not take. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { gistSchema } from '../domain/gist.ts';
import { slotIdSchema } from '../sync/ids.ts';

const params = z.record(z.string(), z.union([z.string(), z.number()]));
const byOp = z.object({ opId: z.string() });
const command = <S extends z.ZodType>(input: S) => oc.input(input).output(z.object({}));

/** What became of all that was done while the hub was away. */
export const returnedSchema = z.object({
  /** When the hub was there again; names this summary. */
  at: z.string(),
  awaySince: z.string().nullable(),
  /** Ops that waited: taken by the hub, and refused by it. */
  sent: z.int(),
  refused: z.int(),
  /** Orders to act that were given and not done, and those of which nobody knows. */
  expired: z.int(),
  unanswered: z.int(),
});
export type Returned = z.infer<typeof returnedSchema>;

/** An op of this console as a person reads of it. `by` is who made it; empty where that is not known. */
export const notedOpSchema = gistSchema.extend({
  opId: z.string(),
  name: z.string(),
  at: z.string(),
  by: z.string(),
});
export type NotedOp = z.infer<typeof notedOpSchema>;

export const conflictSchema = notedOpSchema.extend({ code: z.string(), params });
export type Conflict = z.infer<typeof conflictSchema>;

export const outboxContract = {
  outbox: {
    conflicts: oc.output(z.array(conflictSchema)),
    /** What the hub has not confirmed: how much, and the oldest of it. */
    waiting: oc.output(z.object({ total: z.int(), ops: z.array(notedOpSchema).max(200) })),
    /** What a refused op asked for, to begin an edit with; `outbox/not-found` when it is not in the tray. */
    input: oc.input(byOp).output(z.object({ name: z.string(), input: z.unknown() })),
    /**
     * Offers a refused op again, as a new one. A take or a step back goes from what the person sees on air now:
     * what it went from cannot come again. `confirmed`: an edit is meant although the rundown is frozen
     * (`rundown/frozen`).
     */
    retry: command(
      byOp.extend({ onAirSlotId: slotIdSchema.nullable().optional(), confirmed: z.boolean().optional() }),
    ),
    discard: command(byOp),
    /** The person has read the summary of that name. */
    dismissReturn: command(z.object({ at: z.string() })),
  },
};
