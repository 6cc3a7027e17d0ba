/** Looks through a whole database file, also while another connection works with it. Long for a large one: not for the main loop. */
import Database from 'better-sqlite3';
import { isDamage } from './damage.ts';

/** A damaged file rarely has one fault only; the first few say enough for a log. */
const FAULTS = 5;

/**
 * What is wrong with the file, in SQLite's words; empty when nothing was found. Structure and indexes are checked: a
 * changed byte inside a value is for the digests of documents and the check sums of ops. Throws SQLite's error for a file
 * that cannot be opened for another reason than damage.
 */
export function checkDatabase(file: string): string[] {
  let db: Database | null = null;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    const found = db.prepare<[], string>(`PRAGMA integrity_check(${FAULTS})`).pluck().all();
    return found.filter((line) => line !== 'ok');
  } catch (error) {
    if (isDamage(error) && error instanceof Error) return [error.message];
    throw error;
  } finally {
    db?.close();
  }
}
