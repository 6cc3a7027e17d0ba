import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { hubStoreContract } from '../hub-store.contract.ts';
import type { HubStore } from '../hub-store.ts';
import { put, write } from '../test-documents.ts';
import { MigrationFailedError, migrate, NewerDatabaseError } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openDatabase } from './open-database.ts';
import { FolderInUseError, takeServeLock } from './serve-lock.ts';
import { openSqliteStore } from './sqlite-store.ts';

const dir = mkdtempSync(join(tmpdir(), 'livedesk-store-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
let files = 0;
const newFile = () => join(dir, `${++files}.db`);
const open = (file = newFile()) => openSqliteStore({ file, clock: testClock(), ids: countingIds() });

const fileOf = new WeakMap<HubStore, string>();
hubStoreContract(
  'sqlite',
  async () => {
    const file = newFile();
    const store = await open(file);
    fileOf.set(store, file);
    return store;
  },
  (closed) => open(fileOf.get(closed)),
);

describe('the database file', () => {
  test('is opened durable, again and again', () => {
    const file = newFile();
    for (let round = 0; round < 2; round += 1) {
      const db = openDatabase(file);
      expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
      expect(db.pragma('synchronous', { simple: true })).toBe(2);
      expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
      expect(db.pragma('busy_timeout', { simple: true })).toBe(5000);
      expect(db.pragma('checkpoint_fullfsync', { simple: true })).toBe(1);
      db.close();
    }
  });

  test('keeps its workspace, documents and order over a restart', async () => {
    const file = newFile();
    const first = await open(file);
    const workspace = await first.workspace();
    await write(first, put('show'));
    await first.close();
    const second = await open(file);
    expect(await second.workspace()).toEqual(workspace);
    expect(await second.documents.headSeq()).toBe(1);
    await second.close();
  });

  test('takes keys from another process while the hub has it open', async () => {
    const file = newFile();
    const hub = await open(file);
    const cli = await open(file);
    await cli.access.addKey({ id: 'k', hash: 'h', label: '', scopes: ['read'], createdAt: '' });
    expect(await hub.access.keyByHash('h')).toMatchObject({ id: 'k' });
    await Promise.all([hub.close(), cli.close()]);
  });

  test('closing lets what is queued end, and refuses what comes after', async () => {
    const store = await open();
    const last = write(store, put('show'));
    await store.close();
    expect((await last).result.outcome).toBe('applied');
    await expect(write(store, put('product'))).rejects.toThrow('closed');
  });
});

describe('migrations', () => {
  test('a device of before keeps its token, without an end', async () => {
    const file = newFile();
    const old = new Database(file);
    migrate(
      old,
      migrations.filter(({ version }) => version < 60),
    );
    old.exec(
      "INSERT INTO devices VALUES ('hash', 'desk-1', 'p1', '小橙', 'host', '2026-06-18T11:00:00.000Z')",
    );
    old.close();
    const store = await open(file);
    expect(await store.access.deviceByTokenHash('hash')).toEqual({
      ...{ deviceId: 'desk-1', personId: 'p1', personName: '小橙', role: 'host' },
      ...{ deviceName: null, expiresAt: null, removedAt: null },
    });
    await store.close();
  });

  test('an old version with rows is brought up to date and keeps them', async () => {
    const file = newFile();
    const old = new Database(file);
    migrate(old, migrations.slice(0, 1));
    expect(old.pragma('user_version', { simple: true })).toBe(10);
    old.exec("INSERT INTO workspace VALUES (1, 'w', 'e', '', 1)");
    old
      .prepare<[string]>("INSERT INTO documents VALUES ('show', 'show-1', 'workspace', ?, 1)")
      .run(JSON.stringify(put('show').document));
    old.close();
    const store = await open(file);
    expect(await store.workspace()).toEqual({
      ...{ id: 'w', epoch: 'e', backupSeq: 0, backupAt: null, horizonSeq: 0 },
    });
    expect(await store.documents.get('show', 'show-1')).toMatchObject({ title: '618' });
    expect((await write(store, put('product'))).result).toMatchObject({ seq: 2 });
    await store.close();
  });

  test('a step that fails leaves the version of before, whole and working, and says so', () => {
    const db = new Database(newFile());
    migrate(db, migrations.slice(0, 1));
    db.exec("INSERT INTO workspace VALUES (1, 'w', 'e', '', 1)");
    const fine = { version: 15, sql: 'CREATE TABLE fine (a);' };
    const broken = { version: 18, sql: 'CREATE TABLE half (a); INSERT INTO nowhere VALUES (1);' };
    expect(() => migrate(db, [...migrations.slice(0, 1), fine, broken])).toThrow(MigrationFailedError);
    expect(() => migrate(db, [...migrations.slice(0, 1), fine, broken])).toThrow('from version 10 to 18');
    expect(db.pragma('user_version', { simple: true })).toBe(10);
    const made = db.prepare("SELECT 1 FROM sqlite_master WHERE name IN ('fine', 'half')").get();
    expect(made).toBeUndefined();
    expect(db.prepare('SELECT id FROM workspace').pluck().get()).toBe('w');
    db.close();
  });

  test('a copy of the old version stands beside it, with what was only in the log', async () => {
    const file = newFile();
    const old = new Database(file);
    old.pragma('journal_mode = WAL');
    migrate(old, migrations.slice(0, 1));
    old.exec("INSERT INTO workspace VALUES (1, 'w', 'e', '', 1)");
    await (await open(file)).close();
    old.close();
    const copy = new Database(`${file}.before-${migrations.at(-1)?.version}.bak`);
    expect(copy.pragma('user_version', { simple: true })).toBe(10);
    expect(copy.prepare('SELECT id FROM workspace').pluck().get()).toBe('w');
    copy.close();
  });

  test('a newer database is refused in plain words', async () => {
    const file = newFile();
    const newer = new Database(file);
    newer.pragma('user_version = 9999');
    newer.close();
    const before = readFileSync(file);
    await expect(open(file)).rejects.toThrow(NewerDatabaseError);
    await expect(open(file)).rejects.toThrow('version 9999');
    expect(readFileSync(file)).toEqual(before);
  });
});

describe('the serving lock', () => {
  test('is held by one, and free once let go', () => {
    const file = newFile();
    const release = takeServeLock(file);
    expect(() => takeServeLock(file)).toThrow(FolderInUseError);
    release();
    takeServeLock(file)();
  });

  test('is taken on a damaged file too, and then held', () => {
    const file = newFile();
    writeFileSync(file, 'not a database, and longer than its header would be'.repeat(10));
    const release = takeServeLock(file);
    expect(() => takeServeLock(file)).toThrow(FolderInUseError);
    release();
  });
});
