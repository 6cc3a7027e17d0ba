/** What makes one kind of the desk's files: its tables, and what of a damaged one is worth taking along. */
import type Database from 'better-sqlite3';
import type { Migration } from '../open.ts';
import type { Value } from '../salvage/records.ts';

export type Row = Readonly<Record<string, Value>>;

export interface FileKind {
  readonly migrations: readonly Migration[];
  /** Tables whose every page is looked through before the file is worked with; they are small. */
  readonly checkedAtOpen: readonly string[];
  /** Where a table's tree is broken, rows that are told by their content are searched for in the whole file. */
  readonly searched: Readonly<Record<string, (row: Row) => boolean>>;
  /**
   * Tables that hold what nobody can give again: whether anything is lost is about these. A row of theirs is `broken` when
   * it is not as it was written, and `spare` when it is, but is known elsewhere too.
   */
  readonly irreplaceable: Readonly<Record<string, (row: Row) => 'own' | 'spare' | 'broken'>>;
  /** A table's rows as they stand in the new file. */
  keep(table: string, rows: readonly Row[]): readonly Row[];
  /** Writes down in the new file what happened, in the transaction that fills it. */
  note(db: Database, rescue: Rescue): void;
}

export interface Rescue {
  /** ISO time. */
  readonly at: string;
  /** Rows of the irreplaceable tables that were taken along as they were written, without the spare ones. */
  readonly rescued: number;
  /** Rows of those that are known to have been there and are broken; more may be where nothing can be known. */
  readonly unreadable: number;
  /** True when those tables could be read from end to end: nothing is lost. */
  readonly complete: boolean;
}
