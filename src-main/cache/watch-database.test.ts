import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { watchDatabase } from './watch-database.ts';

test('every error is seen, wherever it comes up, and reaches its caller all the same', () => {
  const seen: unknown[] = [];
  const db = watchDatabase(new Database(':memory:'), (error) => seen.push(error));
  db.exec(
    `CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT NOT NULL CHECK (json_valid(text) OR text = 'odd'))`,
  );
  const add = db.prepare<[string]>('INSERT INTO t (text) VALUES (?)');
  const read = db.prepare<[], string>(`SELECT json_extract(text, '$') FROM t ORDER BY id`).pluck();
  const failing: (() => unknown)[] = [
    () => add.run('neither'),
    () => db.prepare('SELECT * FROM nowhere'),
    () => db.exec('INSERT INTO t (text) VALUES (NULL)'),
    () => db.pragma('foreign_key_check(nowhere)'),
    () => db.transaction(() => add.run('neither'))(),
    () => db.transaction(() => add.run('neither')).immediate(),
    () => read.all(),
    () => [...read.iterate()],
  ];
  add.run('1');
  add.run('odd');
  for (const work of failing) {
    const before = seen.length;
    let thrown: unknown = null;
    try {
      work();
    } catch (error) {
      thrown = error;
    }
    expect(thrown, String(work)).not.toBeNull();
    expect(seen.slice(before), String(work)).toContain(thrown);
  }
});

test('what works, works as before', () => {
  const db = watchDatabase(new Database(':memory:'), (error) => {
    throw error;
  });
  db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)');
  const add = db.prepare<[string]>('INSERT INTO t (text) VALUES (?)');
  const addAll = db.transaction((texts: string[]) => texts.map((text) => add.run(text).lastInsertRowid));
  expect(addAll.immediate(['a', 'b', 'c'])).toEqual([1, 2, 3]);
  expect(addAll(['d'])).toEqual([4]);
  const texts = db.prepare<[], string>('SELECT text FROM t ORDER BY id').pluck();
  expect([texts.get(), texts.all()]).toEqual(['a', ['a', 'b', 'c', 'd']]);
  for (const text of texts.iterate()) {
    expect(text).toBe('a');
    break;
  }
  expect(db.prepare('SELECT id, text FROM t WHERE id = 2').raw().get()).toEqual([2, 'b']);
  expect(db.pragma('user_version', { simple: true })).toBe(0);
  db.close();
});
