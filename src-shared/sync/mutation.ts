/**
 * A mutation is a named, checked function over documents. The same function runs at once on the desk and again, with
 * authority, on the hub; so it reads no clock, makes no id and knows nothing but its transaction and context.
 */
import { z } from 'zod';
import { AppError } from '../contract/errors.ts';
import type { Role } from '../domain/roles.ts';
import { bufferedTx } from './buffered-tx.ts';
import type { DocumentReader, DocumentTx, WriteBatch } from './document-store.ts';

export interface MutationContext {
  readonly opId: string;
  readonly personId: string;
  readonly role: Role;
  readonly deviceId: string;
  /** The acting desk's wall clock, ISO 8601 in UTC: shown and used for durations, never for order. */
  readonly at: string;
}

export interface Mutation<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly input: S;
  readonly roles: readonly Role[];
  /** Its input names people or holds secrets: a desk keeps it sealed in its outbox. */
  readonly sensitive?: true;
  /** Of a sensitive input what may lie in the open, as in an export; null where nothing may. */
  masked?(input: unknown): unknown;
  /**
   * What holds for a person who acts now: asked once, on the desk, before there is an op. Neither a later run nor the
   * hub asks it again, so what only may change, such as a price, never undoes what a person has already done. Throws
   * `AppError`.
   */
  admit?(reader: DocumentReader, input: z.output<S>, ctx: MutationContext): Promise<void>;
  run(tx: DocumentTx, input: z.output<S>, ctx: MutationContext): Promise<void>;
}

export function defineMutation<S extends z.ZodType>(mutation: Mutation<S>): Mutation<S> {
  return mutation;
}

/** Checks role and input, runs the mutation and answers what it would write. Throws `AppError`; writes nothing itself. */
export async function runMutation(
  mutation: Mutation,
  reader: DocumentReader,
  input: unknown,
  ctx: MutationContext,
): Promise<WriteBatch> {
  return runChecked(mutation, reader, checkedInput(mutation, input, ctx), ctx);
}

/** As `runMutation`, for a person who acts now: asks `admit` first. */
export async function runNewMutation(
  mutation: Mutation,
  reader: DocumentReader,
  input: unknown,
  ctx: MutationContext,
): Promise<WriteBatch> {
  const checked = checkedInput(mutation, input, ctx);
  await mutation.admit?.(reader, checked, ctx);
  return runChecked(mutation, reader, checked, ctx);
}

function checkedInput(mutation: Mutation, input: unknown, ctx: MutationContext): unknown {
  if (!mutation.roles.includes(ctx.role)) throw new AppError('auth/role');
  const parsed = mutation.input.safeParse(input);
  if (!parsed.success) throw new AppError('request/invalid', { detail: z.prettifyError(parsed.error) });
  return parsed.data;
}

async function runChecked(
  mutation: Mutation,
  reader: DocumentReader,
  input: unknown,
  ctx: MutationContext,
): Promise<WriteBatch> {
  const { tx, batch } = bufferedTx(reader);
  await mutation.run(tx, input, ctx);
  return batch();
}
