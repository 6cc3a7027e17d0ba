/** Why a hub could not start, where there are words for it. */
import { SqliteError } from 'better-sqlite3';
import { AppError } from '#shared/contract/errors.ts';

/** Null for trouble of which nothing better can be said than its own message. */
export function asStartError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  const cause = error instanceof Error && error.cause instanceof SqliteError ? error.cause : error;
  if (!(cause instanceof SqliteError)) return null;
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(cause.code)) return new AppError('hub/damaged');
  return /^SQLITE_(FULL|IOERR)/.test(cause.code) ? new AppError('local/disk-full') : null;
}
