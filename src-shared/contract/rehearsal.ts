/** The sandbox platform and its scenarios, and what a rehearsal leaves and is rid of. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { runIdSchema, showIdSchema } from '../sync/ids.ts';

/** What the imitated evening is like; see src-hub/connectors/sandbox/scenario.ts. */
export const scenarioSchema = z.enum(['steady', 'spike', 'sell-out', 'refund-wave', 'outage']);
export type Scenario = z.infer<typeof scenarioSchema>;

/** What a scenario is at just now. */
export const scenarioPhaseSchema = z.enum([
  'calm',
  'burst',
  'selling',
  'sold-out',
  'building',
  'refunding',
  'outage',
  'recovering',
]);
export type ScenarioPhase = z.infer<typeof scenarioPhaseSchema>;

export const sandboxSettingSchema = z.object({
  running: z.boolean(),
  /** Multiplies the sandbox's pace; 1 is a mid-size show. */
  pace: z.number().min(0.1).max(50),
  /** The same seed gives the same show. */
  seed: z.int(),
  scenario: scenarioSchema.default('steady'),
  /** What it does is not answered, so that a rehearsal can show what happens then. */
  losesAnswers: z.boolean().default(false),
});
export type SandboxSetting = z.infer<typeof sandboxSettingSchema>;

export const sandboxStateSchema = sandboxSettingSchema.extend({
  phase: scenarioPhaseSchema.nullable(),
  /** Seconds until the phase is over by itself; null where something else ends it. */
  phaseLeftSec: z.int().nullable(),
});
export type SandboxState = z.infer<typeof sandboxStateSchema>;

/** What a show's rehearsals have left, by kind; all of it goes with a reset. */
export const rehearsalLeftSchema = z.object({
  orders: z.int(),
  refunds: z.int(),
  comments: z.int(),
  samples: z.int(),
  claims: z.int(),
  /** Drops that have moved from `planned`. */
  drops: z.int(),
  /** Acts on the sandbox platform: pushes, prices, shelf, stock. */
  acts: z.int(),
  batches: z.int(),
  tickets: z.int(),
  leases: z.int(),
  questions: z.int(),
  /** Marks, notes, promises and whatever else people have noted in a rehearsal. */
  notes: z.int(),
  /** Rundowns copied for a rehearsal, and their slots; a show's own rehearsal keeps its slots, as planned. */
  copies: z.int(),
  /** Rehearsals of their own that have begun or ended: they wait to begin again. */
  runs: z.int(),
  slots: z.int(),
});
export type RehearsalLeft = z.infer<typeof rehearsalLeftSchema>;

const byShow = z.object({ showId: showIdSchema });
const done = z.object({});

export const rehearsalContract = {
  rehearsal: {
    /** A rehearsal of the show's newest run that is none, with a rundown copied from it. */
    prepare: oc.input(byShow).output(z.object({ runId: runIdSchema })),
    /** `hub/away` while the hub is. */
    left: oc.input(byShow).output(rehearsalLeftSchema),
    /** An order to act: `rehearsal/running` while one is on. What a broadcast has brought is never touched. */
    reset: oc.input(byShow).output(done),
  },
  sandbox: {
    set: oc.input(sandboxSettingSchema.extend(byShow.shape)).output(done),
    /** As the hub has it; `hub/away` while it is out of reach. */
    get: oc.input(byShow).output(sandboxStateSchema),
  },
};
