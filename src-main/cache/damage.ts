/** How damage to a database file shows itself. */
import { SqliteError } from 'better-sqlite3';

/** A read that the medium refuses is damage too: what it held is lost to this file. */
const DAMAGE = /^SQLITE_(CORRUPT|NOTADB|IOERR_(SHORT_)?READ|IOERR_CORRUPTFS|IOERR_DATA)/;

/** Found by our own checks, where SQLite would go on without a word. */
export class DamagedDatabaseError extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'DamagedDatabaseError';
  }
}

/** True for an error that says the file's content is not what was written. */
export function isDamage(error: unknown): boolean {
  if (error instanceof DamagedDatabaseError) return true;
  return error instanceof SqliteError && DAMAGE.test(error.code);
}
