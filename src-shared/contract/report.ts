/** Reports and marks between the screen and the desk. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { markNoteSchema, markSchema } from '../domain/mark/mark.schema.ts';
import { reportSchema, reportSummarySchema } from '../domain/report/report.schema.ts';
import { reportTableNames } from '../domain/report/report-tables.ts';
import { isoTimeSchema, runKindSchema } from '../domain/show/show.schema.ts';
import { markIdSchema, runIdSchema, showIdSchema } from '../sync/ids.ts';

const done = z.object({});
const byTarget = z.object({ showId: showIdSchema, runKind: runKindSchema });

/** `fresh` false: the hub is away, and this is what it last said, at `asOf` by this desk's clock. */
export const keptReportSchema = z.object({ report: reportSchema, asOf: z.string(), fresh: z.boolean() });
export type KeptReport = z.infer<typeof keptReportSchema>;

export const reportContract = {
  report: {
    /** Every show that there is a report of, the newest first; with the hub away, those that this desk has kept. */
    list: oc.output(z.object({ summaries: z.array(reportSummarySchema), fresh: z.boolean() })),
    /** `report/away` when the hub is, and nothing was kept. */
    get: oc.input(byTarget).output(keptReportSchema),
    /** A file's bytes: every table as a workbook, or one as CSV. */
    export: oc
      .input(
        byTarget.extend({
          format: z.enum(['xlsx', 'csv']),
          /** Of a CSV. */
          table: z.enum(reportTableNames).default('products'),
          language: z.enum(['zh', 'en']),
          /** Minutes that the reader's wall clock is ahead of UTC. */
          offsetMin: z.int().min(-900).max(900),
        }),
      )
      .output(z.object({ fileName: z.string(), base64: z.string() })),
  },
  mark: {
    /** In the order of time, also those that the hub has not confirmed. */
    list: oc
      .input(byTarget)
      .output(z.object({ marks: z.array(markSchema), pendingIds: z.array(z.string()) })),
    make: oc
      .input(
        markSchema.pick({ source: true }).extend({
          runId: runIdSchema,
          at: isoTimeSchema.nullable(),
          note: markNoteSchema,
        }),
      )
      .output(z.object({ markId: markIdSchema })),
    note: oc.input(z.object({ markId: markIdSchema, note: markNoteSchema })).output(done),
    remove: oc.input(z.object({ markId: markIdSchema })).output(done),
  },
};
