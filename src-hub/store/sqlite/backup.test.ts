import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestClock, testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { type TestTimers, testTimers } from '#shared/sync/test-timers.ts';
import { createBackups } from '../../backups.ts';
import { createHubLog } from '../../hub-log.ts';
import { backupFolder } from '../backup-folder.ts';
import { committed, put, write } from '../test-documents.ts';
import { BackupCalledOff, backUpFile } from './backup.ts';
import { MARK_FILE } from './history.ts';
import { openSqliteStore, type SqliteHubStore } from './sqlite-store.ts';

let dir: string;
let clock: TestClock;
let timers: TestTimers;
const ids = countingIds();
const open: SqliteHubStore[] = [];
const log = createHubLog();
log.level = 'silent';

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'livedesk-backup-'));
  clock = testClock();
  timers = testTimers(clock);
});
afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
  rmSync(dir, { recursive: true, force: true });
});

async function serve(name = 'hub.db'): Promise<SqliteHubStore> {
  const store = await openSqliteStore({
    ...{ file: join(dir, name), markFile: join(dir, `${name}.${MARK_FILE}`), clock, ids },
  });
  open.push(store);
  return store;
}

/** Some 4 MB of documents. */
async function fill(store: SqliteHubStore): Promise<void> {
  const mechanics = 'x'.repeat(500);
  for (let batch = 0; batch < 8; batch += 1)
    await write(
      store,
      ...Array.from({ length: 800 }, (_, n) => put('product', { id: `p${batch}-${n}`, mechanics })),
    );
}

const headOf = (file: string) => {
  const db = new Database(file, { readonly: true });
  const head = db.prepare('SELECT head_seq FROM workspace').pluck().get();
  db.close();
  return head;
};

describe('a backup', () => {
  test('[SY41] of a hub at work holds its head, is one file for its owner alone, and leaves the hub as it was', async () => {
    const store = await serve();
    await write(store, put('show'));
    const target = join(dir, 'copy.db');
    expect(await store.backup(target)).toEqual({ headSeq: 1 });
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
    const { epoch } = await store.workspace();
    await store.close();
    const again = await serve();
    expect(again.restored).toBe(false);
    expect(await again.workspace()).toMatchObject({ epoch });
  });

  test('lets others write while it is made, and holds what they wrote up to its head', async () => {
    const store = await serve();
    await fill(store);
    const target = join(dir, 'copy.db');
    let done = false;
    const backup = store.backup(target).finally(() => {
      done = true;
    });
    let written = 0;
    while (!done) {
      await write(store, put('show', { title: `${written}` }));
      written += 1;
    }
    const { headSeq } = await backup;
    expect(written).toBeGreaterThan(5);
    expect(headSeq).toBeGreaterThan(6400);
    expect(headOf(target)).toBe(headSeq);
    const copy = await serve('copy.db');
    expect(await copy.documents.headSeq()).toBe(headSeq);
    expect(
      (await copy.documents.changesAfter(headSeq - 1, { limit: 9, bytes: 1e6, living: true })).changes,
    ).toHaveLength(1);
  });

  test('[SY40] served, it begins a new epoch with the streams as they were then', async () => {
    const store = await serve();
    const op = (cseq: number) => committed([put('show')], { stream: { streamId: 's', cseq } });
    await store.documents.commitOps([op(1), op(2)]);
    await store.backedUp(2, '2026-06-18T11:00:00.000Z');
    await store.backup(join(dir, 'copy.db'));
    await store.documents.commitOps([op(3)]);
    const { epoch, id } = await store.workspace();
    const copy = await serve('copy.db');
    expect(copy.restored).toBe(true);
    expect(await copy.documents.lastCseq('s')).toBe(2);
    const restored = await copy.workspace();
    // No backup holds anything of the new history yet.
    expect(restored).toMatchObject({ id, backupSeq: 0, backupAt: null });
    expect(restored.epoch).not.toBe(epoch);
  });

  test('from outside is the same, beside the hub at work', async () => {
    const store = await serve();
    await write(store, put('show'));
    expect(backUpFile(join(dir, 'hub.db'), join(dir, 'copy.db'))).toEqual({ headSeq: 1 });
    await write(store, put('product'));
    const copy = await serve('copy.db');
    expect(copy.restored).toBe(true);
    expect(await copy.documents.headSeq()).toBe(1);
  });

  test('called off, or into a folder that is not there, leaves nothing', async () => {
    const store = await serve();
    await fill(store);
    let turns = 0;
    const target = join(dir, 'copy.db');
    const afterThree = () => {
      turns += 1;
      return turns > 3;
    };
    await expect(store.backup(target, afterThree)).rejects.toBeInstanceOf(BackupCalledOff);
    await expect(store.backup(join(dir, 'none', 'copy.db'))).rejects.toThrow();
    expect(readdirSync(dir).filter((name) => name.startsWith('copy'))).toEqual([]);
  });
});

