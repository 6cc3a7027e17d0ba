/** Errors on their way to the screen: a stable code with its parameters, never a stack, SQL or path. */
import { ORPCError } from '@orpc/server';
import { z } from 'zod';
import { AppError, errorTable } from '#shared/contract/errors.ts';
import { SheetError } from '#shared/domain/sheet/sheet-error.ts';
import { isDamage } from '../cache/damage.ts';
import { isDiskFull } from '../cache/disk-space.ts';
import type { DeskLog } from './ports.ts';

export function toDeskError(
  error: unknown,
  log: DeskLog,
): ORPCError<string, { params: Record<string, string | number> }> {
  if (error instanceof AppError) {
    const { status } = errorTable[error.code];
    return new ORPCError(error.code, {
      status,
      message: error.message,
      data: { params: { ...error.params } },
    });
  }
  if (error instanceof SheetError) {
    return new ORPCError(error.code, {
      status: 400,
      message: error.code,
      data: { params: { ...error.params } },
    });
  }
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    return toDeskError(new AppError('request/invalid', { detail: detailOf(error) }), log);
  }
  if (isDiskFull(error)) return toDeskError(new AppError('local/disk-full'), log);
  log.error('a request of the screen failed', error);
  if (isDamage(error)) return toDeskError(new AppError('local/damaged'), log);
  return toDeskError(new AppError('app/unexpected'), log);
}

const issuesSchema = z.object({
  issues: z.array(
    z.object({ path: z.array(z.union([z.string(), z.number()])).default([]), message: z.string() }),
  ),
});

/** What the contract's check found, field by field; oRPC's own message names none. */
function detailOf(error: ORPCError<string, unknown>): string {
  const found = issuesSchema.safeParse(error.data);
  if (!found.success) return error.message;
  return found.data.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}
