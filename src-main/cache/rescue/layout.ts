/** What a file of ours looks like at a version: found by making one in memory, so that it cannot drift apart. */
import Database from 'better-sqlite3';
import { DamagedDatabaseError } from '../damage.ts';
import type { Migration } from '../open.ts';

export interface TableLayout {
  /** Columns in the order in which a record of the file holds them. */
  readonly stored: readonly string[];
  /** The column that is the rowid itself and stands empty in records; null where there is none. */
  readonly rowidColumn: string | null;
}
export type Layout = ReadonlyMap<string, TableLayout>;

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
}

export function layoutAt(migrations: readonly Migration[], version: number): Layout {
  return modelAt(migrations, version).layout;
}

/** Throws `DamagedDatabaseError` where the file lacks what one of its version has. A newer version is not judged. */
export function checkLayout(db: Database, migrations: readonly Migration[]): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  const known = migrations.map((migration) => migration.version);
  if (version > (known.at(-1) ?? 0)) return;
  const actual = shapeOf(db);
  if (version === 0 ? actual.size > 0 : !known.includes(version))
    throw new DamagedDatabaseError(`version ${version} does not fit what is in the file`);
  for (const part of modelAt(migrations, version).shape) {
    if (!actual.has(part)) throw new DamagedDatabaseError(`the file lacks ${part}`);
  }
}

/** Names and columns, not the text of statements: later versions of SQLite may word those otherwise. */
function shapeOf(db: Database): Set<string> {
  const indexes = db
    .prepare<[], string>(
      `SELECT 'index ' || name || ' of ' || tbl_name FROM sqlite_schema WHERE type = 'index'`,
    )
    .pluck()
    .all();
  const tables = tablesOf(db).map(({ name }) => {
    const columns = columnsOf(db, name).map((column) => Object.values(column).join(' '));
    return `table ${name} (${columns.join(', ')})`;
  });
  return new Set([...indexes, ...tables]);
}

interface Model {
  readonly layout: Layout;
  readonly shape: ReadonlySet<string>;
}
/** A console opens several files of one kind; what they are to look like is made once. */
const models = new WeakMap<readonly Migration[], Map<number, Model>>();

function modelAt(migrations: readonly Migration[], version: number): Model {
  const known = models.get(migrations) ?? new Map<number, Model>();
  models.set(migrations, known);
  const model = known.get(version) ?? makeModel(migrations, version);
  known.set(version, model);
  return model;
}

function makeModel(migrations: readonly Migration[], version: number): Model {
  const db = new Database(':memory:');
  try {
    for (const migration of migrations) if (migration.version <= version) migration.up(db);
    return { layout: layoutOf(db), shape: shapeOf(db) };
  } finally {
    db.close();
  }
}

function layoutOf(db: Database): Layout {
  return new Map(
    tablesOf(db).map(({ name, withoutRowid }) => {
      const columns = columnsOf(db, name);
      const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
      const rest = columns.filter(({ pk }) => pk === 0);
      const isRowid = !withoutRowid && key.length === 1 && key[0]?.type === 'INTEGER';
      return [
        name,
        {
          stored: (withoutRowid ? [...key, ...rest] : columns).map((column) => column.name),
          rowidColumn: isRowid ? (key[0]?.name ?? null) : null,
        },
      ];
    }),
  );
}

function tablesOf(db: Database): { name: string; withoutRowid: boolean }[] {
  return db
    .prepare<[], { name: string; wr: number }>(
      `SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`,
    )
    .all()
    .map(({ name, wr }) => ({ name, withoutRowid: wr === 1 }));
}

function columnsOf(db: Database, table: string): Column[] {
  return db
    .prepare<[string], Column>('SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY cid')
    .all(table);
}
