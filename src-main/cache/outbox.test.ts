import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { newShow } from '#shared/sync/documents-fixture.ts';
import { documentRepo } from './document.repo.ts';
import { metaRepo } from './meta.repo.ts';
import { session0010 } from './migrations/0010-session.ts';
import { sessionMigrations } from './migrations/index.ts';
import { type Migration, openDatabase } from './open.ts';
import { outboxRepo } from './outbox.repo.ts';
import { sealOutbox } from './seal-outbox.ts';
import { aesSealer, deviceSealer } from './sealer.ts';
import { testSealer } from './sealer-fixture.ts';
import { tempFolder } from './temp-folder-fixture.ts';

const at = '2026-06-18T11:00:00.000Z';

function open(migrations: readonly Migration[], file = join(tempFolder(), 'x.db')): Database {
  const db = openDatabase(file, migrations);
  onTestFinished(() => void db.close());
  return db;
}
describe('the outbox', () => {
  const op = (id: string) => ({ opId: id, name: 'show.edit', input: { showId: 's', title: id }, at });
  const secret = (id: string) => ({
    ...{ opId: id, name: 'group.import', at },
    input: { groups: [{ name: '宝妈群', robotUrl: 'https://robot.example/send?key=geheim' }] },
  });
  function opened(file?: string, sealer = testSealer) {
    const db = open(sessionMigrations, file);
    return { db, outbox: outboxRepo(db, sealer) };
  }
  const ids = (ops: readonly { readonly opId: string }[]) => ops.map(({ opId }) => opId);

  test('[SY12] ops stand in the order in which they were made, numbered from 1, and stay over a reopen', () => {
    const file = join(tempFolder(), 'x.db');
    const first = openDatabase(file, sessionMigrations);
    for (const id of ['c', 'a', 'b']) outboxRepo(first, testSealer).add(op(id));
    first.close();
    const { outbox } = opened(file);
    expect(outbox.unconfirmed()).toEqual(['c', 'a', 'b'].map(op));
    expect(outbox.unanswered(0, 10, 1e6).ops.map(({ opId, cseq }) => [opId, cseq])).toEqual([
      ['c', 1],
      ['a', 2],
      ['b', 3],
    ]);
    expect(ids(outbox.unanswered(1, 1, 1e6).ops)).toEqual(['a']);
    expect([outbox.firstUnanswered(), outbox.lastCseq()]).toEqual([1, 3]);
    expect(outbox.op(2)).toEqual(op('a'));
  });

  test('[SY14] a window ends by ops or by bytes, and holds one op at least', () => {
    const { outbox } = opened();
    for (const id of ['a', 'b', 'c']) outbox.add(op(id));
    const bytes = JSON.stringify(op('a').input).length + 'a'.length + 'show.edit'.length + 100;
    expect(ids(outbox.unanswered(0, 2, 1e6).ops)).toEqual(['a', 'b']);
    expect(ids(outbox.unanswered(0, 9, bytes * 2).ops)).toEqual(['a', 'b']);
    expect(ids(outbox.unanswered(0, 9, bytes * 2 - 1).ops)).toEqual(['a']);
    expect(ids(outbox.unanswered(0, 9, 1).ops)).toEqual(['a']);
  });

  test('[SY41] an applied op is confirmed when the cursor has reached it, and goes when the backup has', () => {
    const { outbox } = opened();
    for (const id of ['a', 'b', 'c']) outbox.add(op(id));
    outbox.markApplied('a', 7, 0);
    outbox.markApplied('b', 8, 0);
    expect(ids(outbox.unanswered(0, 10, 1e6).ops)).toEqual(['c']);
    outbox.confirm(6, 0);
    expect(ids(outbox.unconfirmed())).toEqual(['a', 'b', 'c']);
    outbox.confirm(7, 0);
    expect(ids(outbox.unconfirmed())).toEqual(['b', 'c']);
    expect(outbox.counts()).toEqual({ unconfirmed: 2, conflicts: 0 });
    outbox.dropCovered(6);
    expect(ids(outbox.offered(0))).toEqual(['a', 'b', 'c']);
    outbox.dropCovered(8);
    expect(ids(outbox.offered(0))).toEqual(['b', 'c']);
    expect(outbox.offered(null)).toEqual([
      { cseq: 2, opId: 'b', seq: 8 },
      { cseq: 3, opId: 'c', seq: null },
    ]);
    outbox.confirm(8, 8);
    expect(ids(outbox.offered(0))).toEqual(['c']);
  });

  test('[SY42] what a restored hub has lost is offered again, in order', () => {
    const { outbox } = opened();
    for (const [at, id] of ['a', 'b', 'c', 'd'].entries()) {
      outbox.add(op(id));
      outbox.markApplied(id, at + 1, 0);
    }
    outbox.markRefused('c', 'run/ended', {});
    outbox.confirm(3, 0);
    outbox.reopen();
    expect(ids(outbox.unanswered(0, 10, 1e6).ops)).toEqual(['d']);
    outbox.offerAgain(1);
    expect(ids(outbox.unanswered(0, 10, 1e6).ops)).toEqual(['b', 'd']);
    outbox.markApplied('b', 9, 0);
    expect(outbox.offered(null)).toMatchObject([
      { opId: 'b', seq: 9 },
      { opId: 'd', seq: null },
    ]);
  });

  test('an answer that comes twice, or late, changes nothing', () => {
    const { outbox } = opened();
    outbox.add(op('a'));
    outbox.markApplied('a', 7, 0);
    outbox.confirm(7, 0);
    outbox.markApplied('a', 7, 0);
    outbox.markRefused('a', 'run/ended', {});
    expect(outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 0 });
  });

  test('[SY16] a refused op waits in the tray with its reason until a person decides', () => {
    const { outbox } = opened();
    outbox.add(op('a'));
    outbox.add(op('b'));
    outbox.markRefused('a', 'run/ended', { name: 'x', row: 3 });
    outbox.confirm(1000, 1000);
    outbox.dropCovered(1000);
    expect(outbox.counts()).toEqual({ unconfirmed: 1, conflicts: 1 });
    expect(outbox.conflicts()).toEqual([
      { opId: 'a', name: 'show.edit', at, code: 'run/ended', params: { name: 'x', row: 3 } },
    ]);
    expect(outbox.conflict('a')).toEqual(op('a'));
    expect(outbox.conflict('b')).toBeNull();
    expect([outbox.removeConflict('b'), outbox.removeConflict('a'), outbox.removeConflict('a')]).toEqual([
      false,
      true,
      false,
    ]);
    expect(outbox.counts()).toEqual({ unconfirmed: 1, conflicts: 0 });
  });

  test('the same op does not stand twice', () => {
    const { outbox } = opened();
    outbox.add(op('a'));
    expect(() => outbox.add(op('a'))).toThrow(/UNIQUE/);
    expect(outbox.lastCseq()).toBe(1);
  });

  test('an empty outbox counts nothing', () => {
    const { outbox } = opened();
    expect(outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 0 });
    expect([outbox.firstUnanswered(), outbox.lastCseq()]).toEqual([null, 0]);
  });

  test('a robot’s address stands in no byte of the files, and comes out whole', () => {
    const file = join(tempFolder(), 'x.db');
    const { outbox } = opened(file);
    outbox.add(op('plain'));
    outbox.add(secret('sealed'));
    const bytes = ['', '-wal'].map((end) => readFileSync(file + end).toString('latin1')).join('');
    expect(bytes).toContain('plain');
    expect(bytes).not.toContain('geheim');
    expect(outbox.unanswered(0, 10, 1e6)).toMatchObject({ ops: [op('plain'), secret('sealed')] });
  });

  test('what stood in the clear from before there were seals is sealed, and wiped', () => {
    const file = join(tempFolder(), 'x.db');
    const old = openDatabase(file, [session0010]);
    const add = old.prepare<[string, string, string]>(
      `INSERT INTO outbox (op_id, name, input, at, state) VALUES (?, ?, ?, '${at}', 'pending')`,
    );
    for (const { opId, name, input } of [secret('gone'), op('a'), secret('b'), op('c')])
      add.run(opId, name, JSON.stringify(input));
    old.exec(`DELETE FROM outbox WHERE op_id = 'gone'`);
    old.close();
    const { db, outbox } = opened(file);
    sealOutbox(db, outbox);
    expect(outbox.sealOpen()).toBe(0);
    const bytes = ['', '-wal'].map((end) => readFileSync(file + end).toString('latin1')).join('');
    expect(bytes).not.toContain('geheim');
    expect(outbox.unconfirmed()).toEqual([op('a'), secret('b'), op('c')]);
  });

  test('with another key, or with a flipped byte, an op is told as unreadable and never sent', () => {
    const file = join(tempFolder(), 'x.db');
    const { db, outbox } = opened(file);
    outbox.add(op('a'));
    outbox.add(secret('b'));
    outbox.add(op('c'));
    db.exec(`UPDATE outbox SET input = replace(input, '"title":"a"', '"title":"A"')`);
    const stranger = outboxRepo(db, aesSealer(Buffer.alloc(32, 8)));
    expect(stranger.unanswered(0, 10, 1e6)).toMatchObject({ ops: [op('c')], unreadable: ['a', 'b'] });
    expect(() => stranger.op(2)).toThrow(expect.objectContaining({ code: 'op/unreadable' }));
    expect(stranger.unconfirmed().map(({ input }) => input)).toEqual([null, null, op('c').input]);
    stranger.markRefused('b', 'op/unreadable', {});
    expect(stranger.removeConflict('b')).toBe(true);
  });

  test('the device’s key is made once', async () => {
    const kept = new Map<string, string>();
    const secrets = {
      get: async (name: string) => kept.get(name) ?? null,
      set: async (name: string, value: string) => void kept.set(name, value),
      remove: async () => undefined,
    };
    const sealed = (await deviceSealer(secrets)).seal('宝妈');
    expect((await deviceSealer(secrets)).open(sealed)).toBe('宝妈');
    expect(kept.size).toBe(1);
  });
});

