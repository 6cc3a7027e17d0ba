/** Several shows from one console, and several consoles on one show: who holds the take, and what else is live. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { atConsoleSchema, runKindSchema, runSchema } from '../domain/show/show.schema.ts';
import { runIdSchema, showIdSchema } from '../sync/ids.ts';

export const alarmKindSchema = z.enum(['over-time', 'sold-out', 'low-stock', 'drop-unknown']);
export type AlarmKind = z.infer<typeof alarmKindSchema>;

/** One show that is on now, in a line. */
export const liveBriefSchema = z.object({
  showId: showIdSchema,
  runId: runIdSchema,
  title: z.string(),
  currency: z.string(),
  runKind: runKindSchema,
  startedAt: z.string().nullable(),
  onAir: z
    .object({
      number: z.string(),
      name: z.string(),
      plannedSec: z.number(),
      /** Seconds of the stretches before, and since when it is on air now. */
      airedSec: z.number(),
      since: z.string().nullable(),
    })
    .nullable(),
  holder: runSchema.shape.holder,
  /** Null until the hub has said. */
  netFen: z.int().nullable(),
  /** The figures may be old: the hub is out of reach. */
  stale: z.boolean(),
  alarms: z.array(alarmKindSchema),
});
export type LiveBrief = z.infer<typeof liveBriefSchema>;

const done = z.object({});
const byRun = z.object({ runId: runIdSchema });
const command = <S extends z.ZodType>(input: S) => oc.input(input).output(done);

export const severalContract = {
  several: {
    /** Every show of this session with a run that is on, oldest start first: whole each time, at most once a second. */
    watch: oc.output(eventIterator(z.array(liveBriefSchema))),
  },
  take: {
    hold: command(byRun),
    release: command(byRun),
    offer: command(byRun.extend({ to: atConsoleSchema })),
    accept: command(byRun),
    decline: command(byRun),
    ask: command(byRun),
    settleAsk: command(byRun.extend({ personId: z.string().min(1).max(64) })),
    /** An order to act: `take/present` while the holder is there and this person is no owner, `take/changed`. */
    takeOver: command(byRun.extend({ from: z.string().min(1).max(64) })),
  },
};
