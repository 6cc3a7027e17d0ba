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
  if (!mutation.roles.includes(ctx.role)) throw new AppError('auth/role');
  const parsed = mutation.input.safeParse(input);
  if (!parsed.success) throw new AppError('request/invalid', { detail: z.prettifyError(parsed.error) });
  const { tx, batch } = bufferedTx(reader);
  await mutation.run(tx, parsed.data, ctx);
  return batch();
}
