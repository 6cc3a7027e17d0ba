import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { session0010 } from './migrations/0010-session.ts';
import { session0020 } from './migrations/0020-session.ts';
import { session0040 } from './migrations/0040-session.ts';
import { opNoteRepo } from './op-note.repo.ts';
import { openDatabase } from './open.ts';
import { outboxRepo } from './outbox.repo.ts';
import { testSealer } from './sealer-fixture.ts';
import { tempFolder } from './temp-folder-fixture.ts';

const at = '2026-06-18T11:00:00.000Z';
const op = (opId: string) => ({ opId, name: 'rundown.plan', input: { slotId: 's', plannedSec: 60 }, at });
const note = { about: ['s'], showId: 'show', facts: { name: '浴巾', plannedSec: 60 }, by: '阿宁' };

function open(file = join(tempFolder(), 'x.db')) {
  const db = openDatabase(file, [session0010, session0020, session0040]);
  onTestFinished(() => void db.close());
  return { db, outbox: outboxRepo(db, testSealer), notes: opNoteRepo(db) };
}

test('waiting and refused ops are told with who and what, oldest first', () => {
  const { outbox, notes } = open();
  for (const opId of ['a', 'b', 'c']) {
    outbox.add(op(opId));
    notes.put(opId, note);
  }
  outbox.markRefused('b', 'rundown/slot-not-found', { n: 1 });
  outbox.markApplied('c', 7, 0);
  expect(notes.waiting(9)).toEqual([
    { ...note, opId: 'a', name: 'rundown.plan', at },
    { ...note, opId: 'c', name: 'rundown.plan', at },
  ]);
  expect(notes.waiting(1)).toHaveLength(1);
  expect(notes.refused()).toEqual([
    { ...note, opId: 'b', name: 'rundown.plan', at, code: 'rundown/slot-not-found', params: { n: 1 } },
  ]);
});

test('a range of the outbox is summed up', () => {
  const { outbox, notes } = open();
  expect(notes.unanswered()).toBeNull();
  for (const opId of ['a', 'b', 'c']) outbox.add(op(opId));
  const range = notes.unanswered();
  expect(range).toMatchObject({ count: 3 });
  outbox.markRefused('a', 'op/failed', {});
  outbox.markApplied('b', 7, 0);
  if (!range) throw new Error('no range');
  expect(notes.outcome(range)).toEqual({ pending: 1, refused: 1 });
  expect(notes.answered(range)).toBe(false);
  expect(notes.answered({ ...range, last: range.first })).toBe(true);
  expect(notes.unanswered()).toMatchObject({ count: 1 });
});

test('an outbox of before there were notes is kept and told without names', () => {
  const file = join(tempFolder(), 'old.db');
  const old = openDatabase(file, [session0010, session0020]);
  outboxRepo(old, testSealer).add(op('a'));
  outboxRepo(old, testSealer).add(op('b'));
  old.close();
  const { db, notes } = open(file);
  db.prepare(`UPDATE outbox SET note = '{broken' WHERE op_id = 'b'`).run();
  const bare = { about: [], showId: null, facts: {}, by: '' };
  expect(notes.waiting(9)).toEqual([
    { ...bare, opId: 'a', name: 'rundown.plan', at },
    { ...bare, opId: 'b', name: 'rundown.plan', at },
  ]);
});
