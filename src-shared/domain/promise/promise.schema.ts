import { z } from 'zod';
import { productIdSchema, promiseIdSchema, showIdSchema } from '../../sync/ids.ts';
import { isoTimeSchema, runKindSchema } from '../show/show.schema.ts';

export const promiseKindSchema = z.enum(['gift', 'refund', 'winner', 'other']);
export type PromiseKind = z.infer<typeof promiseKindSchema>;

/** Who sees to it: somebody of the team, or a name that has no console. */
export const promiseOwnerSchema = z.object({
  personId: z.string().max(64).nullable(),
  name: z.string().trim().min(1).max(60),
});

/** What the host said would happen: during the show one line, afterwards a task. */
export const promiseSchema = z.object({
  id: promiseIdSchema,
  showId: showIdSchema,
  runKind: runKindSchema,
  kind: promiseKindSchema,
  text: z.string().trim().min(1).max(200),
  /** To whom; empty where it was to everybody. */
  buyerName: z.string().trim().max(60),
  buyerId: z.string().trim().max(64),
  productId: productIdSchema.nullable(),
  /** Seconds since the run began; null = before it did. */
  sinceSec: z.int().min(0).nullable(),
  madeAt: isoTimeSchema,
  madeBy: z.string(),
  owner: promiseOwnerSchema.nullable(),
  dueAt: isoTimeSchema.nullable(),
  state: z.enum(['open', 'done', 'dropped']),
  /** What became of it, in the owner's words. */
  note: z.string().trim().max(300),
  settledAt: isoTimeSchema.nullable(),
  settledBy: z.string().nullable(),
});
export type HostPromise = z.infer<typeof promiseSchema>;

/** What a person writes down; the rest comes from the moment. */
export const promiseWordsSchema = promiseSchema.pick({
  kind: true,
  text: true,
  buyerName: true,
  buyerId: true,
  productId: true,
});
