import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { newShow } from '#shared/sync/documents-fixture.ts';
import { consoleRepo } from './console.repo.ts';
import { type BaseChange, documentRepo, type HeldDocument, sameToReaders } from './document.repo.ts';
import { metaRepo } from './meta.repo.ts';
import { console0010 } from './migrations/0010-console.ts';
import { sessionMigrations } from './migrations/index.ts';
import { type Migration, openDatabase } from './open.ts';
import { tempFolder } from './temp-folder-fixture.ts';

const at = '2026-06-18T11:00:00.000Z';

function open(migrations: readonly Migration[], file = join(tempFolder(), 'x.db')): Database {
  const db = openDatabase(file, migrations);
  onTestFinished(() => void db.close());
  return db;
}
const shown = (id: string, title: string | null): HeldDocument => ({
  ...{ kind: 'show', id },
  parentId: title === null ? '' : 'workspace',
  json: title === null ? null : JSON.stringify({ ...newShow(id), title, createdAt: at }),
});
const change = (seq: number, id: string, title: string | null): BaseChange => ({
  ...{ ...shown(id, title), seq },
  parentId: 'workspace',
});

describe('cached documents', () => {
  function opened() {
    const db = open(sessionMigrations);
    const documents = documentRepo(db);
    const set = (held: HeldDocument) => documents.setPending(held.kind, held.id, held);
    const titles = async () => (await documents.view.list('show', 'workspace')).map((one) => one.title);
    return { db, documents, set, titles };
  }

  test('the view shows what is pending, the bases what the hub confirmed', async () => {
    const { documents, set } = opened();
    documents.putBase(change(1, 's', 'confirmed'), 1);
    set(shown('s', 'pending'));
    expect(await documents.view.get('show', 's')).toMatchObject({ title: 'pending' });
    expect(documents.bases.get('show', 's')?.json).toContain('confirmed');
    expect(documents.pendingAmong(['s', 'other'])).toEqual(['s']);
  });

  test('what is pending can be given up: new documents vanish, changed and removed ones return', async () => {
    const { documents, set, titles } = opened();
    documents.putBase(change(1, 'changed', 'one'), 1);
    documents.putBase(change(2, 'removed', 'two'), 1);
    for (const held of [shown('changed', 'ONE'), shown('removed', null), shown('new', 'three')]) set(held);
    expect(await titles()).toEqual(['ONE', 'three']);
    documents.setPending('show', 'new', null);
    expect(await titles()).toEqual(['ONE']);
    expect(documents.clearPending()).toEqual(new Set(['show']));
    expect(await titles()).toEqual(['one', 'two']);
    expect(documents.pendingAmong(['changed', 'removed', 'new'])).toEqual([]);
    expect(documents.clearPending()).toEqual(new Set());
  });

  test('a document that a pending op moves to another parent is listed there, and goes back with it', async () => {
    const { documents, set } = opened();
    documents.putBase(change(1, 's', 'one'), 1);
    set({ ...shown('s', 'one'), parentId: 'elsewhere' });
    expect(await documents.view.list('show', 'workspace')).toEqual([]);
    expect(await documents.view.list('show', 'elsewhere')).toHaveLength(1);
    expect(documents.bases.list('show', 'workspace')).toHaveLength(1);
    documents.clearPending();
    expect(await documents.view.list('show', 'workspace')).toHaveLength(1);
  });

  test('[SY33] what cannot be read is kept and skipped', async () => {
    const { db, documents, titles } = opened();
    documents.putBase(change(1, 's', 'x'), 1);
    documents.putBase(change(2, 't', 'y'), 1);
    documents.putBase({ seq: 3, kind: 'teleport', id: 'u', parentId: '', json: '{"to":"moon"}' }, 1);
    for (const damage of ['{"id":"s"}', 'not json']) {
      db.prepare<[string]>(`UPDATE document SET json = ? WHERE id = 's'`).run(damage);
      expect(await documents.view.get('show', 's')).toBeNull();
      expect(await titles()).toEqual(['y']);
    }
    expect(documents.basesBetween(1, 9)).toMatchObject([
      { seq: 1, document: 'not json' },
      { seq: 2, id: 't' },
      { seq: 3, kind: 'teleport', document: { to: 'moon' } },
    ]);
  });

  test('texts that say the same mean the same to a reader; what it cannot read means nothing', () => {
    const { json } = shown('s', 'x');
    const turned = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(json ?? '')).reverse()));
    expect(turned).not.toBe(json);
    expect(sameToReaders('show', turned, json)).toBe(true);
    expect(sameToReaders('show', shown('s', 'y').json, json)).toBe(false);
    expect(sameToReaders('show', null, json)).toBe(false);
    for (const nothing of [null, '{}', 'not json'])
      expect(sameToReaders('show', nothing, 'no json either')).toBe(true);
    expect(sameToReaders('teleport', '{"a":1}', '{"a":2}')).toBe(true);
  });

  test('[SY37] bases that a snapshot has not seen are told apart', () => {
    const { documents } = opened();
    documents.putBase(change(1, 'old', 'x'), 1);
    documents.putBase(change(2, 'seen', 'x'), 1);
    documents.putBase(change(2, 'seen', 'x'), 2);
    expect(documents.unseen(2)).toEqual([{ kind: 'show', id: 'old', parentId: 'workspace' }]);
    documents.putBase(change(3, 'old', null), 2);
    expect(documents.unseen(2)).toEqual([]);
    expect([1, 2].map((seq) => documents.firstSeqAbove(seq))).toEqual([2, null]);
  });
});

