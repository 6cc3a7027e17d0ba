/** The audit log: one entry for everything that a person or a key has asked of the hub, done or refused. Never changed. */
import { z } from 'zod';
import { gistFactsSchema } from '../gist.ts';
import { roleSchema } from '../roles.ts';
import { isoTimeSchema, runKindSchema } from '../show/show.schema.ts';

/** Ops change documents, orders act on the outside; the rest is who came, what was confirmed, and what was taken along. */
export const auditKindSchema = z.enum(['op', 'order', 'pin', 'access', 'export']);
export type AuditKind = z.infer<typeof auditKindSchema>;

/** `asked`: an order of which the hub cannot say what became of it, since it ended in the middle. */
export const auditOutcomeSchema = z.enum(['done', 'refused', 'asked']);
export type AuditOutcome = z.infer<typeof auditOutcomeSchema>;

const auditValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type AuditValue = z.infer<typeof auditValueSchema>;

export const auditFieldSchema = z.object({
  field: z.string(),
  before: auditValueSchema,
  after: auditValueSchema,
});
export type AuditField = z.infer<typeof auditFieldSchema>;

/** What one document was and is. Things that a field names are written by their own names, so that they stay readable. */
export const auditChangeSchema = z.object({
  kind: z.string(),
  id: z.string(),
  name: z.string(),
  was: z.enum(['made', 'changed', 'removed']),
  fields: z.array(auditFieldSchema),
});
export type AuditChange = z.infer<typeof auditChangeSchema>;

export const auditEntrySchema = z.object({
  /** Its place in the log: later ones have higher numbers. */
  entry: z.int(),
  /** The hub's wall clock; and the device's own, null where it said none. */
  at: isoTimeSchema,
  deviceAt: z.string().nullable(),
  personId: z.string(),
  personName: z.string(),
  role: roleSchema,
  deviceId: z.string(),
  deviceName: z.string(),
  kind: auditKindSchema,
  /** The mutation, the order, or what else was done. */
  name: z.string(),
  /** Null where it belongs to neither. */
  mode: runKindSchema.nullable(),
  showId: z.string().nullable(),
  outcome: auditOutcomeSchema,
  /** Why it was refused, as an error code. */
  code: z.string().nullable(),
  facts: gistFactsSchema,
  changes: z.array(auditChangeSchema),
  /** Documents that it changed beyond those listed. */
  more: z.int(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

const some = <S extends z.ZodType>(schema: S) => schema.nullable().default(null);

/** Null = any. */
export const auditFilterSchema = z.object({
  personId: some(z.string().max(64)),
  deviceId: some(z.string().max(64)),
  kind: some(auditKindSchema),
  outcome: some(auditOutcomeSchema),
  mode: some(runKindSchema),
  showId: some(z.string().max(64)),
  /** A document that it is about or has changed: a product, a slot, a drop. */
  aboutId: some(z.string().max(64)),
  from: some(isoTimeSchema),
  until: some(isoTimeSchema),
  /** Words that all stand in its names. */
  text: some(z.string().trim().max(100)),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;

export const auditPageSchema = z.object({
  /** Latest first. */
  entries: z.array(auditEntrySchema),
  /** What to ask on from; null = there is nothing older. */
  before: z.int().nullable(),
  /** How far back this page has looked; null = to the beginning. */
  searchedTo: isoTimeSchema.nullable(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;

export const auditPersonSchema = z.object({
  personId: z.string(),
  personName: z.string(),
  deviceId: z.string(),
  deviceName: z.string(),
});
export type AuditPerson = z.infer<typeof auditPersonSchema>;
