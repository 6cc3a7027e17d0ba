/** The audit log on both ways: screen–desk and desk–hub. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { auditFilterSchema, auditPageSchema, auditPersonSchema } from '../domain/audit/audit.schema.ts';
import { answerSchema } from './answer.ts';

const ask = z.object({ filter: auditFilterSchema, before: z.int().nullable().default(null) });
/** What a desk does by itself and the hub only writes down. */
export const deskActSchema = z.enum([
  ...(['audit.export', 'report.export', 'signup.export', 'desk.lock', 'desk.unlock'] as const),
]);
const note = z.object({
  name: deskActSchema,
  showId: z.string().max(64).nullable(),
  rows: z.int().nullable(),
});

export const auditRequests = {
  /** Owner and operator. At most 100 entries, latest first. */
  audit: { input: ask, answer: answerSchema(auditPageSchema) },
  /** Who stands in the log, each with each of their devices. */
  auditPeople: { input: z.object({}), answer: answerSchema(z.array(auditPersonSchema)) },
  auditNote: { input: note, answer: answerSchema(z.null()) },
} as const;

export const auditContract = {
  audit: {
    /** `hub/away` while the hub is: the log is the hub's. */
    list: oc.input(ask).output(auditPageSchema),
    people: oc.output(z.array(auditPersonSchema)),
    /** Notes that something was taken along. Best effort: nothing is held up by it. */
    note: oc.input(note).output(z.object({})),
  },
};
