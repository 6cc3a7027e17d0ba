import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { console0010 } from './migrations/0010-console.ts';
import { session0010 } from './migrations/0010-session.ts';
import { type Migration, NewerDatabaseError, openDatabase } from './open.ts';
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
const pragma = (db: Database, name: string) => db.pragma(name, { simple: true });

describe('opening a file of the desk', () => {
  test('what was committed survives a power cut: synchronous is FULL on every open and reopen', () => {
    const file = join(tempFolder(), 'deep', 'er', 'desk.db');
    for (let time = 0; time < 3; time += 1) {
      const db = openDatabase(file, [note10]);
      expect(pragma(db, 'synchronous')).toBe(2);
      expect(pragma(db, 'journal_mode')).toBe('wal');
      expect(pragma(db, 'foreign_keys')).toBe(1);
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

  test('one that fails is rolled back with its version; those before it stand', () => {
    const file = join(tempFolder(), 'desk.db');
    const broken: Migration = {
      version: 20,
      up: (db) => {
        note20.up(db);
        db.exec(`INSERT INTO note (text) VALUES ('half')`);
        throw new Error('power cut');
      },
    };
    expect(() => openDatabase(file, [note10, broken])).toThrow('power cut');
    const db = open(file, [note10]);
    expect(pragma(db, 'user_version')).toBe(10);
    expect(db.prepare('SELECT * FROM note').all()).toEqual([]);
    db.close();
    expect(pragma(open(file, [note10, note20]), 'user_version')).toBe(20);
  });

  test('a file of a newer Livedesk is refused and left as it is', () => {
    const file = join(tempFolder(), 'desk.db');
    const newer = openDatabase(file, [note10, note20]);
    newer.exec(`INSERT INTO note (text) VALUES ('of the future')`);
    newer.close();
    expect(() => openDatabase(file, [note10])).toThrow(NewerDatabaseError);
    const db = open(file, [note10, note20]);
    expect(db.prepare('SELECT text FROM note').all()).toEqual([{ text: 'of the future' }]);
  });

  test('the desk’s own migrations rise in steps and open a fresh file', () => {
    for (const migrations of [[console0010], [session0010]]) {
      const versions = migrations.map((one) => one.version);
      expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
      expect(versions.every((version) => version % 10 === 0)).toBe(true);
      const db = open(join(tempFolder(), 'desk.db'), migrations);
      expect(pragma(db, 'user_version')).toBe(versions.at(-1));
      expect(pragma(db, 'integrity_check')).toBe('ok');
    }
  });
});
