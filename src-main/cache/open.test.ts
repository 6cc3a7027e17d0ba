import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { consoleMigrations, sessionMigrations } from './migrations/index.ts';
import { type Migration, MigrationFailedError, NewerDatabaseError, openDatabase } from './open.ts';
import { tempFolder } from './temp-folder-fixture.ts';

const note10: Migration = {
  version: 10,
  up: (db) => db.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)'),
};
const note20: Migration = {
  version: 20,
  up: (db) =>
    db.exec(`ALTER TABLE note ADD COLUMN done INTEGER NOT NULL DEFAULT 0; UPDATE note SET done = 1`),
};

function open(file: string, migrations: readonly Migration[]): Database {
  const db = openDatabase(file, migrations);
  onTestFinished(() => void db.close());
  return db;
}
function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
const pragma = (db: Database, name: string) => db.pragma(name, { simple: true });

describe('opening a file of the desk', () => {
  test('what was committed survives a power cut: synchronous is FULL on every open and reopen', () => {
    const file = join(tempFolder(), 'deep', 'er', 'desk.db');
    for (let time = 0; time < 3; time += 1) {
      const db = openDatabase(file, [note10]);
      expect(pragma(db, 'synchronous')).toBe(2);
      expect(pragma(db, 'journal_mode')).toBe('wal');
      expect(pragma(db, 'foreign_keys')).toBe(1);
      expect(pragma(db, 'checkpoint_fullfsync')).toBe(1);
      db.exec(`INSERT INTO note (text) VALUES ('kept')`);
      expect(db.prepare('SELECT count(*) FROM note').pluck().get()).toBe(time + 1);
      db.close();
    }
  });

  test('a second connection to an open file is as safe as the first', () => {
    const file = join(tempFolder(), 'desk.db');
    const first = open(file, [note10]);
    const second = open(file, [note10]);
    expect([pragma(first, 'synchronous'), pragma(second, 'synchronous')]).toEqual([2, 2]);
  });

  test('SQLite would not do it by itself: a plain open of the same file is not FULL', () => {
    const file = join(tempFolder(), 'desk.db');
    openDatabase(file, [note10]).close();
    const plain = new Database(file);
    onTestFinished(() => void plain.close());
    plain.pragma('journal_mode = WAL');
    expect(pragma(plain, 'synchronous')).not.toBe(2);
  });
});

