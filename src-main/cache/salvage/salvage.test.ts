/** What is read without SQLite against what SQLite reads, on sound files and on broken ones. */
import { copyFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../temp-folder-fixture.ts';
import { hiddenDamage, openPages } from './pages.ts';
import type { RawRow } from './records.ts';
import { findRows } from './tables.ts';
import { readWal } from './wal-frames.ts';

const PAGE = 4096;
const FRAME = PAGE + 24;
const isAny = () => true;

/** A file as a process that was killed leaves it: all or some of it in the log. */
function killedCopy(file: string): string {
  const copy = `${file}.copy`;
  copyFileSync(file, copy);
  if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
  return copy;
}

function found(file: string, table: string, isOne: (row: RawRow) => boolean = isAny) {
  const pages = openPages(file);
  try {
    return findRows(pages, table, isOne, true);
  } finally {
    pages.close();
  }
}

describe('rows read without SQLite', () => {
  const value = fc.oneof(
    fc.constant(null),
    fc.integer(),
    fc.constantFrom(0, 1, 127, 128, -129, 2 ** 31, 2 ** 45, -(2 ** 45), Number.MAX_SAFE_INTEGER),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => !Number.isInteger(one)),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.integer({ min: 1, max: 30_000 }).map((length) => '长'.repeat(length)),
    fc.uint8Array({ maxLength: 6000 }),
  );
  const rows = fc.array(fc.tuple(value, value), { maxLength: 60 });
  const normal = (one: unknown) => (one instanceof Uint8Array ? [...one] : one);

  test('are those that SQLite reads, whatever they hold, in tables with a rowid and without', () => {
    fc.assert(
      fc.property(rows, fc.boolean(), fc.boolean(), (given, withRowid, checkpoint) => {
        const file = join(tempFolder(), 'x.db');
        const db = new Database(file);
        db.pragma('journal_mode = WAL');
        db.exec(
          withRowid
            ? 'CREATE TABLE t (id INTEGER PRIMARY KEY, a, b)'
            : 'CREATE TABLE t (id TEXT PRIMARY KEY, a, b) WITHOUT ROWID',
        );
        const add = db.prepare<[number | string, never, never]>('INSERT INTO t VALUES (?, ?, ?)');
        for (const [at, [a, b]] of given.entries()) {
          const id = (at * 7919) % 100_003;
          add.run(withRowid ? id - 50_000 : String(id), a as never, b as never);
        }
        db.exec(`DELETE FROM t WHERE abs(CAST(id AS INTEGER)) % 3 = 0`);
        if (checkpoint) db.pragma('wal_checkpoint(TRUNCATE)');
        const copy = killedCopy(file);
        const expected = db.prepare<[], [unknown, unknown, unknown]>('SELECT * FROM t').raw().all();
        const read = found(copy, 't');
        expect(read).toMatchObject({ complete: true, broken: 0 });
        const flat = read.rows
          .map(({ rowid, values }) => [rowid ?? values[0], ...values.slice(1)].map(normal))
          .sort();
        expect(flat).toEqual(expected.map((row) => row.map(normal)).sort());
        expect(hiddenDamage(copy)).toBeNull();
        db.close();
      }),
      { numRuns: 25 },
    );
  });
});

/** Rows enough for a tree of several leaves, and another table between them. */
function twoTables(): { file: string; db: Database } {
  const file = join(tempFolder(), 'x.db');
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE other (text TEXT); CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)');
  for (let id = 1; id <= 200; id += 1) {
    db.prepare<[string]>('INSERT INTO other VALUES (?)').run(`other ${id} ${'x'.repeat(100)}`);
    db.prepare<[string]>('INSERT INTO t (text) VALUES (?)').run(`row ${id} ${'y'.repeat(100)}`);
  }
  return { file, db };
}
const isRow = ({ values }: RawRow) => typeof values[1] === 'string' && values[1].startsWith('row ');
function zeroPage(file: string, page: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0, (page - 1) * PAGE, page * PAGE);
  writeFileSync(file, bytes);
}

describe('a broken file', () => {
  const pagesOf = (db: Database, table: string) =>
    db
      .prepare<[string], { pageno: number; pagetype: string }>(
        'SELECT pageno, pagetype FROM dbstat WHERE name = ? ORDER BY pageno',
      )
      .all(table);

  test('gives every row of a table of which no page was hit, and knows that these are all', () => {
    const { file, db } = twoTables();
    const others = pagesOf(db, 'other');
    db.close();
    for (const { pageno } of others) zeroPage(file, pageno);
    const read = found(file, 't', isRow);
    expect(read).toMatchObject({ complete: true, broken: 0 });
    expect(read.rows.map(({ rowid }) => rowid)).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
  });

  test('gives every row when nothing but leaves is left, and does not claim that these are all', () => {
    const { file, db } = twoTables();
    const roots = [
      1,
      ...pagesOf(db, 't').flatMap((one) => (one.pagetype === 'internal' ? [one.pageno] : [])),
    ];
    db.close();
    for (const page of roots) zeroPage(file, page);
    const read = found(file, 't', isRow);
    expect(read.complete).toBe(false);
    expect(new Set(read.rows.map(({ rowid }) => rowid)).size).toBe(200);
  });

  test('gives what the other leaves hold when one is gone', () => {
    const { file, db } = twoTables();
    const leaves = pagesOf(db, 't').filter(({ pagetype }) => pagetype === 'leaf');
    db.close();
    zeroPage(file, leaves[1]?.pageno ?? 0);
    const read = found(file, 't', isRow);
    expect(read.complete).toBe(false);
    const perLeaf = 200 / leaves.length;
    expect(read.rows.length).toBeGreaterThan(200 - 2 * perLeaf);
    expect(read.rows.length).toBeLessThan(200);
  });
});

