/** The last acts of this console and how they are taken back; and its lock. Between the screen and the desk. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { gistFactsSchema } from '../domain/gist.ts';
import { pinSchema } from './pin.ts';

const done = z.object({});

export const actEntrySchema = z.object({
  actId: z.string(),
  at: z.string(),
  /** The mutation or the order. */
  name: z.string(),
  facts: gistFactsSchema,
  /** `not-true`: it cannot be taken back. `undoing`: it took another one back. */
  state: z.enum(['can', 'undone', 'not-true', 'undoing']),
  /** What is still going on because of it and can be stopped. */
  rest: z.object({ kind: z.enum(['drop', 'batch']), id: z.string() }).nullable(),
});
export type ActEntry = z.infer<typeof actEntrySchema>;

export const lockStateSchema = z.object({
  locked: z.boolean(),
  /** ISO time of this machine; null while it is open. */
  since: z.string().nullable(),
});
export type LockState = z.infer<typeof lockStateSchema>;

export const actsContract = {
  act: {
    /** Since this console was started, latest first. */
    list: oc.output(z.array(actEntrySchema)),
    /** `undo/changed` where somebody has changed it since, `undo/not-found` where it was undone already. */
    undo: oc.input(z.object({ actId: z.string().max(64) })).output(done),
  },
  lock: {
    /** Somebody uses the console; the screens say so every few seconds. */
    touch: oc.output(done),
    /** `pin/not-set` where nobody could unlock it again. */
    now: oc.output(done),
    /** `pin/wrong`, `pin/blocked`: it stays locked. */
    release: oc.input(z.object({ pin: pinSchema })).output(done),
    /**
     * A new PIN for the person whose own was cleared, by the owner elsewhere or at the hub's machine; it unlocks.
     * `pin/exists` where it was not, `hub/away` while the hub is.
     */
    renew: oc.input(z.object({ pin: pinSchema })).output(done),
  },
};
