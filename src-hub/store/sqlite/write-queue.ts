/**
 * The one writer of a database. Writes that arrive in the same turn of the event loop share one transaction, so that
 * a hundred claims cost one sync to disk; each promise resolves only after the commit. `exclusive` work takes its turn
 * in the same queue, and nothing else is written until it has ended.
 */
import type Database from 'better-sqlite3';
import type { Transaction } from 'better-sqlite3';
import { StoreFailure } from '../store-failure.ts';

export interface Writer {
  /** Runs `work` in a transaction and resolves after its commit. What it throws undoes its own writes alone. */
  write<T>(work: () => T): Promise<T>;
}

interface Job {
  run(): void;
  /** Called after the commit, or with the reason why it never came. */
  settle(commitError: Error | null): void;
}

type Turn = { readonly job: Job } | { readonly exclusive: () => Promise<void> };

export class WriteQueue implements Writer {
  readonly #db: Database;
  readonly #onUndone: () => void;
  /** A transaction of its own, or a savepoint where one is open already. */
  readonly #transact: Transaction<[() => void], void>;
  readonly #turns: Turn[] = [];
  #running = false;
  #closed = false;
  #idle: Array<() => void> = [];

  /** `onUndone` is called whenever writes were rolled back, for whoever remembers what is stored. */
  constructor(db: Database, onUndone: () => void) {
    this.#db = db;
    this.#onUndone = onUndone;
    this.#transact = db.transaction((work: () => void) => work());
  }

  /** Writes for use inside `exclusive`, where the turn is already ours. */
  readonly direct: Writer = {
    write: async <T>(work: () => T): Promise<T> => {
      const done: { value: T }[] = [];
      try {
        this.#transact.immediate(() => done.push({ value: work() }));
      } catch (error) {
        this.#onUndone();
        throw error;
      }
      return (done[0] as { value: T }).value;
    },
  };

  write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let outcome: { value: T } | { error: unknown } | null = null;
      this.#enqueue(
        {
          job: {
            run: () => {
              try {
                this.#transact(() => {
                  outcome = { value: work() };
                });
              } catch (error) {
                outcome = { error };
                this.#onUndone();
              }
            },
            settle: (commitError) => {
              if (outcome && 'error' in outcome) reject(outcome.error);
              else if (outcome && !commitError) resolve(outcome.value);
              else reject(commitError);
            },
          },
        },
        reject,
      );
    });
  }

  exclusive<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#enqueue({ exclusive: () => work().then(resolve, reject) }, reject);
    });
  }

  /** Lets everything queued end, then refuses more. */
  async drain(): Promise<void> {
    this.#closed = true;
    if (this.#running) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #enqueue(turn: Turn, reject: (error: Error) => void): void {
    if (this.#closed) {
      reject(new StoreFailure('The store is closed.'));
      return;
    }
    this.#turns.push(turn);
    if (this.#running) return;
    this.#running = true;
    setImmediate(() => void this.#run());
  }

  async #run(): Promise<void> {
    while (this.#turns.length > 0) {
      const [first] = this.#turns;
      if (first && 'exclusive' in first) {
        this.#turns.shift();
        await first.exclusive();
      } else {
        const end = this.#turns.findIndex((turn) => 'exclusive' in turn);
        const group = this.#turns.splice(0, end === -1 ? this.#turns.length : end);
        this.#commit(group.flatMap((turn) => ('job' in turn ? [turn.job] : [])));
      }
      // A turn of the event loop between groups lets what has just arrived join the next commit.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    this.#running = false;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #commit(jobs: readonly Job[]): void {
    let failure: Error | null = null;
    try {
      this.#transact.immediate(() => {
        for (const job of jobs) {
          job.run();
          // A full disk rolls the whole transaction back by itself: then nothing before or after it has happened.
          if (!this.#db.inTransaction)
            throw new StoreFailure('The transaction was rolled back by the database.');
        }
      });
    } catch (error) {
      this.#onUndone();
      failure = error instanceof Error ? error : new Error(String(error));
    }
    for (const job of jobs) job.settle(failure);
  }
}