describe('a broken log', () => {
  /** Two hundred commits, all in the log. */
  function inTheLog() {
    const { file, db } = twoTables();
    const copy = killedCopy(file);
    db.close();
    return copy;
  }
  const idsIn = (file: string) => new Set(found(file, 't', isRow).rows.map(({ rowid }) => rowid));
  function damage(file: string, change: (log: Buffer) => void): void {
    const log = readFileSync(`${file}-wal`);
    change(log);
    writeFileSync(`${file}-wal`, log);
  }
  const flip = (log: Buffer, at: number) => log.writeUInt8(log.readUInt8(at) ^ 0x10, at);

  test('SQLite by itself loses every commit behind one flipped byte, and says nothing', () => {
    const file = inTheLog();
    damage(file, (log) => flip(log, 32 + 100 * FRAME + 24 + 2000));
    const db = new Database(file);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.prepare('SELECT count(*) FROM t').pluck().get()).toBeLessThan(100);
    db.close();
  });

  test.each([
    ['in the page of a frame', 32 + 100 * FRAME + 24 + 2000],
    ['in the sums of a frame', 32 + 100 * FRAME + 17],
    ['in the salt of a frame', 32 + 100 * FRAME + 9],
    ['in the page number of a frame', 32 + 100 * FRAME + 3],
    ['in the magic number', 1],
    ['in the log’s own salt', 17],
    ['in the log’s own sums', 25],
    ['in the page of the first frame', 32 + 24 + 500],
  ])('one flipped byte %s is found, and no commit is lost', (_where, at) => {
    const file = inTheLog();
    expect(hiddenDamage(file)).toBeNull();
    damage(file, (log) => flip(log, at));
    expect(hiddenDamage(file)).toBe('the log is broken before its last commit');
    expect(idsIn(file).size).toBe(200);
  });

  test('a torn end, as a power cut leaves it, is no damage', () => {
    const file = inTheLog();
    const size = readFileSync(`${file}-wal`).byteLength;
    for (const cut of [1, 24, 2000, FRAME, FRAME + 30, 3 * FRAME + 5]) {
      truncateSync(`${file}-wal`, size - cut);
      expect(hiddenDamage(file)).toBeNull();
      const db = new Database(killedCopy(file));
      const bySqlite = db.prepare<[], number>('SELECT id FROM t').pluck().all();
      db.close();
      expect([...idsIn(file)].sort()).toEqual(bySqlite.sort());
    }
  });

  test('frames that an earlier round left behind it are not taken for its own', () => {
    const { file, db } = twoTables();
    db.pragma('wal_checkpoint(FULL)');
    db.exec(`UPDATE t SET text = 'row changed' WHERE id = 7`);
    const copy = killedCopy(file);
    db.close();
    expect(hiddenDamage(copy)).toBeNull();
    const rows = found(copy, 't', isRow).rows;
    expect(rows).toHaveLength(200);
    expect(rows.find(({ rowid }) => rowid === 7)?.values[1]).toBe('row changed');
    expect(readWal(readFileSync(`${copy}-wal`), PAGE)?.frames.length).toBeLessThan(5);
  });
});

describe('damage that SQLite does not mention', () => {
  test.each<[string, number, number]>([
    ['the magic word', 3, 0x20],
    ['the page size', 16, 0x10],
    ['the version for writers', 18, 0x04],
    ['reserved bytes', 20, 0x08],
    ['the text encoding', 59, 0x02],
    ['our version', 63, 0x01],
  ])('a flip in %s', (_what, at, mask) => {
    const { file, db } = twoTables();
    db.pragma('user_version = 10');
    db.close();
    expect(hiddenDamage(file)).toBeNull();
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(at) ^ mask, at);
    writeFileSync(file, bytes);
    expect(hiddenDamage(file)).toBe('the header is broken');
  });

  test('a file that was cut, or is gone while its log is not', () => {
    const { file, db } = twoTables();
    const gone = join(tempFolder(), 'gone.db');
    copyFileSync(`${file}-wal`, `${gone}-wal`);
    db.close();
    truncateSync(file, 5 * PAGE + 100);
    expect(hiddenDamage(file)).toBe('the file ends in the middle of a page');
    expect(hiddenDamage(gone)).toBe('the file is gone, and its log is not');
    expect(hiddenDamage(join(tempFolder(), 'never.db'))).toBeNull();
  });
});
