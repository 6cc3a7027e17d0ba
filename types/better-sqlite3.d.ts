/** What this project uses of better-sqlite3 13, which brings no types of its own. */
declare module 'better-sqlite3' {
  export type SqlValue = string | number | bigint | Uint8Array | null;
  export interface RunResult {
    readonly changes: number;
    readonly lastInsertRowid: number | bigint;
  }
  export interface Statement<P extends readonly SqlValue[] = readonly SqlValue[], R = unknown> {
    run(...params: P): RunResult;
    get(...params: P): R | undefined;
    all(...params: P): R[];
    iterate(...params: P): IterableIterator<R>;
    /** Rows become their first column. */
    pluck(on?: boolean): this;
    /** Rows become arrays. */
    raw(on?: boolean): this;
  }
  export interface Transaction<A extends readonly unknown[], T> {
    (...args: A): T;
    deferred(...args: A): T;
    immediate(...args: A): T;
    exclusive(...args: A): T;
  }
  export interface Options {
    readonly?: boolean;
    fileMustExist?: boolean;
    /** Milliseconds to wait for another connection's lock. */
    timeout?: number;
    /** Called with each statement before it runs. */
    verbose?: (sql: string) => void;
  }
  export default class Database {
    constructor(filename: string, options?: Options);
    readonly open: boolean;
    readonly inTransaction: boolean;
    readonly name: string;
    prepare<P extends readonly SqlValue[] = readonly SqlValue[], R = unknown>(sql: string): Statement<P, R>;
    /** Nested calls become savepoints. The function may not be asynchronous. */
    transaction<A extends readonly unknown[], T>(work: (...args: A) => T): Transaction<A, T>;
    exec(sql: string): this;
    pragma(source: string, options?: { simple?: boolean }): unknown;
    /** Copies some pages a turn of the event loop; `progress` answers how many next, and ends the copy by throwing. */
    backup(
      destination: string,
      options?: { progress?: (pages: { totalPages: number; remainingPages: number }) => number },
    ): Promise<unknown>;
    close(): this;
  }
  export class SqliteError extends Error {
    readonly code: string;
  }
}