describe('a session’s file of before there were streams', () => {
  test('keeps bases, view, tray and order; what is unsent is numbered anew from 1', async () => {
    const file = join(tempFolder(), 'x.db');
    const old = openDatabase(file, [session0010]);
    const json = (title: string) => JSON.stringify({ ...newShow('s'), title, createdAt: at });
    const op = old.prepare<[number, string, string, string, number | null]>(
      `INSERT INTO outbox (cseq, op_id, name, input, at, state, seq, code, params)
       VALUES (?, ?, 'show.edit', ?, '${at}', ?, ?, 'run/ended', '{}')`,
    );
    op.run(40, 'done', '{"n":1}', 'applied', 12);
    op.run(41, 'no', '{"n":2}', 'refused', null);
    op.run(43, 'waits', '{"n":3}', 'pending', null);
    op.run(44, 'no-too', '{"n":4}', 'refused', null);
    op.run(45, 'waits-too', '{"n":5}', 'pending', null);
    const put = old.prepare<[string, string | null, string | null, number, number]>(
      `INSERT INTO document (kind, id, parent_id, base, view, base_seq, pending)
       VALUES ('show', ?, 'workspace', ?, ?, ?, ?)`,
    );
    put.run('same', json('same'), json('same'), 5, 0);
    put.run('edited', json('before'), json('after'), 6, 1);
    put.run('removed', json('gone'), null, 7, 1);
    put.run('made', null, json('made'), 0, 1);
    put.run('tombstone', null, null, 8, 0);
    old.exec(`INSERT INTO meta VALUES ('cursor', '11'), ('epoch', 'e')`);
    old.close();

    const db = open(sessionMigrations, file);
    const [documents, outbox] = [documentRepo(db), outboxRepo(db, testSealer)];
    const titles = (await documents.view.list('show', 'workspace')).map(({ title }) => title);
    expect(titles.sort()).toEqual(['after', 'made', 'same']);
    expect(documents.bases.list('show', 'workspace').map(({ id }) => id)).toEqual([
      'edited',
      'removed',
      'same',
    ]);
    expect(documents.pendingAmong(['same', 'edited', 'removed', 'made'])).toEqual([
      'edited',
      'removed',
      'made',
    ]);
    expect(outbox.offered(null)).toEqual([
      { cseq: 1, opId: 'done', seq: 12 },
      { cseq: 2, opId: 'waits', seq: null },
      { cseq: 3, opId: 'waits-too', seq: null },
    ]);
    expect(outbox.unanswered(0, 9, 1e6).ops.map(({ input }) => input)).toEqual([{ n: 3 }, { n: 5 }]);
    expect(outbox.conflicts().map(({ opId }) => opId)).toEqual(['no', 'no-too']);
    expect(outbox.add({ opId: 'new', name: 'show.edit', input: {}, at })).toBe(4);
    expect(metaRepo(db).get('streamId')).toMatch(/^[0-9a-f]{32}$/);
    expect(metaRepo(db).get('cursor')).toBe('11');
  });

  test('a tray alone takes no place in the stream', () => {
    const file = join(tempFolder(), 'x.db');
    const old = openDatabase(file, [session0010]);
    old.exec(`INSERT INTO outbox (cseq, op_id, name, input, at, state, code, params)
      VALUES (9, 'no', 'show.edit', '{}', '${at}', 'refused', 'run/ended', '{}')`);
    old.close();
    const outbox = outboxRepo(open(sessionMigrations, file), testSealer);
    expect(outbox.lastCseq()).toBe(0);
    expect(outbox.add({ opId: 'new', name: 'show.edit', input: {}, at })).toBe(1);
  });
});
