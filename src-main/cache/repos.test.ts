import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { newShow } from '#shared/sync/documents-fixture.ts';
import { consoleRepo } from './console.repo.ts';
import { type BaseChange, documentRepo, knownKind } from './document.repo.ts';
import { metaRepo } from './meta.repo.ts';
import { console0010 } from './migrations/0010-console.ts';
import { session0010 } from './migrations/0010-session.ts';
import { type Migration, openDatabase } from './open.ts';
import { outboxRepo } from './outbox.repo.ts';
import { tempFolder } from './temp-folder-fixture.ts';

const at = '2026-06-18T11:00:00.000Z';

function open(migration: Migration, file = join(tempFolder(), 'x.db')): Database {
  const db = openDatabase(file, [migration]);
  onTestFinished(() => void db.close());
  return db;
}
const show = (id: string, title: string) => ({ ...newShow(id), title, createdAt: at });
const base = (seq: number, id: string, title: string | null): BaseChange => ({
  seq,
  kind: 'show',
  id,
  parentId: 'workspace',
  document: title === null ? null : show(id, title),
});
const viewWrite = (id: string, title: string | null) => ({
  kind: 'show' as const,
  id,
  parentId: title === null ? '' : 'workspace',
  document: title === null ? null : (show(id, title) as never),
});

describe('cached documents', () => {
  test('the view shows what is pending, the base what the hub confirmed', async () => {
    const documents = documentRepo(open(session0010));
    documents.putBase(base(1, 's', 'confirmed'));
    documents.putView(viewWrite('s', 'pending'));
    expect(await documents.view.get('show', 's')).toMatchObject({ title: 'pending' });
    expect(await documents.base.get('show', 's')).toMatchObject({ title: 'confirmed' });
    expect(documents.pendingAmong(['s', 'other'])).toEqual(['s']);
  });

  test('reset gives up what is pending: new documents vanish, changed and removed ones return', async () => {
    const documents = documentRepo(open(session0010));
    documents.putBase(base(1, 'changed', 'one'));
    documents.putBase(base(2, 'removed', 'two'));
    documents.putView(viewWrite('changed', 'ONE'));
    documents.putView(viewWrite('removed', null));
    documents.putView(viewWrite('new', 'three'));
    expect((await documents.view.list('show', 'workspace')).map((one) => one.id)).toEqual(['changed', 'new']);
    expect(documents.resetViews()).toEqual(new Set(['show']));
    const titles = (await documents.view.list('show', 'workspace')).map((one) => one.title);
    expect(titles).toEqual(['one', 'two']);
    expect(await documents.view.get('show', 'new')).toBeNull();
    expect(documents.pendingAmong(['changed', 'removed', 'new'])).toEqual([]);
    expect(documents.resetViews()).toEqual(new Set());
  });

  test('an older base never replaces a newer one', async () => {
    const documents = documentRepo(open(session0010));
    documents.putBase(base(5, 's', 'newer'));
    documents.putBase(base(3, 's', 'older'));
    documents.putBase(base(4, 's', null));
    expect(await documents.base.get('show', 's')).toMatchObject({ title: 'newer' });
    documents.putBase(base(6, 's', null));
    expect(await documents.base.get('show', 's')).toBeNull();
    expect(await documents.view.list('show', 'workspace')).toEqual([]);
  });

  test('a damaged row is not handed on as a document', async () => {
    const db = open(session0010);
    const documents = documentRepo(db);
    documents.putBase(base(1, 's', 'x'));
    db.exec(`UPDATE document SET view = '{"id":"s"}'`);
    await expect(documents.view.get('show', 's')).rejects.toThrow();
  });

  test('a kind of a newer hub is not known', () => {
    expect([knownKind('show'), knownKind('teleport'), knownKind('constructor')]).toEqual([
      'show',
      null,
      null,
    ]);
  });
});

