/**
 * The database itself failed: disk full, locked, closed, damaged. Nothing was recorded and the same may succeed later.
 * Every store throws it for such trouble, and for nothing else; people are told `hub/storage`.
 */
export class StoreFailure extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'StoreFailure';
  }
}