describe('migrations', () => {
  test('an old file with rows comes to the newest version and keeps its rows', () => {
    const file = join(tempFolder(), 'desk.db');
    const old = openDatabase(file, [note10]);
    old.exec(`INSERT INTO note (text) VALUES ('one'), ('two')`);
    old.close();
    const db = open(file, [note10, note20]);
    expect(pragma(db, 'user_version')).toBe(20);
    expect(db.prepare('SELECT text, done FROM note ORDER BY id').all()).toEqual([
      { text: 'one', done: 1 },
      { text: 'two', done: 1 },
    ]);
  });

  test('each runs once: opening again changes nothing', () => {
    const file = join(tempFolder(), 'desk.db');
    openDatabase(file, [note10, note20]).close();
    const ran: number[] = [];
    const counted = [note10, note20].map((one) => ({ ...one, up: () => void ran.push(one.version) }));
    open(file, counted);
    expect(ran).toEqual([]);
  });

  test('a fresh file takes the same path as an old one', () => {
    const ran: number[] = [];
    const counted = [note10, note20].map((one) => ({
      ...one,
      up: (db: Database) => {
        ran.push(one.version);
        one.up(db);
      },
    }));
    open(join(tempFolder(), 'desk.db'), counted);
    expect(ran).toEqual([10, 20]);
  });

  test('one that fails leaves the file of the old version, working, and says so', () => {
    const file = join(tempFolder(), 'desk.db');
    const old = openDatabase(file, [note10]);
    old.exec(`INSERT INTO note (text) VALUES ('kept')`);
    old.close();
    const broken: Migration = {
      version: 30,
      up: (db) => {
        db.exec(`INSERT INTO note (text) VALUES ('half')`);
        throw new Error('power cut');
      },
    };
    const failure = thrownBy(() => openDatabase(file, [note10, note20, broken]));
    expect(failure).toBeInstanceOf(MigrationFailedError);
    expect(failure).toMatchObject({ code: 'local/migration-failed', params: { found: 10, known: 30 } });
    expect(failure).toMatchObject({ cause: new Error('power cut') });
    const db = open(file, [note10]);
    expect(pragma(db, 'user_version')).toBe(10);
    expect(db.prepare('SELECT * FROM note').all()).toEqual([{ id: 1, text: 'kept' }]);
    db.close();
    expect(pragma(open(file, [note10, note20]), 'user_version')).toBe(20);
  });

  test('a file of a newer Livedesk is refused and left as it is', () => {
    const file = join(tempFolder(), 'desk.db');
    const newer = openDatabase(file, [note10, note20]);
    newer.exec(`INSERT INTO note (text) VALUES ('of the future')`);
    newer.close();
    const before = readFileSync(file);
    const refused = thrownBy(() => openDatabase(file, [note10]));
    expect(refused).toBeInstanceOf(NewerDatabaseError);
    expect(refused).toMatchObject({ code: 'local/newer-database', params: { found: 20, known: 10 } });
    expect(readFileSync(file)).toEqual(before);
    const db = open(file, [note10, note20]);
    expect(db.prepare('SELECT text FROM note').all()).toEqual([{ text: 'of the future' }]);
  });

  test('the desk’s own migrations rise in steps and open a fresh file', () => {
    for (const migrations of [consoleMigrations, sessionMigrations]) {
      const versions = migrations.map((one) => one.version);
      expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
      expect(versions.every((version) => version % 10 === 0)).toBe(true);
      const db = open(join(tempFolder(), 'desk.db'), migrations);
      expect(pragma(db, 'user_version')).toBe(versions.at(-1));
      expect(pragma(db, 'integrity_check')).toBe('ok');
    }
  });
});

describe('the copy of before a migration', () => {
  const later = [20, 30, 40].map(
    (version): Migration => ({
      version,
      up: (db) => db.exec(`ALTER TABLE note ADD COLUMN c${version}`),
    }),
  );
  const backups = (folder: string) => readdirSync(folder).filter((name) => name.includes('.before-'));

  test('holds what was there, also what stood in the log alone, and opens with the old version', () => {
    const folder = tempFolder();
    const file = join(folder, 'desk.db');
    const writer = open(file, [note10]);
    writer.exec(`INSERT INTO note (text) VALUES ('only in the log')`);
    open(file, [note10, note20]).exec(`UPDATE note SET text = 'changed since'`);
    const db = open(join(folder, 'desk.db.before-20.bak'), [note10]);
    expect(db.prepare('SELECT * FROM note').all()).toEqual([{ id: 1, text: 'only in the log' }]);
    expect(pragma(db, 'integrity_check')).toBe('ok');
  });

  test('a fresh file has none, an open without migration makes none, and only the latest two stay', () => {
    const folder = tempFolder();
    const file = join(folder, 'desk.db');
    openDatabase(file, [note10]).close();
    openDatabase(file, [note10]).close();
    expect(backups(folder)).toEqual([]);
    for (let count = 1; count <= later.length; count += 1) {
      openDatabase(file, [note10, ...later.slice(0, count)]).close();
    }
    expect(backups(folder)).toEqual(['desk.db.before-30.bak', 'desk.db.before-40.bak']);
  });

  test('what a copying that was cut off left behind is in nobody’s way', () => {
    const folder = tempFolder();
    const file = join(folder, 'desk.db');
    openDatabase(file, [note10]).close();
    writeFileSync(join(folder, 'desk.db.before-20.bak.part'), 'half a copy');
    openDatabase(file, [note10, note20]).close();
    expect(backups(folder)).toEqual(['desk.db.before-20.bak']);
  });
});