describe('the outbox', () => {
  const op = (id: string) => ({ opId: id, name: 'show.edit', input: { showId: 's', title: id }, at });

  test('ops stand in the order in which they were made, and stay over a reopen', () => {
    const file = join(tempFolder(), 'x.db');
    const first = openDatabase(file, [session0010]);
    for (const id of ['c', 'a', 'b']) outboxRepo(first).add(op(id));
    first.close();
    const outbox = outboxRepo(open(session0010, file));
    expect(outbox.unconfirmed()).toEqual(['c', 'a', 'b'].map(op));
    const [head] = outbox.unsent(0, 1);
    expect(head?.op).toEqual(op('c'));
    expect(outbox.unsent(head?.cseq ?? 0, 10).map((one) => one.op.opId)).toEqual(['a', 'b']);
  });

  test('an applied op is not sent again, and goes when the cursor has reached it', () => {
    const outbox = outboxRepo(open(session0010));
    outbox.add(op('a'));
    outbox.add(op('b'));
    outbox.markApplied('a', 7);
    expect(outbox.unsent(0, 10).map((one) => one.op.opId)).toEqual(['b']);
    outbox.dropConfirmed(6);
    expect(outbox.unconfirmed().map((one) => one.opId)).toEqual(['a', 'b']);
    outbox.dropConfirmed(7);
    expect(outbox.unconfirmed().map((one) => one.opId)).toEqual(['b']);
  });

  test('a refused op waits in the tray with its reason until a person decides', () => {
    const outbox = outboxRepo(open(session0010));
    outbox.add(op('a'));
    outbox.add(op('b'));
    outbox.markRefused('a', 'run/ended', { name: 'x', row: 3 });
    outbox.dropConfirmed(1000);
    expect(outbox.counts()).toEqual({ unconfirmed: 1, conflicts: 1 });
    expect(outbox.conflicts()).toEqual([
      { opId: 'a', name: 'show.edit', at, code: 'run/ended', params: { name: 'x', row: 3 } },
    ]);
    expect(outbox.conflict('a')).toEqual(op('a'));
    expect(outbox.conflict('b')).toBeNull();
    expect([outbox.remove('a'), outbox.remove('a')]).toEqual([true, false]);
    expect(outbox.counts()).toEqual({ unconfirmed: 1, conflicts: 0 });
  });

  test('the same op does not stand twice', () => {
    const outbox = outboxRepo(open(session0010));
    outbox.add(op('a'));
    expect(() => outbox.add(op('a'))).toThrow(/UNIQUE/);
  });

  test('an empty outbox counts nothing', () => {
    expect(outboxRepo(open(session0010)).counts()).toEqual({ unconfirmed: 0, conflicts: 0 });
  });
});

describe('what the console keeps for itself', () => {
  test('preferences begin with the defaults and change one by one, over a reopen too', () => {
    const file = join(tempFolder(), 'x.db');
    const first = openDatabase(file, [console0010]);
    expect(consoleRepo(first).preferences()).toEqual({
      language: 'system',
      theme: 'dark',
      currentShowId: null,
    });
    consoleRepo(first).setPreferences({ theme: 'light' });
    consoleRepo(first).setPreferences({ currentShowId: 's' });
    first.close();
    const again = consoleRepo(open(console0010, file));
    expect(again.preferences()).toEqual({ language: 'system', theme: 'light', currentShowId: 's' });
  });

  test.each(['{"theme":"pink"}', '{"language":7}', '[]', 'not json'])(
    'a preference that no longer parses counts as not set: %s',
    (value) => {
      const db = open(console0010);
      db.prepare<[string]>(`INSERT INTO preference (name, value) VALUES ('preferences', ?)`).run(value);
      expect(consoleRepo(db).preferences()).toEqual({
        language: 'system',
        theme: 'dark',
        currentShowId: null,
      });
    },
  );

  test('what is made once stays what it was', () => {
    const file = join(tempFolder(), 'x.db');
    const first = openDatabase(file, [console0010]);
    expect(consoleRepo(first).once('device-id', () => 'one')).toBe('one');
    expect(consoleRepo(first).once('device-id', () => 'two')).toBe('one');
    first.close();
    expect(consoleRepo(open(console0010, file)).once('device-id', () => 'three')).toBe('one');
  });

  test('a sheet’s columns are remembered by its header, the last answer counts', () => {
    const db = open(console0010);
    const own = consoleRepo(db);
    expect(own.sheetMapping('print')).toBeNull();
    own.setSheetMapping('print', { 款号: 'sku' });
    own.setSheetMapping('print', { 款号: 'name' });
    expect(own.sheetMapping('print')).toEqual({ 款号: 'name' });
    db.exec(`UPDATE sheet_mapping SET mapping = '{"a":1}'`);
    expect(own.sheetMapping('print')).toBeNull();
    db.exec(`UPDATE sheet_mapping SET mapping = 'not json'`);
    expect(own.sheetMapping('print')).toBeNull();
  });

  test('bookkeeping of a session is null until set', () => {
    const meta = metaRepo(open(session0010));
    expect(meta.get('cursor')).toBeNull();
    meta.set('cursor', '7');
    meta.set('cursor', '8');
    expect(meta.get('cursor')).toBe('8');
  });
});