describe('daily backups', () => {
  const backupsIn = () =>
    existsSync(backupFolder(join(dir, 'hub.db')))
      ? readdirSync(backupFolder(join(dir, 'hub.db'))).sort()
      : [];

  function daily(store: SqliteHubStore, onBackedUp = async () => {}) {
    return createBackups({
      ...{ store, clock, timers, log, onBackedUp },
      databaseFile: join(dir, 'hub.db'),
    });
  }

  test('[SY41] are made once a day while the hub serves, desks are told, and three are kept', async () => {
    const store = await serve();
    let told = 0;
    const backups = daily(store, async () => {
      told += 1;
    });
    backups.start();
    await write(store, put('show'));
    expect(backupsIn()).toEqual([]);
    for (let day = 0; day < 5; day += 1) {
      for (let hour = 0; hour < 25; hour += 1) {
        await timers.advance(3_600_000);
        // The round under way is real work on files.
        await backups.round();
      }
    }
    await backups.stop();
    expect(told).toBeGreaterThanOrEqual(5);
    expect(told).toBeLessThanOrEqual(6);
    expect(backupsIn()).toHaveLength(3);
    expect(backupsIn().every((name) => /^hub-202606\d\d-\d{6}\.db$/.test(name))).toBe(true);
    expect(await store.workspace()).toMatchObject({ backupSeq: 1 });
  });

  test('go by the last one, also over restarts, and by a clock that was put back', async () => {
    const store = await serve();
    const backups = daily(store);
    await backups.round();
    await backups.round();
    expect(backupsIn()).toHaveLength(1);
    clock.advance(-2 * 86_400_000);
    await daily(store).round();
    expect(backupsIn()).toHaveLength(2);
  });

  test('that fail are tried again, and nothing but their own files is cleared away', async () => {
    const store = await serve();
    const folder = backupFolder(join(dir, 'hub.db'));
    // A file where the folder should be.
    writeFileSync(folder, '');
    const backups = daily(store);
    await backups.round();
    expect(await store.workspace()).toMatchObject({ backupAt: null });
    rmSync(folder);
    await backups.round();
    expect(backupsIn()).toHaveLength(1);
    for (const name of ['hub-20200101-000000.db.part', 'mine.db']) writeFileSync(join(folder, name), '');
    clock.advance(86_400_000);
    await backups.round();
    expect(backupsIn()).toHaveLength(3);
    expect(backupsIn()).toContain('mine.db');
  });

  test('end with the hub, also in the middle', async () => {
    const store = await serve();
    await fill(store);
    const backups = daily(store);
    const round = backups.round();
    await new Promise<void>((resolve) => setImmediate(resolve));
    await backups.stop();
    await round;
    expect(backupsIn()).toEqual([]);
    expect(await store.workspace()).toMatchObject({ backupAt: null });
  });
});