const firstPreferences = {
  ...{ language: 'system', theme: 'dark', currentShowId: null },
  ...{ keys: {}, lockAfterSec: 0, figuresWhenLocked: true },
};

describe('what the console keeps for itself', () => {
  test('one preference that does not parse costs no other', () => {
    const db = open([console0010]);
    db.prepare<[string]>(`INSERT INTO preference (name, value) VALUES ('preferences', ?)`).run(
      '{"theme":"light","keys":{"take":7},"lockAfterSec":60}',
    );
    expect(consoleRepo(db).preferences()).toEqual({ ...firstPreferences, theme: 'light', lockAfterSec: 60 });
  });

  test('preferences begin with the defaults and change one by one, over a reopen too', () => {
    const file = join(tempFolder(), 'x.db');
    const first = openDatabase(file, [console0010]);
    expect(consoleRepo(first).preferences()).toEqual(firstPreferences);
    consoleRepo(first).setPreferences({ theme: 'light' });
    consoleRepo(first).setPreferences({ currentShowId: 's' });
    first.close();
    const again = consoleRepo(open([console0010], file));
    expect(again.preferences()).toEqual({ ...firstPreferences, theme: 'light', currentShowId: 's' });
  });

  test.each(['{"theme":"pink"}', '{"language":7}', '[]', 'not json'])(
    'a preference that no longer parses counts as not set: %s',
    (value) => {
      const db = open([console0010]);
      db.prepare<[string]>(`INSERT INTO preference (name, value) VALUES ('preferences', ?)`).run(value);
      expect(consoleRepo(db).preferences()).toEqual(firstPreferences);
    },
  );

  test('what is made once stays what it was', () => {
    const file = join(tempFolder(), 'x.db');
    const first = openDatabase(file, [console0010]);
    expect(consoleRepo(first).once('device-id', () => 'one')).toBe('one');
    expect(consoleRepo(first).once('device-id', () => 'two')).toBe('one');
    first.close();
    expect(consoleRepo(open([console0010], file)).once('device-id', () => 'three')).toBe('one');
  });

  test('a sheet’s columns are remembered by its header, the last answer counts', () => {
    const db = open([console0010]);
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
    const meta = metaRepo(open(sessionMigrations));
    expect(meta.get('cursor')).toBeNull();
    meta.set('cursor', '7');
    meta.set('cursor', '8');
    expect(meta.get('cursor')).toBe('8');
  });
});
