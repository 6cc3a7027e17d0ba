/** Promises of the host, and shifts handed over, between the screen and the desk. Both are documents: they work offline. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { handoverSchema } from '../domain/handover/handover.schema.ts';
import { promiseSchema, promiseWordsSchema } from '../domain/promise/promise.schema.ts';
import { runKindSchema } from '../domain/show/show.schema.ts';
import { handoverIdSchema, promiseIdSchema, showIdSchema } from '../sync/ids.ts';

const done = z.object({});
const byShow = z.object({ showId: showIdSchema, runKind: runKindSchema });
const byPromise = z.object({ promiseId: promiseIdSchema });
const byHandover = z.object({ handoverId: handoverIdSchema });

/** `mine`: made by the person at this console; `forMe`: it may be acknowledged here. */
export const handoverEntrySchema = handoverSchema.extend({
  pending: z.boolean(),
  mine: z.boolean(),
  forMe: z.boolean(),
});
export type HandoverEntry = z.infer<typeof handoverEntrySchema>;
export const promiseEntrySchema = promiseSchema.extend({ pending: z.boolean() });
export type PromiseEntry = z.infer<typeof promiseEntrySchema>;

export const promiseContract = {
  promise: {
    /** Open ones first. */
    list: oc.input(byShow).output(z.array(promiseEntrySchema)),
    /** The time since the run began is the desk's own. */
    note: oc.input(byShow.extend(promiseWordsSchema.shape)).output(byPromise),
    edit: oc
      .input(
        byPromise.extend(
          promiseWordsSchema.extend(promiseSchema.pick({ owner: true, dueAt: true }).shape).partial().shape,
        ),
      )
      .output(done),
    settle: oc.input(byPromise.extend(promiseSchema.pick({ state: true, note: true }).shape)).output(done),
  },
  handover: {
    /** Latest first. */
    list: oc.input(byShow).output(z.array(handoverEntrySchema)),
    offer: oc
      .input(byShow.extend(handoverSchema.pick({ toId: true, toName: true, note: true, counts: true }).shape))
      .output(byHandover),
    acknowledge: oc.input(byHandover).output(done),
    withdraw: oc.input(byHandover).output(done),
  },
};
