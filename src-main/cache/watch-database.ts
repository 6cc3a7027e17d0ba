/** Lets every error of a connection be seen in one place, whoever asked and whatever becomes of it there. */
import type Database from 'better-sqlite3';
import type { SqlValue, Statement, Transaction } from 'better-sqlite3';

/** `onError` is called before the caller gets the error, and must not throw. Answers the same connection. */
export function watchDatabase(db: Database, onError: (error: unknown) => void): Database {
  const told = <A extends readonly unknown[], T>(work: (...args: A) => T) => {
    return (...args: A): T => {
      try {
        return work(...args);
      } catch (error) {
        onError(error);
        throw error;
      }
    };
  };
  function* toldWhileReading<T>(rows: IterableIterator<T>): IterableIterator<T> {
    try {
      yield* rows;
    } catch (error) {
      onError(error);
      throw error;
    }
  }

  const prepare = db.prepare.bind(db);
  db.prepare = <P extends readonly SqlValue[], R>(sql: string) => {
    const statement = told((text: string) => prepare<P, R>(text))(sql);
    const { run, get, all, iterate } = statement;
    const watched: Partial<Statement<P, R>> = {
      run: told(run.bind(statement)),
      get: told(get.bind(statement)),
      all: told(all.bind(statement)),
      iterate: (...params: P) => toldWhileReading(told(iterate.bind(statement))(...params)),
    };
    return Object.assign(statement, watched);
  };
  const transaction = db.transaction.bind(db);
  db.transaction = <A extends readonly unknown[], T>(work: (...args: A) => T): Transaction<A, T> => {
    const { deferred, immediate, exclusive } = transaction(work);
    const modes = { deferred: told(deferred), immediate: told(immediate), exclusive: told(exclusive) };
    return Object.assign(told(transaction(work)), modes);
  };
  db.exec = told(db.exec.bind(db));
  db.pragma = told(db.pragma.bind(db));
  return db;
}
