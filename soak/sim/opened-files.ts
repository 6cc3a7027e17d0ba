/**
 * Which databases a program has open, so that its death can take them away: a program that crashed writes nothing more,
 * however far its code still runs.
 */
import Database from 'better-sqlite3';

type Pragma = typeof Database.prototype.pragma;

let opening: Set<Database> | null = null;
const pragma: Pragma = Database.prototype.pragma;
// Every one of our files is set to WAL when it is opened, by whichever code opens it.
Database.prototype.pragma = function noted(this: Database, ...args: Parameters<Pragma>) {
  opening?.add(this);
  return pragma.apply(this, args);
};

/** Answers what `work` opens, which it does synchronously, beside its result. */
export function openedBy<T>(work: () => T): { result: T; crash: () => void } {
  const opened = new Set<Database>();
  const before = opening;
  opening = opened;
  try {
    const result = work();
    return {
      result,
      crash: () => {
        for (const db of opened) if (db.open) db.close();
      },
    };
  } finally {
    opening = before;
  }
}
