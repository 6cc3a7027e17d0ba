/** Tells trouble of the database from faults of ours: a broken constraint or statement is a bug and stays what it is. */
import { SqliteError } from 'better-sqlite3';
import { StoreFailure } from '../store-failure.ts';

/** Primary result codes that say something about the disk, the file or who else uses it. */
const failures = [
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_PROTOCOL',
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
  'SQLITE_CORRUPT',
  'SQLITE_NOTADB',
  'SQLITE_NOMEM',
  'SQLITE_PERM',
  'SQLITE_INTERRUPT',
];

/** The error as callers of a store may see it. */
export function asStoreError(error: unknown): unknown {
  if (error instanceof SqliteError)
    return failures.some((code) => error.code === code || error.code.startsWith(`${code}_`))
      ? new StoreFailure(error)
      : error;
  // better-sqlite3's own word for a connection that was closed meanwhile.
  if (error instanceof TypeError && error.message.includes('database connection is not open'))
    return new StoreFailure(error);
  return error;
}

/** The same part of a store, with every method's errors as callers may see them. */
export function withStoreErrors<T extends object>(part: T): T {
  const guarded = Object.entries(part).map(([name, method]: [string, unknown]) => [
    name,
    typeof method === 'function' ? guard(method as Method) : method,
  ]);
  return Object.fromEntries(guarded);
}

type Method = (...args: unknown[]) => unknown;

function guard(method: Method): Method {
  return (...args) => {
    try {
      const answer = method(...args);
      if (!(answer instanceof Promise)) return answer;
      return answer.catch((error: unknown) => {
        throw asStoreError(error);
      });
    } catch (error) {
      throw asStoreError(error);
    }
  };
}
