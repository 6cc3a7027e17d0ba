import { z } from 'zod';
import { runIdSchema, showIdSchema, slotIdSchema } from '../../sync/ids.ts';
import { checkIdSchema } from '../checklist/check-id.ts';
import { currencySchema, fenSchema } from '../money.ts';

export const isoTimeSchema = z.iso.datetime({ offset: true });

/** One broadcast as planned: everything else hangs below it. */
export const showSchema = z.object({
  id: showIdSchema,
  title: z.string().trim().min(1).max(200),
  currency: currencySchema,
  startsAt: isoTimeSchema.nullable(),
  plannedEndAt: isoTimeSchema.nullable(),
  targetFen: fenSchema.nullable(),
  hostName: z.string().max(60),
  createdAt: isoTimeSchema,
});
export type Show = z.infer<typeof showSchema>;

/** Facts and effects belong to a run of one kind, so that rehearsal never leaks into real figures. */
export const runKindSchema = z.enum(['live', 'rehearsal']);
export type RunKind = z.infer<typeof runKindSchema>;

/** A console as others are told of it: who sits there, and the machine's own name (null where it never said one). */
export const atConsoleSchema = z.object({
  personId: z.string().min(1).max(64),
  personName: z.string().max(60),
  deviceId: z.string().max(64),
  deviceName: z.string().max(100).nullable(),
});
export type AtConsole = z.infer<typeof atConsoleSchema>;
export const MOST_ASKS = 10;

export const runSchema = z.object({
  id: runIdSchema,
  showId: showIdSchema,
  kind: runKindSchema,
  state: z.enum(['planned', 'live', 'ended']),
  startedAt: isoTimeSchema.nullable(),
  endedAt: isoTimeSchema.nullable(),
  onAirSlotId: slotIdSchema.nullable(),
  onAirSince: isoTimeSchema.nullable(),
  armedSlotId: slotIdSchema.nullable(),
  /** What was on air before, oldest first, for "back"; capped. */
  previousSlotIds: z.array(slotIdSchema).max(50),
  /** While frozen, an edit of the rundown has to be confirmed; takes go on as they are. */
  frozenAt: isoTimeSchema.nullable().default(null),
  /** Warnings of the checklist that a person accepted to start a live run, with the reason they typed. */
  startChecks: z
    .object({ warnings: z.array(checkIdSchema).max(30), reason: z.string().max(300) })
    .nullable()
    .default(null),
  /** Who holds the take: nobody else takes. Null = anybody may. `takenFrom`: whom it was taken over from. */
  holder: atConsoleSchema
    .extend({ since: isoTimeSchema, takenFrom: z.string().nullable() })
    .nullable()
    .default(null),
  /** Whom its holder has offered it to. */
  offeredTo: atConsoleSchema.extend({ at: isoTimeSchema }).nullable().default(null),
  /** Who has asked its holder for it, oldest first. */
  takeAsks: z
    .array(atConsoleSchema.extend({ at: isoTimeSchema }))
    .max(MOST_ASKS)
    .default([]),
  /** A rehearsal's rundown that was copied from this run's; null = its own. */
  copyOf: runIdSchema.nullable().default(null),
  createdAt: isoTimeSchema,
});
export type Run = z.infer<typeof runSchema>;
