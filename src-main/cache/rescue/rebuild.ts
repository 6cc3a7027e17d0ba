/** A new file out of what can be read of a damaged one. */
import { chmodSync, rmSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { Statement } from 'better-sqlite3';
import { syncFile } from '../durable-files.ts';
import { NewerDatabaseError, openDatabase } from '../open.ts';
import { openPages, type Pages } from '../salvage/pages.ts';
import type { RawRow, Value } from '../salvage/records.ts';
import { type FoundRows, findRows } from '../salvage/tables.ts';
import type { FileKind, Rescue, Row } from './file-kind.ts';
import { type Layout, layoutAt, type TableLayout } from './layout.ts';

/**
 * Reads `damaged` and writes `target`, which is on the disk when this returns. The new file is of the old one's version:
 * its migrations are then those of any other file. Throws `NewerDatabaseError`, or SQLite's error where there is no room;
 * `target` is gone then, and `damaged` untouched in any case. No connection may have `damaged` open.
 */
export function rebuild(damaged: string, target: string, kind: FileKind, at: string): Rescue {
  clear(target);
  const pages = openPages(damaged);
  try {
    const version = versionOf(pages, kind);
    const db = openDatabase(
      target,
      kind.migrations.filter((migration) => migration.version <= version),
    );
    let rescue: Rescue;
    try {
      rescue = db
        .transaction(() => fill(db, pages, kind, layoutAt(kind.migrations, version), at))
        .immediate();
    } finally {
      // The last connection takes its log into the file and removes it.
      db.close();
    }
    chmodSync(target, 0o600);
    syncFile(target);
    return rescue;
  } catch (error) {
    clear(target);
    throw error;
  } finally {
    pages.close();
  }
}

/** Of the header, or, where that is broken, the newest in whose layout something irreplaceable can be read. */
function versionOf(pages: Pages, kind: FileKind): number {
  const known = kind.migrations.map(({ version }) => version);
  const newest = known.at(-1) ?? 0;
  const stated = pages.userVersion;
  if (stated !== null && stated > newest) throw new NewerDatabaseError(stated, newest);
  if (stated !== null && known.includes(stated)) return stated;
  const fits = (version: number) => {
    const layout = layoutAt(kind.migrations, version);
    return Object.keys(kind.irreplaceable).some((table) => read(pages, kind, layout, table).rows.length > 0);
  };
  return known.toReversed().find(fits) ?? newest;
}

/** Rows of one table as far as they can be made out, also of a newer file. No connection may have the file open. */
export function readTable(
  file: string,
  kind: FileKind,
  table: string,
): { rows: readonly Row[]; broken: number } {
  const pages = openPages(file);
  try {
    const newest = kind.migrations.at(-1)?.version ?? 0;
    const version = (pages.userVersion ?? 0) > newest ? newest : versionOf(pages, kind);
    return read(pages, kind, layoutAt(kind.migrations, version), table);
  } finally {
    pages.close();
  }
}

function fill(db: Database, pages: Pages, kind: FileKind, layout: Layout, at: string): Rescue {
  const rescue = { at, rescued: 0, unreadable: 0, complete: true };
  const add = inserter(db);
  for (const [table, { stored }] of layout) {
    const found = read(pages, kind, layout, table);
    const judge = kind.irreplaceable[table];
    let broken = found.broken;
    for (const row of kind.keep(table, found.rows)) {
      const taken = add(table, stored, row);
      const judged = judge?.(row);
      if (judged === 'own') rescue.rescued += taken;
      if (judged === 'broken') broken += taken;
    }
    if (!judge) continue;
    rescue.unreadable += broken;
    rescue.complete &&= found.complete && broken === 0;
  }
  kind.note(db, rescue);
  return rescue;
}

/** Each call answers how many rows it made: one, or none for a row that the table does not take. */
function inserter(db: Database) {
  const statements = new Map<string, Statement<Value[]>>();
  return (table: string, stored: readonly string[], row: Row): number => {
    // A column that was added after the row was written gets its default.
    const given = stored.filter((name) => name in row);
    const names = given.map((name) => `"${name}"`).join(', ');
    const sql = `INSERT OR IGNORE INTO "${table}" (${names}) VALUES (${given.map(() => '?').join(', ')})`;
    const statement = statements.get(sql) ?? db.prepare<Value[]>(sql);
    statements.set(sql, statement);
    return statement.run(...given.map((name) => row[name] ?? null)).changes;
  };
}

interface NamedRows extends Omit<FoundRows, 'rows'> {
  readonly rows: readonly Row[];
}

function read(pages: Pages, kind: FileKind, layout: Layout, table: string): NamedRows {
  const own = layout.get(table);
  if (!own) return { rows: [], complete: true, broken: 0 };
  const search = kind.searched[table];
  const isOne = (row: RawRow) => {
    const named = nameValues(own, row);
    return named !== null && (search?.(named) ?? true);
  };
  const found = findRows(pages, table, isOne, search !== undefined);
  return { ...found, rows: found.rows.map((row) => nameValues(own, row)).filter((row) => row !== null) };
}

/** Null when it cannot be a row of that table. A column added after the row was written is missing at its end. */
function nameValues({ stored, rowidColumn }: TableLayout, { rowid, values }: RawRow): Row | null {
  if (values.length > stored.length || (rowidColumn !== null) !== (rowid !== null)) return null;
  return Object.fromEntries(
    values.map((value, at) => [stored[at] ?? '', stored[at] === rowidColumn ? rowid : value]),
  );
}

function clear(target: string): void {
  for (const part of [target, `${target}-wal`, `${target}-shm`]) rmSync(part, { force: true });
}
