import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { backUpFile } from '../store/sqlite/backup.ts';
import { MARK_FILE } from '../store/sqlite/history.ts';
import { migrate } from '../store/sqlite/migrate.ts';
import { migrations } from '../store/sqlite/migrations/index.ts';
import { FolderInUseError, takeServeLock } from '../store/sqlite/serve-lock.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { put, write } from '../store/test-documents.ts';
import { restoreFolder } from './restore-folder.ts';

const NOW = Date.parse('2026-06-18T11:00:00.000Z');
let dir: string;
let data: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'livedesk-restore-'));
  data = join(dir, 'data');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const serve = (folder = data) => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'hub.db');
  return openSqliteStore({ file, markFile: join(folder, MARK_FILE), clock: testClock(), ids: countingIds() });
};

/** A folder whose hub has one show, its backup, and then a second title. */
async function used(folder = data): Promise<string> {
  const store = await serve(folder);
  await write(store, put('show', { title: 'old' }));
  const backup = join(dir, 'backup.db');
  backUpFile(join(folder, 'hub.db'), backup);
  await write(store, put('show', { title: 'new' }));
  await store.close();
  return backup;
}

function titleIn(file: string): unknown {
  const db = new Database(file, { readonly: true });
  const title = db.prepare("SELECT json ->> 'title' FROM documents WHERE kind = 'show'").pluck().get();
  db.close();
  return title;
}

describe('restoring', () => {
  test('[SY40] replaces the database, keeps the one before, and the next start begins a new epoch', async () => {
    const backup = await used();
    const bytes = readFileSync(backup);
    const { headSeq, kept } = restoreFolder(data, backup, NOW);
    expect(headSeq).toBe(1);
    expect(titleIn(kept ?? '')).toBe('new');
    expect(readFileSync(backup).equals(bytes)).toBe(true);
    expect(readdirSync(data).sort()).toEqual([
      ...['history.mark', 'hub.db', 'hub.db.replaced-20260618-110000000', 'hub.lock'],
    ]);
    const store = await serve();
    expect(store.restored).toBe(true);
    expect(await store.documents.get('show', 'show-1')).toMatchObject({ title: 'old' });
    await store.close();
  });

  test('into an empty folder, or into a console with a hub of its own', async () => {
    const backup = await used(join(dir, 'console', 'hub'));
    expect(restoreFolder(join(dir, 'console'), backup, NOW).kept).toMatch(/console.hub.hub\.db\.replaced/);
    expect(titleIn(join(dir, 'console', 'hub', 'hub.db'))).toBe('old');
    expect(restoreFolder(join(dir, 'fresh'), backup, NOW)).toEqual({ headSeq: 1, kept: null });
    expect(titleIn(join(dir, 'fresh', 'hub.db'))).toBe('old');
  });

  test('also over a hub that was killed, whose log is folded in before it is kept', async () => {
    const backup = await used();
    const store = await serve();
    await write(store, put('show', { title: 'in the log' }));
    const killed = join(dir, 'killed');
    mkdirSync(killed);
    for (const name of ['hub.db', 'hub.db-wal']) copyFileSync(join(data, name), join(killed, name));
    await store.close();
    const { kept } = restoreFolder(killed, backup, NOW);
    expect(titleIn(kept ?? '')).toBe('in the log');
    expect(titleIn(join(killed, 'hub.db'))).toBe('old');
    expect(existsSync(join(killed, 'hub.db-wal'))).toBe(false);
  });

  test('also over one that cannot be read, which is kept as it is', async () => {
    const backup = await used();
    writeFileSync(join(data, 'hub.db'), 'no database');
    writeFileSync(join(data, 'hub.db-wal'), 'its log');
    const { kept } = restoreFolder(data, backup, NOW);
    expect(readFileSync(kept ?? '', 'utf8')).toBe('no database');
    expect(readFileSync(`${kept}-wal`, 'utf8')).toBe('its log');
    expect(titleIn(join(data, 'hub.db'))).toBe('old');
  });

  test('a backup of an older version is brought up to date, and is known for a copy all the same', async () => {
    const old = join(dir, 'old.db');
    const db = new Database(old);
    migrate(db, migrations.slice(0, 6));
    db.exec("INSERT INTO workspace VALUES (1, 'w', 'e', '', 0)");
    db.close();
    restoreFolder(data, old, NOW);
    const store = await serve();
    expect(store.restored).toBe(true);
    expect((await store.workspace()).epoch).not.toBe('e');
    await store.close();
  });

  test('is refused while the hub is served, and for what is no backup; the folder stays as it was', async () => {
    const backup = await used();
    const release = takeServeLock(join(data, 'hub.lock'));
    expect(() => restoreFolder(data, backup, NOW)).toThrow(FolderInUseError);
    release();
    const text = join(dir, 'text.db');
    writeFileSync(text, 'not a database, but long enough to look like one '.repeat(100));
    const other = join(dir, 'other.db');
    new Database(other).exec('CREATE TABLE t (n)').close();
    const newer = join(dir, 'newer.db');
    copyFileSync(backup, newer);
    const db = new Database(newer);
    db.pragma('user_version = 9999');
    db.close();
    const cut = join(dir, 'cut.db');
    writeFileSync(cut, readFileSync(backup).subarray(0, 20_000));
    expect(() => restoreFolder(data, join(dir, 'none.db'), NOW)).toThrow('There is no file');
    expect(() => restoreFolder(data, text, NOW)).toThrow('not a database');
    expect(() => restoreFolder(data, other, NOW)).toThrow('not a backup of a hub');
    expect(() => restoreFolder(data, newer, NOW)).toThrow('9999');
    expect(() => restoreFolder(data, cut, NOW)).toThrow('damaged');
    expect(readdirSync(data).sort()).toEqual(['history.mark', 'hub.db', 'hub.lock']);
    expect(titleIn(join(data, 'hub.db'))).toBe('new');
    // The next restore is not in the way of those that failed.
    restoreFolder(data, backup, NOW);
    expect(titleIn(join(data, 'hub.db'))).toBe('old');
  });
});
